import { join } from 'node:path';
import { namedProject } from '../../edge/config/named-project.ts';
import { unreadable } from '../../edge/config/read-text-file.ts';
import { OWN_FOLDER } from '../../edge/own-folder.ts';
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
  const folder = join(await namedProject(world.cwd, flags.config), OWN_FOLDER);
  const pruned = prune(folder, flags, world);
  const { removed, stuck } = pruned;
  if (stuck.length > 0) {
    // The records are personal data: that they are still there is no small thing.
    const { why, tryThis } = unremovable(stuck[0]?.error);
    world.stderr.write(`! ${sized(stuck)} could not be removed: ${printable(why)}\n  → ${tryThis}\n`);
  }
  const code = stuck.length > 0 ? 3 : 0;
  if (flags.json) {
    world.stdout.write(`${JSON.stringify({ v: 1, type: 'pruned', folder, ...named(pruned) })}\n`);
    return code;
  }
  const would = flags.dryRun ? 'would be removed' : 'removed';
  world.stdout.write(
    removed.length === 0
      ? `Nothing ${stuck.length > 0 ? 'was removed from' : 'to remove in'} ${printable(folder)}; ${stay(pruned)}\n`
      : `${sized(removed)} ${would} from ${printable(folder)}; ${stay(pruned)}\n`,
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
    if (codeOf(error) === 'ENOENT') return { removed: [], left: [], inUse: [], stuck: [] };
    if (codeOf(error) === 'ENOTDIR') {
      throw new Failure({
        what: `${folder} is no folder, so no records are in it`,
        tryThis: 'look at what it is; listen makes a folder of that name when there is none',
      });
    }
    const { why, tryThis } = unreadable(error);
    throw new Failure({
      what: `The records in ${folder} cannot be read: ${why}`,
      tryThis: isOfRights(error) ? AS_ITS_USER : tryThis,
    });
  }
};

const AS_ITS_USER = 'run it as the user who ran listen';

const isOfRights = (error: unknown): boolean => ['EACCES', 'EPERM'].includes(codeOf(error) ?? '');

const unremovable = (error: unknown): { readonly why: string; readonly tryThis: string } => {
  if (isOfRights(error)) return { why: 'no permission to remove it', tryThis: AS_ITS_USER };
  const isReadOnly = codeOf(error) === 'EROFS';
  return {
    why: isReadOnly ? 'its file system is read-only' : wordsOf(error),
    tryThis: 'mend that, and try again',
  };
};

const named = ({ removed, left }: Pruned) => ({
  removed: removed.map(({ path, bytes }) => ({ path, bytes })),
  left: left.map(({ path, bytes }) => ({ path, bytes })),
});

/** What stays, and what of it only because it is being written. */
const stay = ({ removed, left, inUse }: Pruned): string => {
  if (left.length === 0) return removed.length === 0 ? 'it has no records' : 'nothing is left';
  const files = `${sized(left)} ${left.length === 1 ? 'stays' : 'stay'}`;
  if (inUse.length === 0) return files;
  const which = inUse.length === left.length ? '' : ` ${inUse.length} of them`;
  return `${files},${which} because a listen that runs writes there`;
};

const sized = (files: readonly RecordFile[]): string => {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const size =
    bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} kB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
  return `${files.length === 1 ? '1 file' : `${files.length} files`} (${size})`;
};
