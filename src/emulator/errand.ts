import { beginCall } from './begin-call.ts';
import type { Conversation } from './conversation.ts';
import type { Call } from './platform.ts';
import { randomFrom } from './random.ts';
import type { Turn } from './turn.ts';

/**
 * Which call carries what happens in a conversation: the first that is in it. Where nobody is, an errand does: a call that nobody
 * placed, without legs, which is gone when its webhooks are settled. It counts below zero, so that calls keep their ids.
 */
export const carrierOf = (turn: Turn, conversation: Conversation): Call => {
  const [first] = conversation.participants.keys();
  const carrier = first ?? errand(turn, conversation);
  // What is done may settle it.
  turn.touched = carrier;
  return carrier;
};

/** True of a call that nobody placed. */
export const isErrand = ({ number }: Call): boolean => number < 0;

const errand = ({ platform }: Turn, conversation: Conversation): Call => {
  platform.errandsEver += 1;
  const number = -platform.errandsEver;
  const call = beginCall({
    number,
    id: '',
    application: conversation.application,
    home: conversation,
    random: randomFrom(`${platform.seed}/${number}`),
    caller: {},
    events: undefined,
    outbound: undefined,
    customData: undefined,
    over: true,
  });
  platform.calls.set(number, call);
  return call;
};
