import { expect, it } from 'vitest';
import { numbersValue } from '../../../src/commands/flows/numbers-value.ts';

const upTo12 = Array.from({ length: 12 }, (_, at) => at + 1);

it.each<[text: string, last: number, asked: readonly number[], beyond: string]>([
  ['3', 6, [3], ''],
  ['3,5-6', 6, [3, 5, 6], ''],
  ['1,3-4', 1, [1, 3, 4], '3-4'],
  ['5-9, #12', 6, [5, 6, 7, 8, 9, 12], '7-9, 12'],
  ['5-7', 6, [5, 6, 7], '7'],
])('%s of a call with %d exchanges', (text, last, asked, beyond) => {
  const numbers = numbersValue(text);
  expect([upTo12.filter(numbers), numbers.beyond(last)]).toEqual([asked, beyond]);
});
