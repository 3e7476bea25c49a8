import type { ApplicationId, CallUuid } from '../vonage/ids.ts';
import type { JsonObject } from '../vonage/json.ts';
import { answerFields } from './answer-fields.ts';
import { hangUpCall } from './hang-up.ts';
import type { CallArrives } from './input.ts';
import { showLegStatus } from './leg-events.ts';
import { ringLeg, startLeg } from './legs.ts';
import { join } from './members.ts';
import { createCall, LONGEST_CALL_MS } from './new-call.ts';
import { beginTimedReactions, reactionsOf } from './person.ts';
import { type Call, type LegOfApp, type Platform, rootLeg, type User } from './platform.ts';
import { nextHex32, nextUuid } from './random.ts';
import type { CallerScript } from './script.ts';
import { askAnswer } from './send.ts';
import { complain, note, schedule, type Turn } from './turn.ts';
import { beginUserMoves, strangerIn } from './user-moves.ts';
import { type AppUser, userNamed } from './users.ts';

/**
 * The first moments of an inbound call, in milliseconds from its arrival. The order is that of captures and of DOC18
 * (voice-webhooks.md §4.4, rtc-events.md §5: the caller joins 0.2 s after creation); real `started` and `ringing` carry
 * the same timestamp, here they are apart so that they arrive in order.
 */
const RINGS_AT = 20;
const JOINS_AT = 200;
const ASKS_AT = 220;

const callingUser = (
  platform: Platform,
  application: ApplicationId | undefined,
  name: string,
): AppUser | undefined =>
  (application === undefined ? undefined : userNamed(platform, application, name)) ??
  [...platform.users.values()].find((user) => user.name === name);

const unknownIn = (turn: Turn, application: ApplicationId, { caller }: CallArrives): string | undefined => {
  const stranger = strangerIn(turn, application, caller);
  return stranger === undefined ? undefined : `there is no user ${stranger}`;
};

/** A phone calls one of the numbers, or a user the application by its SDK (step 1). */
export const arrive = (turn: Turn, arrival: CallArrives): void => {
  const { platform } = turn;
  const { ticket, from, to, caller, app } = arrival;
  const owner = platform.numbers.get(to);
  // A user calls by their own application, whatever the number; of two of one name, the number's (U).
  const user = app && callingUser(platform, owner, from);
  const application = user ? user.application : owner;
  const problem =
    app && user === undefined
      ? `there is no user ${from}`
      : application === undefined || !platform.applications.has(application)
        ? `no application is linked to the number ${to}`
        : unknownIn(turn, application, arrival);
  if (application === undefined || problem !== undefined) {
    turn.effects.push({ do: 'refuse-call', ticket, problem: problem ?? '' });
    return;
  }
  beginInbound(turn, { ticket, application, user, from, to, caller, customData: app?.customData });
};

/** An inbound call of a phone, or of a user's app. */
export interface InboundCall {
  /** Comes back in the effect that says which call it became; undefined when nobody waits for that. */
  readonly ticket?: string;
  readonly application: ApplicationId;
  /** Who calls from an app. */
  readonly user: User | undefined;
  /** The number, or the user's name. */
  readonly from: string;
  readonly to: string;
  readonly caller: CallerScript;
  readonly customData: JsonObject | undefined;
  /** Of a real app, with the leg that it offered. */
  readonly app?: LegOfApp;
  readonly leg?: CallUuid;
}

/** The call is there: it rings, and the application will be asked what to do with it. */
export const beginInbound = (turn: Turn, wanted: InboundCall): Call => {
  const { user, from, to, caller: script, leg: offered, ticket } = wanted;
  const call = createCall(turn, {
    application: wanted.application,
    // Inbound phone calls have ids without dashes, all others with (voice-webhooks.md §2.1).
    id: offered === undefined ? (user ? nextUuid : nextHex32) : () => offered,
    caller: script,
    customData: wanted.customData,
  });
  const { id, conversation } = call;
  if (ticket !== undefined)
    turn.effects.push({ do: 'place-call', ticket, call: id, conversation: conversation.id });
  note(turn, { name: 'call-placed', call: id, leg: id, conversation: conversation.id, from, to });
  note(turn, { name: 'conversation-created', conversation: conversation.id, call: id });
  const caller = startLeg(turn, call, {
    direction: 'inbound',
    channel: user ? 'app' : 'phone',
    from,
    to,
    ...(user && { user }),
    app: wanted.app,
    reactions: reactionsOf(script),
  });
  beginTimedReactions(turn, call, caller);
  beginUserMoves(turn, call);
  schedule(turn, call, RINGS_AT, { do: 'ring' });
  // A user of an app joins once the answer webhook is on its way (rtc-events.md §5).
  if (!user) schedule(turn, call, JOINS_AT, { do: 'join-caller' });
  schedule(turn, call, ASKS_AT, { do: 'ask-answer' });
  if (user) schedule(turn, call, ASKS_AT, { do: 'join-caller' });
  schedule(turn, call, LONGEST_CALL_MS, { do: 'end-overlong-call' });
  const { hangUpAfterSeconds } = script;
  if (hangUpAfterSeconds !== undefined)
    schedule(turn, call, hangUpAfterSeconds * 1000, { do: 'caller-hangs-up' });
  return call;
};

export const ringAtCaller = (turn: Turn, call: Call): void => ringLeg(turn, call, rootLeg(call));

/** The caller's leg enters the conversation, before anybody has answered (rtc-events.md §5). */
export const joinCaller = (turn: Turn, call: Call): void => {
  join(turn, call, rootLeg(call));
  showLegStatus(turn, call, rootLeg(call));
};

/** Asks the application for the NCCO (step 2; voice-webhooks.md §2.1). Without an answer URL nobody can answer (U). */
export const askForNcco = (turn: Turn, call: Call): void => {
  const leg = rootLeg(call);
  const fields = answerFields(turn.platform, call, leg);
  const purpose = { for: 'answer' } as const;
  if (askAnswer(turn, call, { kind: 'answer', leg, target: undefined, fields, purpose })) return;
  // A real app knows only of calls that it has joined, and would wait for ever.
  if (leg.app) join(turn, call, leg);
  complain(call, 'the application has no answer_url, so nobody can answer the call');
  hangUpCall(turn, call, 'platform');
};
