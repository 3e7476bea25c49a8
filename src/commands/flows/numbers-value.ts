import { InvalidArgumentError } from '../../commander.ts';

/** `3,5-7`: numbers of exchanges, from 1, and ranges of them. */
export const numbersValue = (text: string): ((number: number) => boolean) => {
  const ranges = text.split(',').map((part) => {
    const [, from = '', to] = /^\s*#?(\d{1,9})(?:\s*-\s*#?(\d{1,9}))?\s*$/.exec(part) ?? [];
    const range = [Number(from), Number(to ?? from)] as const;
    if (from === '' || range[0] < 1 || range[1] < range[0])
      throw new InvalidArgumentError('Write numbers of exchanges from 1, and ranges: 3,5-7');
    return range;
  });
  return (number) => ranges.some(([from, to]) => number >= from && number <= to);
};
