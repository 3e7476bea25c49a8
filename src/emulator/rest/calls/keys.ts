import { PUT_DTMF, PUT_DTMF_LISTENER } from '../../../vonage/voice-api/leg-bodies.ts';
import { BETWEEN_KEYS_MS, KEY_WAIT_MS } from '../../script.ts';
import { note, schedule } from '../../turn.ts';
import type { RestReply } from '../problem.ts';
import { fieldsOf } from './body-fields.ts';
import { forAnsweredLeg, type LegScene } from './live-leg.ts';
import { told } from './play-into-call.ts';

/** `PUT …/dtmf`: the platform presses keys towards the leg (voice-api.md §7). */
export const sendKeys = forAnsweredLeg((scene) => {
  // An official snippet sends a bare number (§7).
  const { request } = scene;
  const digits = typeof request.body === 'object' ? request.body['digits'] : undefined;
  const body = typeof digits === 'number' ? { digits: String(digits) } : request.body;
  const reading = fieldsOf(PUT_DTMF, { ...request, body });
  if (!reading.ok) return reading.refusal;
  const { turn, call, leg } = scene;
  const { id: conversation } = call.conversation;
  const keys = reading.fields.digits;
  note(turn, { name: 'keys-sent', leg: leg.uuid, conversation, keys });
  if (leg.socket !== undefined) sendToSocket(scene, keys);
  return told('DTMF sent', scene);
});

/** A WebSocket is told of each key as it is pressed; `p` rests for half a second. */
const sendToSocket = ({ turn, call, leg }: LegScene, digits: string): void => {
  let at = 0;
  for (const key of digits) {
    if (key === 'p') at += KEY_WAIT_MS;
    else {
      schedule(turn, call, at, { do: 'sends-key', leg: leg.uuid, key });
      at += BETWEEN_KEYS_MS;
    }
  }
};

const NO_BODY: RestReply = { status: 200, body: undefined };

/** `PUT …/input/dtmf`: every key is sent there, once an asynchronous `input` listens (voice-api.md §8). */
export const startListener = forAnsweredLeg((scene) => {
  const reading = fieldsOf(PUT_DTMF_LISTENER, scene.request);
  if (!reading.ok) return reading.refusal;
  const { leg } = scene;
  leg.keyTarget = { url: reading.fields.event_url[0]!, method: 'POST' };
  if (leg.keyListener) return NO_BODY;
  return { ...NO_BODY, why: 'it hears nothing until an "input" with mode "asynchronous" runs on this leg' };
});

/** `DELETE …/input/dtmf`. */
export const stopListener = forAnsweredLeg(({ leg }) => {
  leg.keyTarget = undefined;
  return NO_BODY;
});
