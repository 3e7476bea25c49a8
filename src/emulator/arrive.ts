import { answerWebhook } from '../vonage/webhooks/answer.ts';
import { plainParticipant } from './conversation.ts';
import { newConversation } from './conversations.ts';
import { hangUpCall } from './hang-up.ts';
import type { CallArrives } from './input.ts';
import { showLegStatus } from './leg-events.ts';
import { ringLeg, startLeg } from './legs.ts';
import { join } from './members.ts';
import { enterConversation } from './move.ts';
import { beginTimedReactions, reactionsOf } from './person.ts';
import { type Call, type Platform, rootLeg } from './platform.ts';
import { nextHex32, nextUuid, randomFrom } from './random.ts';
import { askAnswer } from './send.ts';
import { complain, note, schedule, type Turn } from './turn.ts';

/**
 * The first moments of an inbound call, in milliseconds from its arrival. The order is that of captures and of DOC18
 * (voice-webhooks.md §4.4, rtc-events.md §5: the caller joins 0.2 s after creation); real `started` and `ringing` carry
 * the same timestamp, here they are apart so that they arrive in order.
 */
const RINGS_AT = 20;
const JOINS_AT = 200;
const ASKS_AT = 220;

/** No limit for inbound calls is documented; two hours is the one for outbound ones (voice-api.md §2). */
const LONGEST_CALL_MS = 7_200_000;

/** A phone calls one of the numbers, or a user the application by its SDK (step 1). */
export const arrive = (turn: Turn, arrival: CallArrives): void => {
  const { platform } = turn;
  const user = arrival.app && platform.users.get(arrival.from);
  // A user belongs to an application, and may call any number; several applications share their users here (U).
  const application =
    platform.numbers.get(arrival.to) ?? (user ? platform.applications.keys().next().value : undefined);
  const problem =
    arrival.app && user === undefined
      ? `there is no user ${arrival.from}`
      : application === undefined || !platform.applications.has(application)
        ? `no application is linked to the number ${arrival.to}`
        : undefined;
  if (application === undefined || problem !== undefined) {
    turn.effects.push({ do: 'refuse-call', ticket: arrival.ticket, problem: problem ?? '' });
    return;
  }
  const call = createCall(turn.platform, application, arrival);
  enterConversation(turn, call, plainParticipant());
  const { conversation } = call;
  turn.effects.push({
    do: 'place-call',
    ticket: arrival.ticket,
    call: call.id,
    conversation: conversation.id,
  });
  note(turn, {
    name: 'call-placed',
    call: call.id,
    leg: call.id,
    conversation: conversation.id,
    from: arrival.from,
    to: arrival.to,
  });
  note(turn, { name: 'conversation-created', conversation: conversation.id, call: call.id });
  const caller = startLeg(turn, call, {
    direction: 'inbound',
    channel: user ? 'app' : 'phone',
    from: arrival.from,
    to: arrival.to,
    ...(user && { user }),
    reactions: reactionsOf(arrival.caller),
  });
  beginTimedReactions(turn, call, caller);
  schedule(turn, call, RINGS_AT, { do: 'ring' });
  // A user of an app joins once the answer webhook is on its way (rtc-events.md §5).
  if (!user) schedule(turn, call, JOINS_AT, { do: 'join-caller' });
  schedule(turn, call, ASKS_AT, { do: 'ask-answer' });
  if (user) schedule(turn, call, ASKS_AT, { do: 'join-caller' });
  schedule(turn, call, LONGEST_CALL_MS, { do: 'end-overlong-call' });
  const { hangUpAfterSeconds } = arrival.caller;
  if (hangUpAfterSeconds !== undefined)
    schedule(turn, call, hangUpAfterSeconds * 1000, { do: 'caller-hangs-up' });
};

const createCall = (platform: Platform, application: string, arrival: CallArrives): Call => {
  platform.callsEver += 1;
  // A call's ids depend on the seed and its number alone, not on what other calls do meanwhile.
  const random = randomFrom(`${platform.seed}/${platform.callsEver}`);
  // Inbound phone calls have ids without dashes, all others with (voice-webhooks.md §2.1).
  const id = arrival.app ? nextUuid(random) : nextHex32(random);
  const home = newConversation({
    id: `CON-${nextUuid(random)}`,
    name: `NAM-${nextUuid(random)}`,
    application,
    owner: platform.callsEver,
  });
  const call: Call = {
    number: platform.callsEver,
    id,
    application,
    home,
    conversation: home,
    random,
    caller: arrival.caller,
    customData: arrival.app?.customData,
    legs: [],
    timers: new Set(),
    timersEver: 0,
    openRequests: 0,
    requestsEver: 0,
    actionsEver: 0,
    keysEver: 0,
    recordings: [],
    problems: [],
    over: false,
  };
  platform.calls.set(call.number, call);
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
  const fields = answerWebhook.encode({
    kind: 'answer',
    ...(leg.channel === 'app' ? { from_user: leg.from } : { from: leg.from }),
    to: leg.to,
    endpoint_type: leg.channel,
    uuid: leg.uuid,
    conversation_uuid: call.conversation.id,
    ...(call.customData && { custom_data: call.customData }),
  });
  const purpose = { for: 'answer' } as const;
  if (askAnswer(turn, call, { kind: 'answer', leg, target: undefined, fields, purpose })) return;
  complain(call, 'the application has no answer_url, so nobody can answer the call');
  hangUpCall(turn, call, 'platform');
};
