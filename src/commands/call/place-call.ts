import { resolve } from 'node:path';
import type { CallOutcome, EmulatorAccess } from '../../edge/emulator/running-emulator.ts';
import { readWav } from '../../edge/emulator/socket/read-wav.ts';
import type { Scenario } from '../../edge/scenario/scenario.ts';
import { SOCKET_RATES } from '../../vonage/socket-frames.ts';
import type { World } from '../../world.ts';
import { DEFAULT_CALLER } from '../default-caller.ts';

/** Places a scenario's call and waits for its end, or for the interruption. */
export const placeCall = async (
  { script }: Scenario,
  world: World,
  emulator: EmulatorAccess,
  interrupted: Promise<never>,
): Promise<CallOutcome> => {
  const voice = await voiceOf(script.voice, world);
  const placed = emulator.placeCall({
    ...(script.as === undefined && { from: DEFAULT_CALLER }),
    to: emulator.about.numbers[0] ?? '',
    ...script,
    ...(voice !== undefined && { voice }),
  });
  return Promise.race([placed, interrupted]);
};

/** A running emulator has a folder of its own, so the path goes there whole; that it can be played is seen here. */
const voiceOf = async (voice: string | undefined, { cwd }: World): Promise<string | undefined> => {
  if (voice === undefined || !/\.wav$/i.test(voice)) return voice;
  const path = resolve(cwd, voice);
  await readWav(path, SOCKET_RATES[0]);
  return path;
};
