import { displayWidth, printable, wrap } from '../text/printable.ts';

/** Paints a text that is already safe; adds no columns. */
export type Paint = (text: string) => string;

/** A stretch of a line with one meaning. */
export interface Span {
  readonly text: string;
  readonly paint: Paint;
}

interface Word extends Span {
  /** Whether a space stands before it. */
  readonly isApart: boolean;
}

/** Spans in painted lines of at most so many columns, broken between words. Texts from outside become printable. */
export const wrapSpans = (spans: readonly Span[], columns: number): readonly string[] => {
  const lines: Span[][] = [];
  let width = 0;
  for (const { text, paint, isApart } of wordsOf(spans, columns)) {
    const needed = displayWidth(text);
    const space = isApart ? 1 : 0;
    const line = lines.at(-1);
    if (line === undefined || width + space + needed > columns) {
      lines.push([{ text, paint }]);
      width = needed;
    } else {
      append(line, space === 1 ? ` ${text}` : text, paint);
      width += space + needed;
    }
  }
  return lines.map((line) => line.map(({ text, paint }) => paint(text)).join(''));
};

/** What is painted alike is painted in one go. */
const append = (line: Span[], text: string, paint: Paint): void => {
  const last = line.at(-1);
  if (last?.paint === paint) line[line.length - 1] = { text: last.text + text, paint };
  else line.push({ text, paint });
};

/** A word longer than a line is cut into pieces that are none. */
const wordsOf = (spans: readonly Span[], columns: number): readonly Word[] => {
  const words: Word[] = [];
  let isApart = false;
  for (const { text, paint } of spans) {
    printable(text)
      .split(' ')
      .forEach((word, index) => {
        if (index > 0) isApart = true;
        if (word === '') return;
        for (const piece of displayWidth(word) > columns ? wrap(word, columns) : [word]) {
          words.push({ text: piece, paint, isApart });
          isApart = false;
        }
      });
  }
  return words;
};
