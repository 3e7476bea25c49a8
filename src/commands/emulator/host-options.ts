import { resolve } from 'node:path';
import type { EmulatorOptions } from '../../edge/emulator/host.ts';
import { webhookUrlsIn } from '../../edge/emulator/webhook-urls.ts';
import { Failure, wordsOf } from '../../failure.ts';
import { printable } from '../../text/printable.ts';
import type { World } from '../../world.ts';
import type { PlatformFlags } from './flags.ts';

/** How an emulator is started for these flags. */
export const hostOptions = (flags: PlatformFlags, world: World, defaultPort: number): EmulatorOptions => ({
  clock: world.clock,
  port: flags.port ?? defaultPort,
  seed: flags.seed ?? world.chance.hex(8),
  speed: flags.speed ?? 1,
  numbers: flags.number ?? [],
  users: flags.user ?? [],
  ...(flags.callee && { callees: flags.callee }),
  auth: flags.auth,
  rateLimits: flags.rateLimits ?? false,
  ...stateOptions(flags, world),
  ...mediaOptions(world),
  ...(flags.fault && { faults: flags.fault }),
  ...(flags.shuffle !== undefined && { shuffleMs: flags.shuffle }),
  ...webhookUrlsIn(flags),
});

/** Where what is made in the emulator is kept; nowhere without `--state`. */
export const stateOptions = (
  { state }: { readonly state?: string },
  world: World,
): Pick<EmulatorOptions, 'stateFile' | 'stateFailed'> =>
  state === undefined
    ? {}
    : {
        stateFile: resolve(world.cwd, state),
        stateFailed: (error) => warn(world, error),
      };

/** Apps can call all the same when there is no socket for their media; it is said once. */
export const mediaOptions = (world: World): Pick<EmulatorOptions, 'mediaFailed'> => ({
  mediaFailed: (error) => warn(world, error),
});

const warn = (world: World, error: unknown): void => world.stderr.write(`${warningOf(error)}\n`);

const warningOf = (error: unknown): string => {
  if (!(error instanceof Failure)) return `! ${printable(wordsOf(error))}`;
  const { what, why, tryThis } = error;
  return [`! ${what}`, ...(why === undefined ? [] : [why]), ...tryThis].map(printable).join('\n  ');
};
