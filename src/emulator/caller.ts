import { channelOf } from './channel.ts';
import { type Call, rootLeg } from './platform.ts';
import type { Utterance } from './recording.ts';
import { emitRtc } from './rtc-events.ts';
import { BETWEEN_KEYS_MS, HUMAN_MOMENT_MS, KEY_WAIT_MS, PATIENCE_MS } from './script.ts';
import { speakingTime } from './speaking-time.ts';
import { note, schedule, type Turn } from './turn.ts';

/** The caller uses the next entry of the script, since somebody began to listen; `after` so many milliseconds. */
export const pressKeys = (turn: Turn, call: Call, after = 0): void => {
  const keys = call.caller.press[call.pressed] ?? '';
  call.pressed += 1;
  let delay = after + HUMAN_MOMENT_MS;
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

/** The caller says the next message of the script; undefined when there is none. */
export const speak = (turn: Turn, call: Call): Utterance | undefined => {
  const text = call.caller.messages?.[call.spoken];
  call.spoken += 1;
  if (text === undefined || text === '') return undefined;
  const from = turn.at + HUMAN_MOMENT_MS;
  const to = from + speakingTime(text);
  schedule(turn, call, from - turn.at, { do: 'caller-speaks', on: true });
  schedule(turn, call, to - turn.at, { do: 'caller-speaks', on: false });
  return { text, from, to };
};

export const showSpeaking = (turn: Turn, call: Call, on: boolean): void => {
  const leg = rootLeg(call);
  emitRtc(turn, call, {
    type: on ? 'audio:speaking:on' : 'audio:speaking:off',
    leg,
    body: { channel: channelOf(call, leg) },
  });
};

/** Lets the caller hang up in a while, unless the script says when; the result cancels it. */
export const waitForPeople = (turn: Turn, call: Call): string | undefined =>
  call.caller.hangUpAfterSeconds === undefined
    ? schedule(turn, call, PATIENCE_MS, { do: 'caller-hangs-up' })
    : undefined;
