import type { CallOutcome, EmulatorAccess } from '../../edge/emulator/running-emulator.ts';
import type { Scenario } from '../../edge/scenario/scenario.ts';
import { badUsage } from '../../failure.ts';
import type { World } from '../../world.ts';
import { DEFAULT_CALLER } from '../default-caller.ts';

/** Places a scenario's call and waits for its end, or for Ctrl-C. */
export const placeCall = (
  { script }: Scenario,
  world: World,
  emulator: EmulatorAccess,
): Promise<CallOutcome> => {
  const interrupted = new Promise<never>((_resolve, reject) => {
    // A reader that has gone (`| head`) is no reason to leave the call without its verdict.
    world.stop.requested.addEventListener(
      'abort',
      () =>
        !world.stdout.isClosed &&
        reject(
          badUsage({
            what: 'Interrupted before the call was over',
            tryThis: 'give it an end: --hangup-after <seconds>',
          }),
        ),
      { once: true },
    );
  });
  const placed = emulator.placeCall({
    ...(script.as === undefined && { from: DEFAULT_CALLER }),
    to: emulator.about.numbers[0] ?? '',
    ...script,
  });
  return Promise.race([placed, interrupted]);
};
