import type { CallUuid } from '../vonage/ids.ts';
import { parseJson } from '../vonage/json.ts';
import { type Ncco, readNccoText } from '../vonage/ncco.ts';
import type { Outcome } from './input.ts';
import { isLive } from './leg-state.ts';
import { countRound } from './patience.ts';
import { hangUpLeg, legThatRuns, performNcco, replyBroughtNothing } from './perform.ts';
import { type Call, type Leg, legOfCall } from './platform.ts';
import type { PendingRequest, Purpose } from './request.ts';
import { sendAgain, sendFallback } from './send.ts';
import { transferTo } from './transfer-leg.ts';
import { complain, note, type Turn } from './turn.ts';
import { reportError } from './voice-events.ts';

/** Statuses after which the platform tries again (voice-webhooks.md §7, S). */
const TRY_AGAIN: ReadonlySet<number> = new Set([429, 503, 504]);
const ATTEMPTS = 2;

/** The reply to a webhook, or its failure, enters the platform. */
export const takeReply = (turn: Turn, call: Call, request: PendingRequest, outcome: Outcome): void => {
  const failure = failureOf(outcome);
  const leg = legOfReply(call, request);
  const found = failure === undefined && leg ? nccoIn(request, outcome) : undefined;
  noteSent(turn, call, request, outcome, failure, found);
  if (failure !== undefined) fail(turn, call, request, outcome, failure);
  else if (leg === undefined) return;
  else if (found?.is === 'ncco') begin(turn, call, leg, request, found);
  else if (found?.is === 'invalid') refuse(turn, call, leg, request, found);
  else if (request.purpose.for === 'action') replyBroughtNothing(turn, call, leg);
};

/** A called party that brings an NCCO of its own to its leg (`onAnswer`) joins after it. */
const begin = (
  turn: Turn,
  call: Call,
  leg: Leg,
  request: PendingRequest,
  { ncco, text }: FoundNcco,
): void => {
  const { purpose } = request;
  if (purpose.for !== 'transfer') countRound(turn, call, leg, text);
  if (purpose.for === 'answer')
    performNcco(turn, call, leg, ncco, leg.dialling?.onAnswer ? 'join' : 'hang-up');
  else if (purpose.for === 'transfer') transferTo(turn, call, leg, ncco, request);
  else performNcco(turn, call, leg, ncco);
};

/** The leg that the reply is for; undefined when nobody waits for it any more. */
const legOfReply = (call: Call, { purpose, leg }: PendingRequest): Leg | undefined => {
  if (call.over) return undefined;
  switch (purpose.for) {
    case 'information':
      return undefined;
    case 'answer':
    case 'transfer':
      return liveLeg(call, leg);
    case 'action':
      return legThatRuns(call, purpose.action);
    case 'replacement':
      return liveLeg(call, purpose.on);
    default:
      return purpose satisfies never;
  }
};

const liveLeg = (call: Call, uuid: CallUuid | undefined): Leg | undefined => {
  const leg = uuid === undefined ? undefined : legOfCall(call, uuid);
  return leg && isLive(leg) ? leg : undefined;
};

const failureOf = (outcome: Outcome): string | undefined => {
  if (outcome.failure) return outcome.failure.words;
  const status = outcome.status ?? 0;
  if (status >= 200 && status < 300) return undefined;
  return status >= 300 && status < 400 ? `HTTP ${status}, and redirects are not followed` : `HTTP ${status}`;
};

/** Whether the request is an answer webhook. */
const isAnswer = (purpose: Purpose): boolean => purpose.for === 'answer' || purpose.for === 'transfer';

interface FoundNcco {
  readonly is: 'ncco';
  readonly ncco: Ncco;
  /** As compact JSON. */
  readonly text: string;
}

type Found =
  | FoundNcco
  | { readonly is: 'nothing' }
  | { readonly is: 'invalid'; readonly reason: string; readonly where: string; readonly detail: string };

/**
 * What the reply to an answer or to an event that may bring an NCCO holds. An answer
 * must be an NCCO (voice-webhooks.md §2.2); in the reply to an event everything that is no array, and the empty
 * array, means "go on" (ncco.md §1 row 5; text: U).
 */
const nccoIn = (request: PendingRequest, { body }: Outcome): Found => {
  const mustBeNcco = isAnswer(request.purpose) || request.instead !== undefined;
  // Most replies to events are empty.
  if (!mustBeNcco && body === '') return NOTHING;
  const { isNcco, found } = readReply(body);
  return mustBeNcco || isNcco ? found : NOTHING;
};

