import { FRAME_MS } from '../../vonage/socket-frames.ts';
import type { Clock } from '../../world.ts';

/** A machine that slept, or was too busy for so long, does not send all that it missed at once. */
const MOST_BEHIND_MS = 1000;

/**
 * Calls `beat` every 20 ms, or as often as `everyMs` says, until the signal aborts. Each is due at a multiple from the beginning, so that a timer which
 * rings late does not shift what follows; what was missed is made up for.
 */
export const keepPace = async (
  clock: Clock,
  beat: () => void,
  signal: AbortSignal,
  everyMs = FRAME_MS,
): Promise<void> => {
  let begin = clock.monotonic();
  for (let count = 0; !signal.aborted; ) {
    const late = clock.monotonic() - (begin + count * everyMs);
    if (late < 0) {
      await clock.sleep(-late, signal);
      continue;
    }
    if (late > MOST_BEHIND_MS) begin += late;
    count += 1;
    beat();
  }
};
