import { factsOf } from '../../flow/exchange-facts.ts';
import type { Flow, Moment } from '../../flow/flow.ts';
import type { LateReply } from '../../flow/late-reply.ts';
import type { RecordedPulled } from '../../flow/pulled/pulled-record.ts';
import type { Filed } from '../../flow/recorded/file-recorded.ts';
import type { Member } from '../../flow/recorded/members.ts';
import type { RecordedExchange } from '../../flow/recorded/recorded-exchange.ts';
import type { Warning } from '../../flow/recorded/watch.ts';
import { readableBody } from '../../flow/reply-text.ts';
import { seconds } from '../../flow/safety-net.ts';
import type { PlatformNotice } from '../../vonage/platform-event.ts';
import { fold } from '../fold.ts';
import { actionNames } from '../ncco-words.ts';
import { platformWords } from '../platform-line.ts';
import { repeatedFaults } from '../repeated-faults.ts';
import { parties, sinceStart } from '../wording.ts';
import { callHeader } from './call-header.ts';
import { utcDayAndTime } from './clock.ts';
import { findingsOf, type Lint } from './exchange-body.ts';
import { lane, laneNames } from './lane.ts';
import { legsChart } from './legs-chart.ts';
import { html, type Markup, NOTHING } from './markup.ts';
import { pageEnd, pageStart } from './page-frame.ts';
import { pulledRow } from './pulled-row.ts';
import { exchangeRow, momentRow, toldRow } from './row.ts';

/** What the page of a call is made of. */
export interface PageCall {
  readonly flow: Flow;
  readonly members: readonly Member[];
  readonly warnings: readonly Warning[];
  readonly isRunning: boolean;
  /** An emulator told what else is inferred. */
  readonly isTold: boolean;
  /** Its numbers and names are others than they were. */
  readonly isMasked: boolean;
  readonly version: string;
  readonly lint: Lint;
}

/** A recorded call as one HTML page that asks nobody for anything, handed out piece by piece. */
export interface CallPage {
  head(): string;
  /** The rows of the next exchange. */
  next(exchange: RecordedExchange, filed: Filed): string;
  /** The rows of an event that was pulled: never folded, for no voice event need tell the same. */
  pulled(pulled: RecordedPulled, filed: Filed): string;
  /** The row of what an emulator told. */
  told(notice: PlatformNotice, flow: Flow): string;
  /** A reply that came when the safety net had answered. */
  late(reply: Omit<LateReply, 'flow'>): string;
  rest(): string;
}

