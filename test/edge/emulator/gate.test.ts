import { expect, it } from 'vitest';
import { createGate } from '../../../src/edge/emulator/gate.ts';

it('lets so many in at once, in the order of arrival, and a failure makes room too', async () => {
  const gate = createGate(2);
  let inside = 0;
  let most = 0;
  const order: number[] = [];
  const work = (number: number) => async () => {
    order.push(number);
    inside += 1;
    most = Math.max(most, inside);
    await new Promise((resolve) => setImmediate(resolve));
    inside -= 1;
    if (number === 1) throw new Error('one');
  };
  const ends = await Promise.allSettled([0, 1, 2, 3, 4].map((number) => gate.enter(work(number))));
  expect(most).toBe(2);
  expect(order).toEqual([0, 1, 2, 3, 4]);
  expect(ends.map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
    'fulfilled',
    'fulfilled',
  ]);
});
