import type { Look } from '../../edge/config/settle.ts';
import { startTraces, watchFiles } from '../../edge/config/watch-files.ts';
import { badUsage, type ExitCode, Failure } from '../../failure.ts';
import { reportError } from '../../report-error.ts';
import { timeOfDay } from '../../sinks/wording.ts';
import type { World } from '../../world.ts';
import { untilAborted } from '../until-aborted.ts';
import type { ValidateFlags } from './flags.ts';
import { validateOnce } from './validate.ts';

/**
 * `vonage-flow ncco validate --watch`: checks, and checks again whenever a file that it read has changed, a file came
 * into a folder that was named, or the config has. Until a stop is asked for, which is its normal end.
 */
export const watchNccos = async (
  named: readonly string[],
  flags: ValidateFlags,
  world: World,
): Promise<ExitCode> => {
  refuse(named, flags);
  const release = world.stop.hold();
  try {
    const again = (before: Look): Promise<Look> => {
      world.stderr.write(`\n── ${timeOfDay(world.clock.now())} checking again\n`);
      return check(named, flags, world, before);
    };
    const first = await check(named, flags, world, new Map());
    const close = watchFiles(first, again, { keepsAlive: true });
    await untilAborted(world.stop.requested);
    close();
    if (world.stop.requested.reason instanceof Error) throw world.stop.requested.reason;
    return 0;
  } finally {
    release();
  }
};

const refuse = (named: readonly string[], { fix, fixDryRun }: ValidateFlags): void => {
  const other = named.find((name) => name === '-' || /^https?:\/\//i.test(name));
  if (other !== undefined) {
    throw badUsage({
      what: `--watch looks at files, and ${other === '-' ? 'standard input' : other} is none`,
      tryThis: 'name files or folders',
    });
  }
  if (fix || fixDryRun) {
    throw badUsage({
      what: `--watch and ${fix ? '--fix' : '--fix-dry-run'} exclude each other`,
      why: 'A file that is being edited is not to change under the editor.',
      tryThis: 'leave one of them out',
    });
  }
};

/** One check; a failure is shown, and mended like any other fault. Gives how the files looked before they were read. */
const check = async (
  named: readonly string[],
  flags: ValidateFlags,
  world: World,
  before: Look,
): Promise<Look> => {
  const traces = startTraces();
  try {
    await validateOnce(named, flags, world, traces.seen);
  } catch (error) {
    // At the start there is nothing yet to wait for.
    if (!(error instanceof Failure) || before.size === 0) throw error;
    reportError(error, flags.json ? ['--json'] : [], world);
    return new Map([...before, ...traces.look()]);
  }
  const { size } = traces.look();
  if (!flags.json)
    world.stderr.write(`Watching ${size === 1 ? 'it' : `${size} files and folders`}; Ctrl-C ends.\n`);
  return traces.look();
};
