import type { Command as Commander } from 'commander';
import type { World } from './world.ts';

/**
 * A command as data: `declare` names its arguments and options for commander, `run` does the work with nothing but
 * its two arguments. The declaration is small; what the command does is loaded when it runs.
 */
export interface CommandModule {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** True when what stands behind `--` is a command line of the user's: commander never sees it, the work gets it. */
  readonly startsCommand?: boolean;
  /** Adds arguments, options and examples, and calls `run` with what commander understood. */
  readonly declare: (command: Commander, run: (work: Work) => void) => void;
}

/**
 * What is left to do once the command line is understood: gives an exit code of ours, or the one that a command of the
 * user's ended with. `commandLine` is what stood behind `--`, for a module that starts commands.
 */
export type Work = (world: World, commandLine: readonly string[] | undefined) => Promise<number>;
