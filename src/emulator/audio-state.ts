import type { Call, Leg } from './platform.ts';
import { emitRtc } from './rtc-events.ts';
import type { Turn } from './turn.ts';

/** The leg is not heard by the others any more, or is again (voice-api.md §5). */
export const setMuted = (turn: Turn, call: Call, leg: Leg, muted: boolean): void => {
  leg.muted = muted;
  emitRtc(turn, call, {
    type: muted ? 'audio:mute:on' : 'audio:mute:off',
    leg,
    body: { rtc_id: leg.uuid },
  });
};

/** The leg hears nothing any more, or does again. */
export const setEarmuffed = (turn: Turn, call: Call, leg: Leg, earmuffed: boolean): void => {
  leg.earmuffed = earmuffed;
  emitRtc(turn, call, {
    type: earmuffed ? 'audio:earmuff:on' : 'audio:earmuff:off',
    leg,
    body: { rtc_id: leg.uuid },
  });
};
