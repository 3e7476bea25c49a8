import { expect, it } from 'vitest';
import { createGate } from '../../../src/edge/emulator/gate.ts';

it.each([5, 5000])('lets so many in at once, all in the order of arrival: %i of them', async (count) => {
  const gate = createGate(2);
  let inside = 0;
  let most = 0;
  const order: number[] = [];
  const numbers = Array.from({ length: count }, (_, number) => number);
  const work = (number: number) =>
    new Promise<void>((resolve) =>
      gate.enter((place, leave) => {
        order.push(number);
        inside += 1;
        most = Math.max(most, inside);
        setImmediate(() => {
          inside -= 1;
          leave(place);
          resolve();
        });
      }),
    );
  await Promise.all(numbers.map(work));
  expect(most).toBe(2);
  expect(order).toEqual(numbers);
  // What is over at once nests no deeper, however many wait.
  await Promise.all(
    Array.from(
      { length: 20_000 },
      () =>
        new Promise<void>((resolve) =>
          gate.enter((place, leave) => {
            leave(place);
            resolve();
          }),
        ),
    ),
  );
  // Whoever comes when all have left is let in at once.
  let isIn = false;
  gate.enter(() => {
    isIn = true;
  });
  expect(isIn).toBe(true);
});
