import type { Exchange } from '../../flow/exchange.ts';
import { factsOf } from '../../flow/exchange-facts.ts';
import type { Flow, Moment } from '../../flow/flow.ts';
import type { RecordedExchange } from '../../flow/recorded/recorded-exchange.ts';
import type { Diagnostic } from '../../lint/diagnostic.ts';
import type { PlatformNotice } from '../../vonage/platform-event.ts';
import { deadlineWords, problemWords, replyWords, subjectOf } from '../exchange-words.ts';
import { legWording } from '../lanes.ts';
import { SIGNATURE_MARKS } from '../line.ts';
import type { Told } from '../socket-told.ts';
import { kindWord, parties, shortDuration, sinceStart } from '../wording.ts';
import { exchangeBody } from './exchange-body.ts';
import { lane } from './lane.ts';
import { html, type Markup, NOTHING } from './markup.ts';

/** Where a row stands. */
export interface RowPlace {
  readonly flow: Flow;
  /** When it happened, in milliseconds since 1970. */
  readonly at: number;
  /** All that is wrong with it was told before. */
  readonly isHeard: boolean;
}

/** An exchange as a row of the picture, which opens on its request and its reply. */
export const exchangeRow = (
  recorded: RecordedExchange,
  number: number,
  moment: Moment | undefined,
  findings: readonly Diagnostic[],
  { flow, at, isHeard }: RowPlace,
): Markup => {
  const { exchange } = recorded;
  const facts = factsOf(exchange);
  const { subject, more } = subjectOf(exchange, facts);
  // Of the first leg the title of the page tells the ends.
  const ends = parties(flow.from, flow.to);
  const [first = '', rest = ''] = [subject, more].filter((words) => words !== ends);
  const { mark, words } = SIGNATURE_MARKS[exchange.standing.state];
  const step = facts.step ?? moment?.step;
  return html`<li class="row${stepClass(step)}" id="e${number}"><details><summary>
    <span class="at">${sinceStart(at - flow.startedAt)}</span>
    ${lane(moment)}
    <span class="step">${step}</span>
    <span class="what"><b>${kindWord(exchange, facts)}</b> ${first === '' ? NOTHING : html`<bdi>${first}</bdi>`}${rest === '' ? NOTHING : html` <bdi class="more">${rest}</bdi>`}</span>
    <span class="tail"><span title="signature: ${words}" aria-label="signature ${words}" role="img">${mark}</span>
    <span class="${exchange.reply.status < 300 ? 'status' : 'status bad'}">${exchange.reply.status}</span>
    <span class="took">${shortDuration(exchange.milliseconds)}</span></span>
    <span class="number">${number}</span>
    </summary>${exchangeBody(recorded, findings)}</details>${notes(exchange, isHeard)}</li>`;
};

const notes = (exchange: Exchange, isHeard: boolean): Markup => {
  const near = deadlineWords(exchange);
  const told = replyWords(exchange);
  const lines = [
    ...(told !== undefined && !told.isTaken ? [html`<p>${told.words}</p>`] : []),
    ...(near === undefined ? [] : [html`<p class="warn">▲ ${near}</p>`]),
    ...(exchange.remarks ?? []).map((remark) => html`<p>· ${remark}</p>`),
    ...(isHeard ? [] : problemWords(exchange)).map((problem) => html`<p class="bad">${problem}</p>`),
  ];
  return lines.length === 0 ? NOTHING : html`<div class="notes">${lane(undefined)}<div>${lines}</div></div>`;
};

/** Of the row of a reply, what there is to say of it. */
export interface RowReply {
  /** Of the exchange. */
  readonly number: number;
  readonly findings: readonly Diagnostic[];
  /** It is no NCCO. */
  readonly isBad: boolean;
}

/** A moment that is no exchange of its own: the NCCO that went back, a step that is inferred. */
export const momentRow = (moment: Moment, reply: RowReply | undefined, flow: Flow): Markup => {
  const who = legWording(flow)(moment);
  const serious = (reply?.findings ?? []).filter(({ severity }) => severity !== 'info');
  return html`<li class="row${stepClass(moment.step)}${moment.inferred ? ' faint' : ''}"><div class="line">
    <span class="at">${sinceStart(moment.at - flow.startedAt)}</span>
    ${lane(moment)}
    <span class="step">${moment.step}</span>
    <span class="what">${reply === undefined ? html`<bdi>${moment.label}</bdi>` : html`<a${reply.isBad ? html` class="bad"` : NOTHING} href="#e${reply.number}"><bdi>${moment.label}</bdi></a>`}${who === '' || moment.label.includes(who) ? NOTHING : html` <bdi class="more">${who}</bdi>`}${
      moment.inferred ? html` <span class="tag">inferred</span>` : NOTHING
    }</span>
    ${serious.length === 0 ? NOTHING : html`<span class="tail ${serious.some(({ severity }) => severity === 'error') ? 'bad' : 'warn'}">▲ ${serious.length} ${serious.length === 1 ? 'finding' : 'findings'}</span>`}
    </div></li>`;
};

/** What an emulator told: who called or joined, keys that were pressed, an action that began. */
export const toldRow = (
  { at, event }: PlatformNotice,
  { step, kind, subject, below, problem }: Told,
  moment: Moment | undefined,
  flow: Flow,
): Markup => {
  const who = moment === undefined || !('leg' in event) ? '' : legWording(flow)(moment);
  const name = moment?.step ?? step;
  return html`<li class="row${stepClass(name === '' ? undefined : name)} told"><div class="line">
    <span class="at">${sinceStart(at - flow.startedAt)}</span>
    ${lane(moment)}
    <span class="step">${name}</span>
    <span class="what"><b>${kind}</b> <bdi>${subject}</bdi>${who === '' || subject.includes(who) ? NOTHING : html` <bdi class="more">${who}</bdi>`}</span>
    <span class="tail">emulator</span></div>
    ${below === undefined && problem === undefined ? NOTHING : html`<div class="notes">${lane(undefined)}<div>${below === undefined ? NOTHING : html`<p>${below}</p>`}${problem === undefined ? NOTHING : html`<p class="bad">! ${problem}</p>`}</div></div>`}</li>`;
};

const stepClass = (step: string | undefined): string => (step === undefined ? '' : ` s${step}`);
