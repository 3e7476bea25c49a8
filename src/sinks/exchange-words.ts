import type { Exchange } from '../flow/exchange.ts';
import type { ExchangeFacts } from '../flow/exchange-facts.ts';
import { NEAR_SHARE, nccoUse, shareOf } from '../flow/ncco-use.ts';
import { readableBody } from '../flow/reply-text.ts';
import { seconds } from '../flow/safety-net.ts';
import { SLOTS } from '../vonage/slots.ts';
import { actionNames } from './ncco-words.ts';
import { detailOf, parties } from './wording.ts';

/** What an exchange is about: the telling detail first where there is one, else between whom it was. */
export const subjectOf = (
  exchange: Exchange,
  facts: ExchangeFacts,
): { readonly subject: string; readonly more: string; readonly detail: string | undefined } => {
  const detail = detailOf(exchange);
  const ends = parties(facts.from, facts.to);
  const leads = detail !== undefined && (ends === '' || facts.kind === 'input' || facts.kind === 'rtc-event');
  return leads ? { subject: detail, more: ends, detail } : { subject: ends, more: detail ?? '', detail };
};

const ENDS = 'no actions, so the leg ends';

/** The NCCO that went back, in words, and whether the platform takes it; undefined for every other reply. */
export const replyWords = (exchange: Exchange): { words: string; isTaken: boolean } | undefined => {
  const { origin, reply, content, target } = exchange;
  const taken = (words: string) => ({ words, isTaken: true });
  if (origin.by === 'ncco') return taken(`NCCO ${origin.name}: ${origin.actions.join(', ') || ENDS}`);
  if (origin.by === 'listener' || origin.failure !== undefined) return undefined;
  const use = nccoUse(content, target);
  const actions = reply.status < 300 ? actionNames(readableBody(reply)) : undefined;
  if (use === undefined || actions === undefined) return undefined;
  if (use === 'ignores') {
    // Many apps answer every event with an empty list, which means nothing.
    if (actions.length === 0) return undefined;
    return { words: `ignored by the platform here: NCCO ${actions.join(', ')}`, isTaken: false };
  }
  if (actions.length > 0) return taken(`NCCO of your server: ${actions.join(', ')}`);
  const isAnswer = target.at === 'slot' && SLOTS[target.slot].expectsNcco;
  if (isAnswer) return taken(`NCCO of your server: ${ENDS}`);
  return undefined;
};

/** How near the reply came to its deadline, from 60 % of it on; undefined when it did not, or when the problems say more. */
export const deadlineWords = ({ deadline, milliseconds }: Exchange): string | undefined => {
  if (!deadline) return undefined;
  const share = shareOf(deadline, milliseconds);
  // When all of it was used, the problems say so.
  if (share < NEAR_SHARE || share >= 1) return undefined;
  const tunnel = deadline.tunnel < 50 ? '' : `, ${seconds(deadline.tunnel)} of it the tunnel`;
  return `${Math.floor(share * 100)} % of the ${seconds(deadline.limit)} that Vonage waits for ${deadline.slot}${tunnel}`;
};

/** What is wrong at an exchange. */
export const problemWords = ({ standing, problems }: Exchange): readonly string[] => [
  ...(standing.state === 'refused'
    ? [`✗ signature refused (${standing.reason}): ${standing.explanation}`]
    : []),
  ...problems.map((problem) => `! ${problem}`),
];
