import { relative } from 'node:path';
import { thrownWords } from '../../edge/config/program/load-program.ts';
import { thrownAt } from '../../edge/config/program/module-fault.ts';
import { Failure } from '../../failure.ts';

/**
 * An error that nobody caught, and that therefore ended the run. One from the user's own files (a promise in a function of the
 * config that nothing waits for) is no bug of ours.
 */
export const uncaught = (error: Error, files: Iterable<string>, cwd: string): Error => {
  const at = thrownAt(error, new Set(files));
  if (!at) return error;
  return new Failure({
    what: `the config threw where nothing waits for it: ${thrownWords(error)} (${relative(cwd, at.file)}:${at.line})`,
    why: 'Nobody can tell what it left undone, so the listener stopped.',
    tryThis: 'await it, or catch what it throws',
    cause: error,
  });
};
