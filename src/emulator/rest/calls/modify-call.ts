import {
  CALL_ACTIONS,
  isCallAction,
  type TransferDestination,
} from '../../../vonage/voice-api/call-actions.ts';
import { type BodyFault, bodyFault, readBody } from '../../../vonage/voice-api/read-body.ts';
import { setEarmuffed, setMuted } from '../../audio-state.ts';
import { hangUpLeg } from '../../perform.ts';
import { askForTransfer, transferTo } from '../../transfer-leg.ts';
import type { RestReply } from '../problem.ts';
import { objectOf } from './body-fields.ts';
import { forLeg, type LegScene, notAnswered } from './live-leg.ts';
import { readInlineNcco } from './read-create-call.ts';
import { invalidParameters } from './voice-refusal.ts';

const DONE: RestReply = { status: 204, body: undefined };

/** `PUT /v1/calls/{uuid}` (voice-api.md §5). A leg that still rings can only be hung up. */
export const modifyCall = forLeg((scene) => {
  const object = objectOf(scene.request);
  if (!object.ok) return object.refusal;
  const { action } = object.fields;
  if (!isCallAction(action)) {
    const words = Object.keys(CALL_ACTIONS).join(', ');
    const reason = action === undefined ? 'is required' : `must be one of: ${words}`;
    return invalidParameters([bodyFault('action', reason, `action ${JSON.stringify(action)}: ${words}`)]);
  }
  const reading = readBody(CALL_ACTIONS[action].options, object.fields);
  if (!reading.ok) return invalidParameters(reading.faults);
  const { turn, call, leg } = scene;
  if (action === 'hangup') {
    hangUpLeg(turn, call, leg, 'platform');
    return DONE;
  }
  const refusal = notAnswered(leg);
  if (refusal) return refusal;
  switch (action) {
    case 'transfer':
      // Its table has `destination`, and requires it.
      return transfer(scene, (reading.body as { readonly destination: TransferDestination }).destination);
    case 'mute':
    case 'unmute':
      setMuted(turn, call, leg, action === 'mute');
      return DONE;
    case 'earmuff':
    case 'unearmuff':
      setEarmuffed(turn, call, leg, action === 'earmuff');
      return DONE;
    default:
      return action satisfies never;
  }
});

const transfer = ({ turn, call, leg }: LegScene, { url, ncco }: TransferDestination): RestReply => {
  const inline = readInlineNcco(ncco);
  const faults: BodyFault[] = [...inline.faults];
  if ((url === undefined) === (ncco === undefined)) {
    const reason = url === undefined ? 'needs url or ncco' : 'must not have both url and ncco';
    faults.push(bodyFault('destination', reason, `destination ${reason}`));
  }
  if (faults.length > 0) return invalidParameters(faults);
  if (inline.ncco) transferTo(turn, call, leg, inline.ncco);
  else askForTransfer(turn, call, leg, { url: url![0]!, method: 'GET' });
  return DONE;
};
