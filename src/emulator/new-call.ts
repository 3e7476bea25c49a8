import type { CallUuid } from '../vonage/ids.ts';
import type { JsonObject } from '../vonage/json.ts';
import { beginCall } from './begin-call.ts';
import { plainParticipant } from './conversation.ts';
import { newHome } from './conversations.ts';
import { enterConversation } from './move.ts';
import type { Outbound } from './outbound.ts';
import type { Call, EventTarget, Platform } from './platform.ts';
import { type Random, randomFrom } from './random.ts';
import type { CallerScript } from './script.ts';
import type { Turn } from './turn.ts';

/** No limit for inbound calls is documented; two hours is the one for outbound ones (voice-api.md §2). */
export const LONGEST_CALL_MS = 7_200_000;

export interface NewCall {
  readonly application: string;
  /** The root leg's uuid, from the call's own chance. */
  readonly id: (random: Random) => CallUuid;
  readonly caller: CallerScript;
  readonly events?: EventTarget | undefined;
  readonly outbound?: Outbound;
  /** What an app that called gave along. */
  readonly customData?: JsonObject | undefined;
}

/** The platform's behave as it says where the call's own script does not. */
const withCallees = (caller: CallerScript, usual: Platform['callees']): CallerScript =>
  caller.callees === undefined
    ? { ...caller, callees: usual }
    : { ...caller, callees: { ...usual, ...caller.callees } };

/** A call without legs, in a conversation of its own. */
export const createCall = (turn: Turn, wanted: NewCall): Call => {
  const { platform } = turn;
  platform.callsEver += 1;
  // A call's ids depend on the seed and its number alone, not on what other calls do meanwhile.
  const random = randomFrom(`${platform.seed}/${platform.callsEver}`);
  const id = wanted.id(random);
  const home = newHome(turn, { application: wanted.application, number: platform.callsEver, random });
  const call = beginCall({
    number: platform.callsEver,
    id,
    application: wanted.application,
    home,
    random,
    caller: withCallees(wanted.caller, platform.callees),
    events: wanted.events,
    outbound: wanted.outbound,
    customData: wanted.customData,
    over: false,
  });
  platform.calls.set(call.number, call);
  enterConversation(turn, call, plainParticipant());
  return call;
};
