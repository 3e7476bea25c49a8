import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/**
 * commander, when it is first needed: `--version` and the front page go without. As the CommonJS that it is, for through
 * its ESM wrapper it would load half as fast, and every command waits for it.
 */
export const commander = (): typeof import('commander') => require('commander') as typeof import('commander');

/** Thrown by a reader of an option: what may be written, as a sentence. commander knows its own by their code, as this one. */
export class InvalidArgumentError extends Error {
  readonly code = 'commander.invalidArgument';
  readonly exitCode = 1;
}
