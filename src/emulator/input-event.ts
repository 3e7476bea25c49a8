import type { InputWebhook } from '../vonage/webhooks/input.ts';
import { inputWebhook } from '../vonage/webhooks/input.ts';
import type { Call, EventTarget, Leg } from './platform.ts';
import type { Purpose } from './request.ts';
import { sendVoiceEvent } from './send.ts';
import { toldEnds } from './told-ends.ts';
import { complain, isoTime, type Turn } from './turn.ts';

/** What was pressed and said; both are always there (voice-webhooks.md §5.3, I). */
export type Heard = Required<Pick<InputWebhook, 'speech' | 'dtmf'>>;

export const SPEECH_OFF = { error: 'Speech was not enabled' } as const;

/** Reports an input. False when there is nowhere to send it, which is then a problem of the call. */
export const reportInput = (
  turn: Turn,
  call: Call,
  leg: Leg,
  {
    heard,
    target,
    purpose,
  }: { readonly heard: Heard; readonly target: EventTarget | undefined; readonly purpose: Purpose },
): boolean => {
  const sent = sendVoiceEvent(turn, call, {
    kind: 'input',
    leg,
    target,
    fields: inputWebhook.encode({
      kind: 'input',
      ...heard,
      ...toldEnds(leg),
      uuid: leg.uuid,
      conversation_uuid: call.conversation.id,
      timestamp: isoTime(turn.at),
    }),
    purpose,
  });
  if (!sent) {
    complain(
      call,
      'an "input" had nowhere to send its result: no eventUrl, and the application has no event URL',
    );
  }
  return sent;
};

/** A key for the listener that an asynchronous `input` set up: an event of its own (voice-webhooks.md §5.3). */
export const passToListener = (turn: Turn, call: Call, leg: Leg, key: string): void => {
  if (leg.keyListener === undefined) return;
  reportInput(turn, call, leg, {
    heard: { speech: SPEECH_OFF, dtmf: { digits: key, timed_out: false } },
    target: leg.keyTarget ?? leg.keyListener.target,
    purpose: { for: 'information' },
  });
};
