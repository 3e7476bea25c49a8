import { wrap } from '../text/printable.ts';

/**
 * A command in lines of at most so many columns. All but the last end in a backslash, so that they can be pasted
 * into a shell as they stand. Only a single word that is longer than a line is broken without one.
 */
export const shellLines = (command: string, columns: number): readonly string[] => {
  const lines: string[] = [];
  for (const word of command.match(/(?:'[^']*'|"[^"]*"|\S)+/g) ?? []) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length + 2 <= columns)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.flatMap((line, index) => wrap(index === lines.length - 1 ? line : `${line} \\`, columns));
};
