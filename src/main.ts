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
  new Failure({
    what: `Not all output could be written: ${wordsOf(fault)}`,
    tryThis: 'make room there, or send the output elsewhere, and run it again',
  });

/** `--no-color` anywhere beats everything that the environment says. */
const withoutColor = (args: readonly string[], world: World): World => {
  const end = args.indexOf('--');
  if (!(end === -1 ? args : args.slice(0, end)).includes('--no-color')) return world;
  // One that inherits all the rest, so that nothing has to be named here twice; typed as `any` by TypeScript.
  const plain = (output: World['stdout']): World['stdout'] =>
    Object.create(output, { colorLevel: { value: 0 } });
  // A copy would ask for the folders of the world, and those may be missing; typed as `any` by TypeScript.
  return Object.create(world, {
    stdout: { value: plain(world.stdout) },
    stderr: { value: plain(world.stderr) },
  });
};
