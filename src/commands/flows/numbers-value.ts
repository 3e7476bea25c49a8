import { InvalidArgumentError } from '../../commander.ts';

/** Whether a number is one of those that were asked for. */
export interface Numbers {
  (number: number): boolean;
  /** Those that were asked for and lie beyond a last one, as they were written: `8, 11-14`. Empty when there are none. */
  readonly beyond: (last: number) => string;
}

/** `3,5-7`: numbers of exchanges, from 1, and ranges of them. */
export const numbersValue = (text: string): Numbers => {
  const ranges = text.split(',').map((part) => {
    const [, from = '', to] = /^\s*#?(\d{1,9})(?:\s*-\s*#?(\d{1,9}))?\s*$/.exec(part) ?? [];
    const range = [Number(from), Number(to ?? from)] as const;
    if (from === '' || range[0] < 1 || range[1] < range[0])
      throw new InvalidArgumentError('Write numbers of exchanges from 1, and ranges: 3,5-7');
    return range;
  });
  return Object.assign((number: number) => ranges.some(([from, to]) => number >= from && number <= to), {
    beyond: (last: number) =>
      ranges
        .filter(([, to]) => to > last)
        .map(([from, to]) => [Math.max(from, last + 1), to] as const)
        .map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`))
        .join(', '),
  });
};
