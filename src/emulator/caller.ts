import { channelOf } from './channel.ts';
import { type Call, rootLeg } from './platform.ts';
import { emitRtc } from './rtc-events.ts';
import { BETWEEN_KEYS_MS, HUMAN_MOMENT_MS, KEY_WAIT_MS } from './script.ts';
import { note, schedule, type Turn } from './turn.ts';

/** The caller uses the next entry of the script, since an input began to listen. */
export const pressKeys = (turn: Turn, call: Call): void => {
  const keys = call.caller.press[call.pressed] ?? '';
  call.pressed += 1;
  let delay = HUMAN_MOMENT_MS;
  for (const key of keys) {
    if (key === 'w') delay += KEY_WAIT_MS;
    else {
      schedule(turn, call, delay, { do: 'caller-presses', key });
      delay += BETWEEN_KEYS_MS;
    }
  }
};

/** How long a key is held, in milliseconds, as `audio:dtmf` tells it. */
const KEY_LENGTH_MS = 120;

/** A key goes into the conversation's log, whether somebody listens or not. */
export const showKey = (turn: Turn, call: Call, key: string): void => {
  const leg = rootLeg(call);
  call.keysEver += 1;
  note(turn, { name: 'keys-pressed', leg: leg.uuid, conversation: call.conversation.id, keys: key });
  emitRtc(turn, call, {
    type: 'audio:dtmf',
    leg,
    body: {
      digits: key,
      digit: key,
      dtmf_seq: call.keysEver,
      method: 'in',
      duration: KEY_LENGTH_MS,
      channel: channelOf(call, leg),
    },
  });
};