/** A page at its beginning: it remembers what was folded and said. */
export const callPage = (call: PageCall): CallPage => {
  const folded = fold();
  const repeated = repeatedFaults();
  const held: Markup[] = [];
  let count = 0;
  const seen = new WeakSet<Moment>();
  const release = (): Markup => {
    if (held.length === 0) return NOTHING;
    const rows = html`<li class="row fold s5b"><details><summary><span class="at"></span>${lane(undefined)}<span class="step">5b</span>
      <span class="what">${count} RTC ${count === 1 ? 'event that repeats' : 'events that repeat'} a voice event</span></summary><ol>${[...held]}</ol></details></li>`;
    held.length = 0;
    count = 0;
    return rows;
  };
  /** The arrows since the last time; none that is inferred where an emulator tells the fact. */
  const fresh = (flow: Flow): readonly Moment[] => {
    const moments = flow.moments.filter((moment) => !seen.has(moment) && !(call.isTold && moment.inferred));
    for (const moment of flow.moments) seen.add(moment);
    return moments;
  };
  return {
    head: () =>
      html`${pageStart(titleOf(call.flow))}${callHeader(call.flow, call.warnings, call.isRunning)}
        ${legsChart(call.flow, call.members)}
        <main aria-labelledby="flow"><h2 id="flow">Flow</h2>${TOOLS}
        <div class="head" aria-hidden="true">${laneNames()}</div>
        <ol id="flow-rows">`.markup,
    next(recorded, { flow, at, number }) {
      const { exchange } = recorded;
      const facts = factsOf(exchange);
      const isHeard = repeated(exchange);
      const moments = fresh(flow);
      const own = moments.findIndex(({ to, step }) => to === 'backend' && step === (facts.step ?? step));
      const findings = findingsOf(exchange, call.lint);
      const row = exchangeRow(recorded, number, moments[own], findings, { flow: call.flow, at, isHeard });
      const beside = (some: readonly Moment[]): readonly Markup[] =>
        some.map((moment) =>
          momentRow(
            moment,
            moment.step === '3' ? { number, findings, isBad: exchange.reply.status >= 300 } : undefined,
            call.flow,
          ),
        );
      const rows = [...beside(moments.slice(0, Math.max(0, own))), row, ...beside(moments.slice(own + 1))];
      const isOdd =
        !isHeard &&
        (exchange.problems.length > 0 ||
          exchange.reply.status >= 300 ||
          exchange.standing.state === 'refused');
      if (folded.takes(facts, flow.id, isOdd)) {
        held.push(...rows);
        count += 1;
        return '';
      }
      return html`${release()}${rows}\n`.markup;
    },
    pulled(pulled, filed) {
      const some = fresh(filed.flow);
      const own = some.findIndex(({ step, to }) => step === '5b' && to === 'conversation');
      const beside = (moment: Moment): Markup => momentRow(moment, undefined, call.flow);
      const [before, after] = [some.slice(0, Math.max(0, own)), some.slice(own + 1)];
      const row = pulledRow(pulled, filed, some[own], call.flow);
      return html`${release()}${before.map(beside)}${row}${after.map(beside)}\n`.markup;
    },
    told(notice, flow) {
      const words = platformWords(notice.event);
      const [moment] = fresh(flow);
      return words === undefined
        ? ''
        : html`${release()}${toldRow(notice, words, moment, call.flow)}\n`.markup;
    },
    late(reply) {
      return html`${release()}${lateRow(reply, call.flow)}`.markup;
    },
    rest: () =>
      html`${release()}</ol></main>
        <footer><p>Made by vonage-flow ${call.version} from what its listener recorded. Steps: 1 a call is placed · 2 the application asks its backend · 3 the NCCO that goes back · 4 the conversation · 5a voice events · 5b RTC events · 5c to the Client SDK. Dashed arrows are inferred. Signatures: ● verified · ◐ signed, not checked · ○ unsigned · ✗ refused. Times of rows count from the first event, in seconds.</p>
        <p>${call.isMasked ? 'Numbers and names in it are made up.' : 'This page holds numbers and names of the people in the call.'} Tokens and passwords are masked.</p></footer>${pageEnd()}`
        .markup,
  };
};

const titleOf = (flow: Flow): string =>
  [parties(flow.from, flow.to) || flow.id, utcDayAndTime(flow.startedAt), 'vonage-flow'].join(' · ');

/** Only with scripts they are of use, so that only a script shows them. */
const TOOLS = html`<div class="tools" id="tools" hidden><input type="search" aria-label="Filter rows" placeholder="Filter rows ( / )" autocomplete="off" spellcheck="false">
  <button type="button" class="open">Open all</button><button type="button" class="close">Close all</button><output aria-live="polite"></output></div>`;

const lateRow = (
  { at, milliseconds, reply, failure, problems }: Omit<LateReply, 'flow'>,
  flow: Flow,
): Markup => {
  const actions = reply.status < 300 ? actionNames(readableBody(reply)) : undefined;
  const said = failure ?? (actions ? `NCCO ${actions.join(', ')}` : String(reply.status));
  return html`<li class="row"><div class="line"><span class="at">${sinceStart(at - flow.startedAt)}</span>${lane(undefined)}<span class="step"></span>
    <span class="what warn">too late, after ${seconds(milliseconds)}: your server’s ${said}</span></div>
    <div class="notes">${lane(undefined)}<div>${problems.filter((problem) => problem !== failure).map((problem) => html`<p class="bad">! ${problem}</p>`)}</div></div></li>`;
};
