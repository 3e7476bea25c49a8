import { cpSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { startEmulatorHost } from '../../src/edge/emulator/host.ts';
import type { RunningEmulator } from '../../src/edge/emulator/running-emulator.ts';
import { realWorld } from '../../src/edge/real-world.ts';
import type { JsonObject } from '../../src/vonage/json.ts';
import { type Cli, newPlace, type Place, startCli } from './cli.ts';
import type { Sent } from './join-transcripts.ts';

const EXAMPLE = fileURLToPath(new URL('../../examples/ivr', import.meta.url));

/** A folder with the IVR of `examples/ivr` in it, removed after the test. */
export const ivrPlace = (): Place => {
  const place = emptyPlace();
  // Whoever has run the example has records in it, which are no part of it.
  cpSync(EXAMPLE, place.folder, { recursive: true, filter: (path) => basename(path) !== '.vonage-flow' });
  return place;
};

/** An empty folder, removed after the test. */
export const emptyPlace = (): Place => {
  const place = newPlace();
  onTestFinished(() => place.remove());
  return place;
};

/** Signatures carry the time of the wall, also on virtual time. */
const WALL_CLOCK = realWorld().clock;

/** An emulator on virtual time in this process, and its own transcript of the webhooks that it sent. */
export interface WatchedEmulator extends RunningEmulator {
  readonly sent: readonly Sent[];
}

export const watchedEmulator = async (
  more: Partial<Parameters<typeof startEmulatorHost>[0]> = {},
): Promise<WatchedEmulator> => {
  const emulator = await startEmulatorHost({
    clock: WALL_CLOCK,
    seed: 'end to end',
    speed: 'instant',
    numbers: ['14155550100'],
    users: ['alice'],
    ...more,
  });
  onTestFinished(() => emulator.close());
  const sent: Sent[] = [];
  emulator.subscribe(({ event }) => {
    if (event.name === 'webhook-sent') sent.push(event);
  });
  return { ...emulator, sent };
};

/** A running `listen --json`, the real command, once it is ready. */
export interface Listening extends Cli {
  readonly ready: JsonObject;
  readonly publicUrl: string;
  readonly exchanges: () => JsonObject[];
}

/** Starts `listen --json` on a free port. It is killed after the test, should it still run then. */
export const startListening = async (
  args: readonly string[],
  place: Place,
  env: Readonly<Record<string, string>> = {},
): Promise<Listening> => {
  const port = args.includes('--port') ? [] : ['--port', '0'];
  const cli = startCli(['listen', '--json', ...port, ...args], place, env);
  onTestFinished(async () => {
    cli.child.kill('SIGKILL');
    await cli.ended;
  });
  const ready = await cli.line(({ type }) => type === 'ready');
  return {
    ...cli,
    ready,
    publicUrl: String(ready['publicUrl']),
    exchanges: () => cli.lines().filter(({ type }) => type === 'exchange'),
  };
};
