import { join } from 'node:path';
import { namedProject } from '../../edge/config/named-project.ts';
import { RECORDS_FOLDER } from '../../edge/records/record-files.ts';
import { badUsage, codeOf, type ExitCode, Failure, wordsOf } from '../../failure.ts';
import { KEPT_DAYS, type Pruned, pruneRecords, type RecordFile } from '../../sinks/prune.ts';
import { printable } from '../../text/printable.ts';
import type { World } from '../../world.ts';
import type { PruneFlags } from './flags.ts';

/** `vonage-flow flows prune`: removes records now, as every start of `listen` does, or more of them. */
export const runPrune = async (flags: PruneFlags, world: World): Promise<ExitCode> => {
  if (flags.all && flags.days !== undefined) {
    throw badUsage({ what: '--all and --days exclude each other', tryThis: 'leave one of them out' });
  }
  const folder = join(await namedProject(world.cwd, flags.config), RECORDS_FOLDER);
  const pruned = prune(folder, flags, world);
  const { removed, left, stuck } = pruned;
  if (stuck.length > 0) {
    // The records are personal data: that they are still there is no small thing.
    world.stderr.write(
      `! ${sized(stuck)} could not be removed: ${printable(stuck[0]?.why ?? '')}\n  → run it as the user who ran listen\n`,
    );
  }
  const code = stuck.length > 0 ? 3 : 0;
  if (flags.json) {
    world.stdout.write(`${JSON.stringify({ v: 1, type: 'pruned', folder, ...named(pruned) })}\n`);
    return code;
  }
  const would = flags.dryRun ? 'would be removed' : 'removed';
  world.stdout.write(
    removed.length === 0
      ? `Nothing ${stuck.length > 0 ? 'was removed from' : 'to remove in'} ${printable(folder)}; ${stay(left)}\n`
      : `${sized(removed)} ${would} from ${printable(folder)}; ${left.length === 0 ? 'nothing is left' : stay(left)}\n`,
  );
  return code;
};

const prune = (folder: string, flags: PruneFlags, { clock, isRunning }: World): Pruned => {
  // A file that was written to in this very millisecond is older than none.
  const days = flags.all ? -1 : (flags.days ?? KEPT_DAYS);
  try {
    return pruneRecords(folder, clock.now(), {
      days,
      isRunning,
      isRehearsal: flags.dryRun === true,
    });
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return { removed: [], left: [], stuck: [] };
    throw new Failure({
      what: `The records in ${folder} cannot be read: ${wordsOf(error)}`,
      tryThis: 'run it as the user who ran listen',
    });
  }
};

const named = ({ removed, left }: Pruned) => ({
  removed: removed.map(({ path, bytes }) => ({ path, bytes })),
  left: left.map(({ path, bytes }) => ({ path, bytes })),
});

const stay = (files: readonly RecordFile[]): string =>
  files.length === 1 ? `${sized(files)} stays` : `${sized(files)} stay`;

const sized = (files: readonly RecordFile[]): string => {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const size =
    bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} kB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
  return `${files.length === 1 ? '1 file' : `${files.length} files`} (${size})`;
};
