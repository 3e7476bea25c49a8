import { type ExitCode, Failure, wordsOf } from './failure.ts';
import type { World } from './world.ts';

/**
 * The one place where an error becomes words and a code. A `Failure` tells what happened, why, and what to try;
 * anything else is a bug of ours, said in one line, with the stack under `--debug`. With `--json` the same comes as
 * one JSON line on stderr, so that stdout stays pure.
 */
export const reportError = (error: unknown, args: readonly string[], world: World): ExitCode => {
  const debug = args.includes('--debug');
  if (args.includes('--json')) {
    world.stderr.write(`${JSON.stringify(errorRecord(error))}\n`);
  } else if (error instanceof Failure) {
    world.stderr.write(failureText(error, world.stderr.colorLevel > 0));
  } else {
    world.stderr.write(
      `✗ vonage-flow has a bug: ${wordsOf(error)}\n  Please report it with the output of the same command and --debug.\n`,
    );
  }
  if (debug && error instanceof Error) world.stderr.write(`${error.stack ?? ''}\n`);
  return error instanceof Failure ? error.exitCode : 3;
};

/** A failure as people read it: ✗ what, the place, why, and each next step behind an arrow. */
export const failureText = (failure: Failure, color: boolean): string => {
  const red = color ? (text: string) => `\u001b[31m${text}\u001b[39m` : (text: string) => text;
  const dim = color ? (text: string) => `\u001b[2m${text}\u001b[22m` : (text: string) => text;
  const lines = [`${red('✗')} ${failure.what}`];
  if (failure.excerpt !== undefined) lines.push('', failure.excerpt, '');
  if (failure.why !== undefined) lines.push(...failure.why.split('\n').map((line) => `  ${line}`));
  for (const step of failure.tryThis) {
    const [first = '', ...rest] = step.split('\n');
    lines.push(`  ${dim('→')} ${first}`, ...rest.map((line) => `    ${line}`));
  }
  return `${lines.join('\n')}\n`;
};

const errorRecord = (error: unknown): object =>
  error instanceof Failure
    ? {
        type: 'error',
        what: error.what,
        ...(error.why !== undefined && { why: error.why }),
        tryThis: error.tryThis,
        exitCode: error.exitCode,
      }
    : { type: 'error', what: wordsOf(error), bug: true, exitCode: 3 };
