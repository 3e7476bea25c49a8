import type { Flow, Leg } from '../../flow/flow.ts';
import type { Member } from '../../flow/recorded/members.ts';
import { shortId } from '../../vonage/ids.ts';
import { endWords } from '../call-words.ts';
import { byConversation, stayWords, whoWords } from '../member-lines.ts';
import { parties, spokenDuration } from '../wording.ts';
import { html, type Markup, NOTHING } from './markup.ts';

/** A conference can have fifty legs, and a conversation a hundred members: a page has room for them, and no more. */
const SHOWN = 100;

/** The legs of a call and the members of its conversations as a tree, each with a bar that shows when it was there. */
export const legsChart = (flow: Flow, members: readonly Member[]): Markup => {
  const legs = [...flow.legs.values()];
  const scale = scaleOf(flow);
  const conversations = [...byConversation(members)];
  if (legs.length === 0 && members.length === 0) return NOTHING;
  return html`<section class="legs" aria-labelledby="legs"><h2 id="legs">Legs and members</h2>
    <div class="axis" aria-hidden="true"><div><span>0 s</span><span>${spokenDuration(scale.length / 2)}</span><span>${spokenDuration(scale.length)}</span></div></div>
    <ul>${legs.slice(0, SHOWN).map((leg, index) => legRow(leg, index, scale))}${moreRow(legs.length, 'legs')}</ul>
    ${conversations.map(
      ([
        conversation,
        there,
      ]) => html`<h3>Conversation <code title="${conversation}">${shortId(conversation)}</code></h3>
        <ul>${there.slice(0, SHOWN).map((member) => memberRow(member, scale))}${moreRow(there.length, 'members')}</ul>`,
    )}
  </section>`;
};

const moreRow = (count: number, what: string): Markup =>
  count <= SHOWN ? NOTHING : html`<li class="note">and ${count - SHOWN} more ${what}</li>`;

const legRow = (leg: Leg, index: number, scale: Scale): Markup => {
  const end = endWords(leg);
  const isGood = leg.status === 'completed';
  return html`<li class="${index === 0 ? 'root' : 'child'}">
    <span class="who"><bdi>${parties(leg.from, leg.to) || shortId(leg.uuid)}</bdi> <span class="note">${leg.direction} <code title="${leg.uuid}">${shortId(leg.uuid)}</code></span></span>
    ${bar({ from: leg.startedAt, full: leg.answeredAt, to: leg.endedAt }, 'answered', scale)}
    <span class="end"><b class="${isGood ? 'good' : 'warn'}">${leg.status ?? 'no status came'}</b>${end === '' ? '' : `, ${end}`}</span></li>`;
};

const memberRow = (member: Member, scale: Scale): Markup =>
  html`<li class="child"><span class="who"><bdi>${whoWords(member)}</bdi></span>
    ${bar({ from: member.invitedAt ?? member.joinedAt ?? member.leftAt ?? scale.from, full: member.joinedAt, to: member.leftAt }, 'joined', scale)}
    <span class="end">${stayWords(member, scale.from)}</span></li>`;

interface Scale {
  readonly from: number;
  /** Milliseconds. */
  readonly length: number;
}

const scaleOf = ({ startedAt, lastAt }: Flow): Scale => ({
  from: startedAt,
  length: Math.max(1, lastAt - startedAt),
});

/** In milliseconds since 1970. */
interface Stay {
  readonly from: number;
  /** When it was answered, or joined. */
  readonly full: number | undefined;
  readonly to: number | undefined;
}

/** Thin until it was answered or joined, then full; open at its right when no end was told. */
const bar = ({ from, full, to }: Stay, word: 'answered' | 'joined', scale: Scale): Markup => {
  const place = (at: number): number => Math.min(100, Math.max(0, ((at - scale.from) / scale.length) * 100));
  const end = place(to ?? scale.from + scale.length);
  const rect = (name: string, start: number, stop: number): Markup =>
    html`<rect class="${name}" x="${start.toFixed(2)}%" width="${Math.max(0.4, stop - start).toFixed(2)}%"/>`;
  const words = `from ${spokenDuration(from - scale.from)}${full === undefined ? `, never ${word}` : `, ${word} after ${spokenDuration(full - from)}`}${to === undefined ? ', no end told' : `, to ${spokenDuration(to - scale.from)}`}`;
  return html`<svg role="img" aria-label="${words}">${rect('waiting', place(from), place(full ?? to ?? scale.from + scale.length))}${
    full === undefined ? NOTHING : rect(to === undefined ? 'there open' : 'there', place(full), end)
  }</svg>`;
};
