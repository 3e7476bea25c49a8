import { Failure, wordsOf } from './failure.ts';
import { runProgram } from './program.ts';
import type { World } from './world.ts';

/** The whole program as a function: arguments and a world in, an exit code out. Never throws. */
export const main = async (args: readonly string[], world: World): Promise<number> => {
  const painted = withoutColor(args, world);
  const code = await codeOfRun(args, painted);
  await world.stdout.flushed();
  const { fault } = world.stdout;
  if (fault === undefined) return code;
  const { reportError } = await import('./report-error.ts');
  return reportError(unwritten(fault), args, painted);
};

const codeOfRun = async (args: readonly string[], world: World): Promise<number> => {
  // The two cheapest questions are answered before commander is loaded (DESIGN §9).
  if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
    world.stdout.write(`${world.version}\n`);
    return 0;
  }
  try {
    return await runProgram(args, world);
  } catch (error) {
    const { reportError } = await import('./report-error.ts');
    return reportError(error, args, world);
  }
};

const unwritten = (fault: Error): Failure =>
  new Failure({ what: `Not all output could be written: ${wordsOf(fault)}`, tryThis: [] });

/** `--no-color` anywhere beats everything that the environment says. */
const withoutColor = (args: readonly string[], world: World): World => {
  const end = args.indexOf('--');
  if (!(end === -1 ? args : args.slice(0, end)).includes('--no-color')) return world;
  const plain = (output: World['stdout']): World['stdout'] => ({
    write: (text) => output.write(text),
    isTerminal: output.isTerminal,
    get canRedraw() {
      return output.canRedraw;
    },
    columns: () => output.columns(),
    colorLevel: 0,
    get isClosed() {
      return output.isClosed;
    },
    get fault() {
      return output.fault;
    },
    flushed: () => output.flushed(),
  });
  // A copy would ask for the folders of the world, and those may be missing; typed as `any` by TypeScript.
  return Object.create(world, {
    stdout: { value: plain(world.stdout) },
    stderr: { value: plain(world.stderr) },
  });
};
