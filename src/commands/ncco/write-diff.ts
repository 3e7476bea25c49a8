import { printable } from '../../text/printable.ts';
import { type DiffLine, unifiedDiff } from '../../text/unified-diff.ts';
import type { Output } from '../../world.ts';

/** Writes a unified diff: with colours and without control characters on a terminal, as `patch` takes it elsewhere. */
export const writeDiff = async (
  name: string,
  before: string,
  after: string,
  stdout: Output,
): Promise<void> => {
  const lines = unifiedDiff(name.replaceAll('\\', '/'), before, after);
  const paint = await paintFor(stdout);
  const shown = stdout.isTerminal
    ? lines.map((line) => ({ ...line, text: printable(line.text.replace(/\r$/, '')) }))
    : lines;
  stdout.write(shown.map((line) => `${paint(line)}\n`).join(''));
};

const paintFor = async (stdout: Output): Promise<(line: DiffLine) => string> => {
  if (stdout.colorLevel === 0) return ({ text }) => text;
  const { paletteFor } = await import('../../sinks/palette.ts');
  const { strong, address, bad, good, plain } = paletteFor(stdout);
  const paints = { head: strong, place: address, gone: bad, new: good, same: plain };
  return ({ kind, text }) => paints[kind](text);
};
