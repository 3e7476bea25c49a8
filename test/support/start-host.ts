import { onTestFinished } from 'vitest';
import { type EmulatorOptions, startEmulatorHost } from '../../src/edge/emulator/host.ts';
import type { RunningEmulator } from '../../src/edge/emulator/running-emulator.ts';
import { anIdentity } from './ask-api.ts';
import { fixedClock } from './emulator-backend.ts';

/**
 * Starts emulators whose REST API is asked, with a number and a user: one account for all of a test file, and tokens count by the
 * real time. Each is closed when its test is over.
 */
export const hostStarter = async (seed: string) => {
  const identity = await anIdentity(seed);
  return async (more: Partial<EmulatorOptions> = {}): Promise<RunningEmulator> => {
    const emulator = await startEmulatorHost({
      clock: { ...fixedClock, now: Date.now },
      seed,
      speed: 'instant',
      numbers: ['442079460111'],
      users: ['alice'],
      identity,
      ...more,
    });
    onTestFinished(() => emulator.close());
    return emulator;
  };
};
