import { wrap } from './printable.ts';

/** Where it is written. */
export interface Paper {
  readonly isTerminal: boolean;
  columns(): number;
}

/** Lines as they fit a terminal: broken between words, with the indent that they have. A pipe gets them whole. A blank at the end stays, as behind a question. */
export const fitted = (text: string, paper: Paper): string =>
  paper.isTerminal
    ? text
        .split('\n')
        .flatMap((line) => {
          const parts = wrap(line, paper.columns());
          return parts.map((part, at) => (at === parts.length - 1 ? part : part.trimEnd()));
        })
        .join('\n')
    : text;
