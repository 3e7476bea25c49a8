import { badUsage } from '../failure.ts';
import { type Filter, readFilter } from '../flow/filter/read-filter.ts';
import { printable } from '../text/printable.ts';

/** The filter of `--filter`; undefined when there is none. Throws a Failure that points at the word that is wrong. */
export const filterOf = (text: string | undefined, name = '--filter'): Filter | undefined => {
  if (text === undefined) return undefined;
  const filter = readFilter(text);
  if (!('problem' in filter)) return filter;
  const { problem, hint, start, length } = filter;
  const before = printable(text.slice(0, start));
  const marked = printable(text.slice(start, start + length));
  throw badUsage({
    what: `${name} cannot be understood: ${problem}`,
    excerpt: `  ${printable(text)}\n  ${' '.repeat(before.length)}${'^'.repeat(Math.max(1, marked.length))}`,
    tryThis: hint,
  });
};
