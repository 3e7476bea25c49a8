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
});
