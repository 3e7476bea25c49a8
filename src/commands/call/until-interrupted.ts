import { badUsage } from '../../failure.ts';
import type { World } from '../../world.ts';
import { untilAborted } from '../until-aborted.ts';

/**
 * Rejects at Ctrl-C, also at one that came before anybody waited for it; made once for all calls of a run. A reader that
 * has gone (`| head`) is no reason to leave a call without its verdict.
 */
export const untilInterrupted = (world: World): Promise<never> => {
  const interrupted = untilAborted(world.stop.requested).then((): Promise<never> => {
    if (world.stdout.isClosed) return new Promise(() => {});
    throw badUsage({
      what: 'Interrupted before the call was over',
      tryThis: 'give it an end: --hangup-after <seconds>',
    });
  });
  // Who races it hears of it.
  interrupted.catch(() => {});
  return interrupted;
};
