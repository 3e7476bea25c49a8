import { expect, it } from 'vitest';
import { keepPace } from '../../../src/edge/sound/pace.ts';

/** A clock whose sleeps last longer than they should. */
const sluggish = (late: (count: number) => number) => {
  let now = 1000;
  let sleeps = 0;
  return {
    now: () => 0,
    monotonic: () => now,
    sleep: async (milliseconds: number) => {
      sleeps += 1;
      now += milliseconds + late(sleeps);
    },
  };
};

const beatsIn = async (
  milliseconds: number,
  late: (count: number) => number,
  everyMs?: number,
): Promise<number[]> => {
  const clock = sluggish(late);
  const ending = new AbortController();
  const beats: number[] = [];
  await keepPace(
    clock,
    () => {
      beats.push(clock.monotonic() - 1000);
      if (clock.monotonic() - 1000 >= milliseconds) ending.abort();
    },
    ending.signal,
    everyMs,
  );
  return beats;
};

it('beats every 20 ms, however late its timers ring', async () => {
  const beats = await beatsIn(60_000, (count) => (count % 7) * 1.3);
  expect(beats.length).toBeGreaterThanOrEqual(3000);
  expect(beats.length).toBeLessThanOrEqual(3001);
  for (const [index, at] of beats.entries()) {
    expect(at).toBeGreaterThanOrEqual(index * 20);
    expect(at).toBeLessThan(index * 20 + 20);
  }
});

it('makes up for a moment that it missed', async () => {
  const beats = await beatsIn(2000, (count) => (count === 10 ? 300 : 0));
  expect(beats).toHaveLength(101);
});

it('does not make up for a sleep of the whole machine', async () => {
  const beats = await beatsIn(62_000, (count) => (count === 10 ? 60_000 : 0));
  expect(beats.length).toBeLessThan(110);
});

it('beats as seldom as it is told to', async () => {
  expect(await beatsIn(1200, () => 0, 400)).toEqual([0, 400, 800, 1200]);
});
