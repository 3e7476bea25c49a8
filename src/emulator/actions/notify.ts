import { notifyWebhook } from '../../vonage/webhooks/notify.ts';
import { eventTarget, sendVoiceEvent } from '../send.ts';
import { isoTime } from '../turn.ts';
import type { Perform } from './perform.ts';

/** Sends the payload; an NCCO in the reply replaces the running one (ncco.md §10). The webhook names no leg. */
export const notify: Perform<'notify'> = {
  needsMedia: false,
  summary: ({ payload }) => JSON.stringify(payload),
  begin: ({ turn, call, performance, serial }, action) => {
    performance.running = { serial, is: 'notify' };
    const sent = sendVoiceEvent(turn, call, {
      kind: 'notify',
      leg: undefined,
      target: eventTarget(action),
      fields: notifyWebhook.encode({
        kind: 'notify',
        payload: action.payload,
        conversation_uuid: call.conversation.id,
        timestamp: isoTime(turn.at),
      }),
      purpose: { for: 'action', action: serial },
    });
    return sent ? 'waiting' : 'done';
  },
  on: { replied: () => 'done' },
};
