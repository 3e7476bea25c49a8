import { parseJson } from '../vonage/json.ts';
import { type Ncco, readNccoText } from '../vonage/ncco.ts';
import { hangUpCall } from './hang-up.ts';
import type { Outcome } from './input.ts';
import { isRunning, performNcco, replyBroughtNothing } from './perform.ts';
import type { Call } from './platform.ts';
import type { PendingRequest } from './request.ts';
import { sendAgain, sendFallback } from './send.ts';
import { complain, note, type Turn } from './turn.ts';
import { reportError } from './voice-events.ts';

/** Statuses after which the platform tries again (voice-webhooks.md §7, S). */
const TRY_AGAIN: ReadonlySet<number> = new Set([429, 503, 504]);
const ATTEMPTS = 2;

/** The reply to a webhook, or its failure, enters the platform. */
export const takeReply = (turn: Turn, call: Call, request: PendingRequest, outcome: Outcome): void => {
  const failure = failureOf(outcome);
  const found = failure === undefined ? nccoIn(call, request, outcome) : undefined;
  noteSent(turn, call, request, outcome, failure, found);
  if (failure !== undefined) fail(turn, call, request, outcome, failure);
  else if (found?.is === 'ncco') performNcco(turn, call, found.ncco);
  else if (found?.is === 'invalid') refuse(turn, call, request, found);
  else if (found?.is === 'nothing') replyBroughtNothing(turn, call);
};

const failureOf = (outcome: Outcome): string | undefined => {
  if (outcome.failure) return outcome.failure.words;
  const status = outcome.status ?? 0;
  return status >= 200 && status < 300 ? undefined : `HTTP ${status}`;
};

type Found =
  | { readonly is: 'ncco'; readonly ncco: Ncco; readonly text: string }
  | { readonly is: 'nothing' }
  | { readonly is: 'invalid'; readonly reason: string; readonly where: string; readonly detail: string };

/**
 * What the reply to an answer or an action's webhook holds; undefined when nobody waits for it any more. An answer
 * must be an NCCO (voice-webhooks.md §2.2); in the reply to an event everything that is no array, and the empty
 * array, means "go on" (ncco.md §1 row 5; text: U).
 */
const nccoIn = (call: Call, request: PendingRequest, outcome: Outcome): Found | undefined => {
  if (request.purpose.for === 'information' || call.over) return undefined;
  if (request.purpose.for === 'action' && !isRunning(call, request.purpose.action)) return undefined;
  const value = parseJson(outcome.body.replace(/^\uFEFF/, ''));
  const mustBeNcco = request.purpose.for === 'answer' || request.instead !== undefined;
  if (!mustBeNcco && (!Array.isArray(value) || value.length === 0)) return { is: 'nothing' };
  const reading = readNccoText(outcome.body);
  if (!reading.ok)
    return { is: 'invalid', reason: reading.reason, where: reading.where, detail: reading.detail };
  return { is: 'ncco', ncco: reading.ncco, text: JSON.stringify(value) };
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
    kind: request.kind,
    method: request.method,
    url: outcome.sentTo ?? request.url,
    leg: request.leg,
    conversation: call.conversation.id,
    attempt: request.attempt,
    bodySha256: outcome.bodySha256,
    status: outcome.status,
    failure,
    executes: found?.is === 'ncco' ? found.text : undefined,
    milliseconds: outcome.milliseconds,
  });

/** The reason of voice-webhooks.md §6 to the event URL; then the call is dropped. */
const refuse = (
  turn: Turn,
  call: Call,
  request: PendingRequest,
  found: Found & { readonly is: 'invalid' },
): void => {
  const place = found.where === '' ? '' : ` at ${found.where}`;
  complain(
    call,
    `${request.method} ${request.url} replied with an NCCO that is refused${place}: ${found.detail}`,
  );
  reportError(turn, call, found.reason);
  hangUpCall(turn, call, 'platform');
};

/** Second try, then the fallback URL, then what is left (voice-webhooks.md §7). */
const fail = (turn: Turn, call: Call, request: PendingRequest, outcome: Outcome, words: string): void => {
  const unheard = outcome.failure !== undefined && outcome.failure.kind !== 'reply';
  const mayTryAgain = unheard || TRY_AGAIN.has(outcome.status ?? 0);
  if (mayTryAgain && request.attempt < ATTEMPTS) {
    sendAgain(turn, call, request);
    return;
  }
  const times = request.attempt > 1 ? 'twice' : 'once';
  // Many events go to one URL: that it is down is said once, not for each.
  const what = request.purpose.for === 'information' ? '' : ` (${request.kind})`;
  const complainOfIt = (): void =>
    complain(call, `${request.method} ${request.url}${what} failed, tried ${times}: ${words}`);
  // What fails on purpose is a problem only when the call suffers from it.
  if (!outcome.onPurpose) complainOfIt();
  if (request.purpose.for === 'information' || call.over) return;
  if (request.purpose.for === 'action' && !isRunning(call, request.purpose.action)) return;
  if (request.instead === undefined && sendFallback(turn, call, request, reasonOf(outcome))) return;
  if (outcome.onPurpose) complainOfIt();
  // A fallback that answers with an HTTP error ends the call (troubleshooting guide); one that cannot be reached
  // ends only a call that has no NCCO yet.
  const refusedByFallback = request.instead !== undefined && !mayTryAgain;
  if (request.purpose.for === 'answer' || refusedByFallback) hangUpCall(turn, call, 'platform');
  else replyBroughtNothing(turn, call);
};

/** "Connection closed." is the documented example; the others are our words (U). */
const reasonOf = ({ failure, status }: Outcome): string => {
  if (failure === undefined) return `HTTP ${status ?? 0}.`;
  return failure.kind === 'time-out' ? 'Timeout.' : 'Connection closed.';
};
