import { Failure, wordsOf } from './failure.ts';
import { inManner } from './manner.ts';
import { runProgram } from './program.ts';
import type { World } from './world.ts';

/** The whole program as a function: arguments and a world in, an exit code out. Never throws. */
export const main = async (args: readonly string[], world: World): Promise<number> => {
  const said = await inManner(args, world);
  const code = await codeOfRun(args, said);
  await world.stdout.flushed();
  const { fault } = world.stdout;
  if (fault === undefined) return code;
  const { reportError } = await import('./report-error.ts');
  return reportError(unwritten(fault), args, said);
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
