import { expect, it } from 'vitest';
import { openExchanges } from '../../../src/commands/listen/open-exchanges.ts';
import { steppedClock } from '../../support/stepped-clock.ts';

/** At which second waiting for exchanges ends that take so many seconds, asked for at second 1. */
const waited = async (takes: readonly number[], stopAt = 60): Promise<number> => {
  const clock = steppedClock();
  const stop = new AbortController();
  const exchanges = openExchanges(clock);
  for (const seconds of takes)
    void exchanges
      .during(clock.sleep(seconds * 1000).then(() => Promise.reject(new Error('refused'))))
      .catch(() => {});
  await clock.pass(1000);
  let ended: number | undefined;
  void exchanges.closed(stop.signal).then(() => {
    ended = clock.monotonic() / 1000;
  });
  for (let second = 1; second < 60; second += 1) {
    if (second === stopAt) stop.abort();
    await clock.pass(1000);
  }
  return ended ?? Number.NaN;
};

it.each([
  ['none', [], undefined, 1],
  ['one that has ended', [0.5], undefined, 1],
  ['some', [3, 11, 2], undefined, 11],
  ['one that never ends', [1000], undefined, 16],
  ['one, until a stop is asked for', [11], 4, 4],
])('waits for what is open: %s', async (_name, takes, stopAt, expected) => {
  expect(await waited(takes, stopAt)).toBe(expected);
});
