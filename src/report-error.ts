import { type ExitCode, Failure, wordsOf } from './failure.ts';
import { printable, wrap } from './text/printable.ts';
import type { World } from './world.ts';

/** Prose is read in lines no wider than this, however wide the terminal. */
const WIDEST = 100;

/**
 * The one place where an error becomes words and a code. A `Failure` tells what happened, why, and what to try;
 * anything else is a bug of ours, said in one line, with the stack under `--debug`. With `--json` the same comes as
 * one JSON line on stderr, so that stdout stays pure.
 */
export const reportError = (error: unknown, args: readonly string[], world: World): ExitCode => {
  const { stderr } = world;
  const flags = args.includes('--') ? args.slice(0, args.indexOf('--')) : args;
  const debug = flags.includes('--debug');
  const failure = error instanceof Failure ? error : bugOf(error, debug);
  if (flags.includes('--json')) {
    stderr.write(`${JSON.stringify(errorRecord(failure, failure !== error))}\n`);
  } else {
    // A pipe gets each sentence in one piece, to be searched and wrapped by whoever reads it.
    const width = stderr.isTerminal ? Math.min(WIDEST, stderr.columns()) : undefined;
    stderr.write(failureText(failure, stderr.colorLevel > 0, width));
  }
  if (debug && error instanceof Error) stderr.write(`${stackOf(error)}\n`);
  return failure.exitCode;
};

const bugOf = (error: unknown, debug: boolean): Failure =>
  new Failure({
    what: `vonage-flow has a bug: ${wordsOf(error)}`,
    tryThis: debug
      ? 'please report it, with what follows'
      : 'please report it, with what it says under --debug',
  });

/**
 * A failure as people read it: ✗ what, the place, why, and each next step behind an arrow.
 *
 * @param width columns to wrap sentences at; steps are left whole, for they hold commands to copy
 */
export const failureText = (failure: Failure, color: boolean, width?: number): string => {
  const paint = (code: number, end: number) => (text: string) =>
    color ? `\u001b[${code}m${text}\u001b[${end}m` : text;
  const red = paint(31, 39);
  const bold = paint(1, 22);
  const dim = paint(2, 22);
  const wrapped = (text: string): readonly string[] =>
    linesOf(text).flatMap((line) => (width === undefined ? [line] : wrap(line, width - 2)));
  const [what = '', ...more] = wrapped(failure.what);
  const lines = [`${red('✗')} ${bold(what)}`, ...more.map((line) => `  ${bold(line)}`)];
  if (failure.excerpt !== undefined) lines.push('', ...linesOf(failure.excerpt), '');
  if (failure.why !== undefined) lines.push(...wrapped(failure.why).map((line) => `  ${line}`));
  for (const step of failure.tryThis) {
    const [first = '', ...rest] = linesOf(step);
    lines.push(`  ${dim('→')} ${first}`, ...rest.map((line) => `    ${line}`));
  }
  return `${lines.join('\n')}\n`;
};

/** A failure may repeat a word from the command line or from a server: it is escaped, but for our own line breaks. */
const linesOf = (text: string): readonly string[] => text.split('\n').map(printable);

const stackOf = (error: Error): string => linesOf(error.stack ?? error.message).join('\n');

const errorRecord = (failure: Failure, isBug: boolean): object => ({
  type: 'error',
  what: failure.what,
  ...(failure.excerpt !== undefined && { excerpt: failure.excerpt }),
  ...(failure.why !== undefined && { why: failure.why }),
  tryThis: failure.tryThis,
  ...(isBug && { bug: true }),
  exitCode: failure.exitCode,
});
