import { paletteFor } from '../../sinks/palette.ts';
import { printable } from '../../text/printable.ts';
import type { Output, World } from '../../world.ts';

/** Colours, which a line may have; they end with it. */
const COLOURS = /(\u001b\[[\d;:]*m)/;
const PLAIN_AGAIN = '\u001b[0m';

/**
 * Shows what a command says beside the stream, each line whole and with a mark in front, on the stream that it was said
 * on. Colours stay where there are any; what would move the cursor or clear the screen is written out.
 */
export const commandLines = ({
  stdout,
  stderr,
}: Pick<World, 'stdout' | 'stderr'>): ((line: string, from: 'stdout' | 'stderr') => void) => {
  const writer = (output: Output): ((line: string) => void) => {
    const mark = paletteFor(output).dim('app │ ');
    return (line) => output.write(`${mark}${shownLine(line, output.colorLevel > 0)}\n`);
  };
  const write = { stdout: writer(stdout), stderr: writer(stderr) };
  return (line, from) => write[from](line);
};

const shownLine = (line: string, hasColours: boolean): string => {
  const parts = line.split(COLOURS);
  const shown = parts
    .map((part, index) => (index % 2 === 0 ? printableButTabs(part) : hasColours ? part : ''))
    .join('');
  return parts.length > 1 && hasColours ? `${shown}${PLAIN_AGAIN}` : shown;
};

const printableButTabs = (text: string): string => text.split('\t').map(printable).join('\t');
