import type { Command as Commander } from 'commander';
import type { ExitCode } from './failure.ts';
import type { World } from './world.ts';

/**
 * A command as data: `declare` names its arguments and options for commander, `run` does the work with nothing but
 * its two arguments. The declaration is small; what the command does is loaded when it runs.
 */
export interface CommandModule {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** Adds arguments, options and examples, and calls `run` with what commander understood. */
  readonly declare: (command: Commander, run: (work: Work) => void) => void;
}

/** What is left to do once the command line is understood. */
export type Work = (world: World) => Promise<ExitCode>;
