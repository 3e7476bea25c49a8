import type { Output } from '../../world.ts';

/** Rows with a heading for people; for a pipe without one, a tab between the cells. The cells are already printable. */
export const tableText = (
  heading: readonly string[],
  rows: readonly (readonly string[])[],
  output: Output,
): string => {
  if (!output.isTerminal) return rows.map((row) => `${row.join('\t').trimEnd()}\n`).join('');
  const widths = heading.map((head, at) =>
    Math.max(head.length, ...rows.map((row) => (row[at] ?? '').length)),
  );
  const line = (row: readonly string[]) =>
    `${row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd()}\n`;
  const head = line(heading.map((name) => name.toUpperCase()));
  return `${output.colorLevel > 0 ? `\u001b[2m${head.trimEnd()}\u001b[22m\n` : head}${rows.map(line).join('')}`;
};
