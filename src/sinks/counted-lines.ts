import type { Output } from '../world.ts';

/** An output that counts the lines that go through it. */
export const countedLines = (output: Output): { readonly output: Output; readonly lines: () => number } => {
  let count = 0;
  const counted: Output = Object.create(output, {
    write: {
      value: (text: string): void => {
        for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1;
        output.write(text);
      },
    },
  });
  return { output: counted, lines: () => count };
};