const NOTHING = { is: 'nothing' } as const;

/** A reply as an NCCO, and whether it is an array that is not empty. */
interface ReadReply {
  readonly isNcco: boolean;
  readonly found: Found;
}

/** A server has few replies, and under load it gives them thousands of times. Long ones would fill the memory. */
const MOST_REMEMBERED = 64;
const LONGEST_REMEMBERED = 16_384;
const remembered = new Map<string, ReadReply>();

const readReply = (body: string): ReadReply => {
  const before = remembered.get(body);
  if (before) return before;
  const value = parseJson(body.replace(/^\uFEFF/, ''));
  const reading = readNccoText(body);
  const found: Found = reading.ok
    ? { is: 'ncco', ncco: reading.ncco, text: JSON.stringify(value) }
    : { is: 'invalid', reason: reading.reason, where: reading.where, detail: reading.detail };
  const read = { isNcco: Array.isArray(value) && value.length > 0, found };
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  if (body.length <= LONGEST_REMEMBERED) remembered.set(body, read);
  return read;
};

const noteSent = (
  turn: Turn,
  call: Call,
  request: PendingRequest,
  outcome: Outcome,
  failure: string | undefined,
  found: Found | undefined,
): void =>
  note(turn, {
    name: 'webhook-sent',
    call: call.id,
    kind: request.kind,
    method: request.method,
    url: outcome.sentTo ?? request.url,
    leg: request.leg,
    conversation: call.conversation.id,
    attempt: request.attempt,
    fields: request.fields,
    bodySha256: outcome.bodySha256,
    status: outcome.status,
    failure,
    executes: found?.is === 'ncco' ? found.text : undefined,
    refused: found?.is === 'invalid' ? outcome.body : undefined,
    milliseconds: outcome.milliseconds,
  });

/** The reason of voice-webhooks.md §6 to the event URL; then the call is dropped, or the called leg alone (U). */
const refuse = (
  turn: Turn,
  call: Call,
  leg: Leg,
  request: PendingRequest,
  found: Found & { readonly is: 'invalid' },
): void => {
  const place = found.where === '' ? '' : ` at ${found.where}`;
  complain(
    call,
    `${request.method} ${request.url} replied with an NCCO that is refused${place}: ${found.detail}`,
  );
  reportError(turn, call, found.reason);
  hangUpLeg(turn, call, leg, 'platform');
};

/** Second try, then the fallback URL, then what is left (voice-webhooks.md §7). */
const fail = (turn: Turn, call: Call, request: PendingRequest, outcome: Outcome, words: string): void => {
  const unheard = outcome.failure !== undefined && outcome.failure.kind !== 'reply';
  const mayTryAgain = unheard || TRY_AGAIN.has(outcome.status ?? 0);
  if (mayTryAgain && request.attempt < ATTEMPTS) {
    sendAgain(turn, call, request, words);
    return;
  }
  const times = request.attempt > 1 ? 'twice' : 'once';
  // Many events go to one URL: that it is down is said once, not for each.
  const what = request.purpose.for === 'information' ? '' : ` (${request.kind})`;
  // A server that crashed at the first try is not there at the second.
  const { failedFirst = words } = request;
  const why = failedFirst === words ? words : `${failedFirst} (then: ${words})`;
  const complainOfIt = (): void =>
    complain(call, `${request.method} ${request.url}${what} failed, tried ${times}: ${why}`);
  // What fails on purpose is a problem only when the call suffers from it.
  if (!outcome.onPurpose) complainOfIt();
  const leg = legOfReply(call, request);
  if (leg === undefined) return;
  if (request.instead === undefined && sendFallback(turn, call, request, reasonOf(outcome))) return;
  if (outcome.onPurpose) complainOfIt();
  // A fallback that answers with an HTTP error ends the call (troubleshooting guide); one that cannot be reached
  // ends only a leg that has no NCCO yet.
  const refusedByFallback = request.instead !== undefined && !mayTryAgain;
  if (request.purpose.for === 'answer' || refusedByFallback) hangUpLeg(turn, call, leg, 'platform');
  else if (request.purpose.for === 'action') replyBroughtNothing(turn, call, leg);
};

/** "Connection closed." is the documented example; the others are our words (U). */
const reasonOf = ({ failure, status }: Outcome): string => {
  if (failure === undefined) return `HTTP ${status ?? 0}.`;
  return failure.kind === 'time-out' ? 'Timeout.' : 'Connection closed.';
};
