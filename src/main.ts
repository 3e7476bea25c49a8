import type { Command as Commander } from 'commander';
import type { ExitCode } from './failure.ts';
import type { World } from './world.ts';

/**
 * A command as data: `declare` names its arguments and options for commander, `run` does the work with nothing but
 * its two arguments. Each lives in a file of its own that is loaded only when the command is used or its help asked for.
 */
export interface CommandModule {
  /** Adds arguments, options and examples, and calls `run` with what commander understood. */
  readonly declare: (command: Commander, run: (work: Work) => void) => void;
}

/** What is left to do once the command line is understood. */
export type Work = (world: World) => Promise<ExitCode>;

interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<CommandModule>;
}

const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'listen',
    summary: 'Listen to an application: webhooks, NCCOs and events, live',
    load: async () => (await import('./commands/listen.ts')).listen,
  },
  {
    name: 'call',
    summary: 'Place a call on the emulator with a scripted caller',
    load: async () => (await import('./commands/call.ts')).call,
  },
  {
    name: 'emulator',
    summary: 'Run the emulated Vonage platform alone',
    load: async () => (await import('./commands/emulator.ts')).emulator,
  },
];

/** The whole program as a function: arguments and a world in, an exit code out. Never throws. */
export const main = async (args: readonly string[], world: World): Promise<ExitCode> => {
  // The two cheapest questions are answered before anything is loaded (DESIGN §9).
  if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
    world.stdout.write(`${world.version}\n`);
    return 0;
  }
  const painted = withoutColor(args, world);
  try {
    return await understandAndRun(args, painted);
  } catch (error) {
    const { reportError } = await import('./report-error.ts');
    return reportError(error, args, painted);
  }
};

const understandAndRun = async (args: readonly string[], world: World): Promise<ExitCode> => {
  const { buildProgram } = await import('./program.ts');
  return buildProgram(COMMANDS, args, world);
};

/** `--no-color` anywhere beats everything that the environment says. */
const withoutColor = (args: readonly string[], world: World): World => {
  const end = args.indexOf('--');
  if (!(end === -1 ? args : args.slice(0, end)).includes('--no-color')) return world;
  const plain = (output: World['stdout']): World['stdout'] => ({
    write: (text) => output.write(text),
    isTerminal: output.isTerminal,
    columns: () => output.columns(),
    colorLevel: 0,
    get isClosed() {
      return output.isClosed;
    },
    flushed: () => output.flushed(),
  });
  return { ...world, stdout: plain(world.stdout), stderr: plain(world.stderr) };
};

export type { CommandEntry };
