import { expect, it } from 'vitest';
import { timeLimits } from '../../src/edge/time-limit.ts';
import { steppedClock } from '../support/stepped-clock.ts';

it('passes each limit at its own time, but for those that have ended', async () => {
  const clock = steppedClock();
  const start = timeLimits(clock, 1000);
  const passed: string[] = [];
  const begin = (name: string) => {
    const limit = start();
    limit.signal.once('abort', () => passed.push(`${name} at ${clock.monotonic()}`));
    return limit;
  };
  const first = begin('first');
  await clock.pass(100);
  const second = begin('second');
  await clock.pass(100);
  begin('third');
  second.end();
  await clock.pass(799);
  expect([passed, first.isPassed]).toEqual([[], false]);
  await clock.pass(1);
  expect([passed, first.isPassed]).toEqual([['first at 1000'], true]);
  await clock.pass(5000);
  // After a time with none it begins again.
  begin('fourth');
  await clock.pass(1000);
  expect(passed).toEqual(['first at 1000', 'third at 1200', 'fourth at 7000']);
  expect(second.isPassed).toBe(false);
});
