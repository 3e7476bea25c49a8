import { join } from 'node:path';
import { loadConfig } from '../edge/config/load-config.ts';
import type { KeepPush } from '../edge/emulator/keep-push.ts';
import { OWN_FOLDER } from '../edge/own-folder.ts';
import { Failure } from '../failure.ts';
import { makeRedaction } from '../flow/redact/redaction.ts';
import { openPushFiles } from '../sinks/push-files.ts';
import { printable } from '../text/printable.ts';
import type { World } from '../world.ts';

/**
 * Keeps the pushes of an emulator in the project, without what its config takes out (`redact`), and says on stderr, once, when that cannot
 * be done: a config that cannot be read may name what nobody is to keep.
 */
export const keepPushes = async (world: World): Promise<KeepPush> => {
  const { clock, isRunning, stderr } = world;
  const trouble = (what: string, tryThis: string): void =>
    void stderr.write(`! ${printable(what)}\n  → ${printable(tryThis)}\n`);
  const config = await loadConfig(world, { builtIn: false }).catch((error: unknown) => {
    if (error instanceof Failure) return error;
    throw error;
  });
  if (config instanceof Failure) return keepNone(config, trouble);
  return openPushFiles(join(config.directory, OWN_FOLDER), {
    now: () => clock.now(),
    isRunning,
    redaction: makeRedaction(config.redact),
    trouble,
  }).keep;
};

const keepNone = ({ what }: Failure, trouble: (what: string, tryThis: string) => void): KeepPush => {
  let isTold = false;
  return () => {
    if (!isTold)
      trouble(
        `pushes are not kept as files, for what the config takes out of them is not known: ${what}`,
        'mend the config and start again; everything else goes on',
      );
    isTold = true;
    return undefined;
  };
};
