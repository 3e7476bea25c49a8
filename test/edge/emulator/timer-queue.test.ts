import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTimerQueue } from '../../../src/edge/emulator/timer-queue.ts';

describe('the timer queue', () => {
  it('rings by time, then in the order of setting, and never what was cancelled', () => {
    const timer = fc.record({ at: fc.integer({ min: 0, max: 20 }), cancelled: fc.boolean() });
    fc.assert(
      fc.property(fc.array(timer), (timers) => {
        const queue = createTimerQueue();
        for (const [index, { at }] of timers.entries()) queue.add(String(index), at);
        for (const [index, { cancelled }] of timers.entries()) if (cancelled) queue.cancel(String(index));
        const rung: string[] = [];
        for (let next = queue.nextAt(); next !== undefined; next = queue.nextAt())
          rung.push(...queue.takeDue(next));
        const expected = timers
          .map(({ at, cancelled }, index) => ({ at, cancelled, index }))
          .filter(({ cancelled }) => !cancelled)
          .sort((left, right) => left.at - right.at || left.index - right.index)
          .map(({ index }) => String(index));
        expect(rung).toEqual(expected);
      }),
    );
  });

  it('rings those that are left when thousands were cancelled', () => {
    const queue = createTimerQueue();
    const numbers = Array.from({ length: 5000 }, (_, number) => number);
    // Some come before those that are cancelled, some after, and some at the same instant.
    for (const number of numbers) queue.add(String(number), (number * 7919) % 1000);
    for (const number of numbers) if (number % 50 !== 0) queue.cancel(String(number));
    queue.add('late', 2000);
    queue.add('soon', -1);
    const left = numbers
      .filter((number) => number % 50 === 0)
      .sort((one, other) => ((one * 7919) % 1000) - ((other * 7919) % 1000) || one - other);
    expect(queue.takeDue(3000)).toEqual(['soon', ...left.map(String), 'late']);
    expect(queue.nextAt()).toBeUndefined();
  });
});
