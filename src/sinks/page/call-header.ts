import type { Flow } from '../../flow/flow.ts';
import { endOf, rootLeg } from '../../flow/recorded/flow-end.ts';
import type { Warning } from '../../flow/recorded/watch.ts';
import { shortId } from '../../vonage/ids.ts';
import { countedProblems, gapWords, socketWords, totalPrice } from '../call-words.ts';
import { parties, spokenDuration } from '../wording.ts';
import { utcDayAndTime, utcTime } from './clock.ts';
import { html, type Markup, NOTHING } from './markup.ts';

/** More problems of one call are at their exchanges. */
const MOST_PROBLEMS = 20;

/** Who called whom, when, how long, how it ended, and what is wrong. */
export const callHeader = (flow: Flow, warnings: readonly Warning[], isRunning: boolean): Markup => {
  const problems = countedProblems(flow.problems);
  const price = totalPrice([...flow.legs.values()]);
  const root = rootLeg(flow);
  const end = isRunning ? 'still running' : (endOf(flow) ?? 'unknown');
  const why = [root?.detail, root?.disconnectedBy && `hung up by ${root.disconnectedBy}`]
    .filter(Boolean)
    .join(', ');
  return html`<header>
    <p class="eyebrow">Voice call <code>${flow.id}</code></p>
    <h1><bdi>${parties(flow.from, flow.to) || 'Call without numbers'}</bdi></h1>
    <dl>
      ${fact('Began', utcDayAndTime(flow.startedAt))}
      ${fact('Lasted', spokenDuration(flow.lastAt - flow.startedAt))}
      ${fact('Ended', end, why, end === 'completed' ? 'good' : 'warn')}
      ${fact('Webhooks', String(flow.exchanges))}
      ${flow.pulled ? fact('Pulled events', String(flow.pulled)) : NOTHING}
      ${price === undefined ? NOTHING : fact('Price', `${price} EUR`)}
      ${conversations([...flow.conversations])}
    </dl>
    ${verdict(flow, problems, warnings)}
  </header>`;
};

/** In full where there is room: whoever asks Vonage about a call is asked for them. */
const conversations = (ids: readonly string[]): Markup =>
  html`<div><dt>${ids.length > 1 ? 'Conversations' : 'Conversation'}</dt><dd>${
    ids.length === 0
      ? 'unknown'
      : html`<code>${ids.length > 3 ? ids.map(shortId).join(', ') : ids.join(', ')}</code>`
  }</dd></div>`;

const fact = (name: string, value: string, more = '', tone = ''): Markup =>
  html`<div><dt>${name}</dt><dd class="${tone}">${value}${more === '' ? NOTHING : html` <span class="note">${more}</span>`}</dd></div>`;

const verdict = (flow: Flow, problems: readonly string[], warnings: readonly Warning[]): Markup => {
  const lines = [
    ...problems.slice(0, MOST_PROBLEMS).map((problem) => html`<li class="bad">${problem}</li>`),
    ...(problems.length > MOST_PROBLEMS
      ? [
          html`<li class="bad">and ${problems.length - MOST_PROBLEMS} more problems, at their exchanges below</li>`,
        ]
      : []),
    ...(flow.gaps ?? []).map(
      (gap) => html`<li class="bad">${gapWords(gap, (at) => `${utcTime(at)} UTC`)}</li>`,
    ),
    ...warnings.map(({ words }) => html`<li class="warn">${linked(words)}</li>`),
  ];
  return html`${
    lines.length === 0
      ? html`<p class="fine">No problem was seen, and nothing is missing.</p>`
      : html`<ul class="trouble">${lines}</ul>`
  }${(flow.sockets ?? []).map(
    (socket) => html`<p class="socket">WebSocket <code>${socket.address}</code> ${socketWords(socket)}</p>`,
  )}`;
};

/** Words with the numbers of exchanges in them, as links to these. */
const linked = (words: string): readonly Markup[] =>
  words
    .split(/(#\d+)/)
    .map((part) => (/^#\d+$/.test(part) ? html`<a href="#e${part.slice(1)}">${part}</a>` : html`${part}`));
