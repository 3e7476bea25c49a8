import { expect, it } from 'vitest';
import { keepUp } from '../../../src/edge/emulator/keep-state.ts';

/** Time passes when the test says so; a write takes `writeMs`. */
const setUp = (writeMs = 0) => {
  let time = 0;
  const sleeping: { until: number; wake: () => void }[] = [];
  const written: number[] = [];
  const failed: unknown[] = [];
  let fault: Error | undefined;
  const kept = keepUp(
    () => {
      if (fault) throw fault;
      written.push(time);
      time += writeMs;
    },
    {
      now: () => time,
      monotonic: () => time,
      sleep: (milliseconds) =>
        new Promise((resolve) => sleeping.push({ until: time + milliseconds, wake: resolve })),
    },
    (error) => failed.push(error),
  );
  const pass = async (to: number) => {
    time = Math.max(time, to);
    for (const one of sleeping.splice(0)) {
      if (one.until <= time) one.wake();
      else sleeping.push(one);
    }
    await new Promise((resolve) => setImmediate(resolve));
  };
  return {
    kept,
    written,
    failed,
    pass,
    breakIt: (error: Error) => {
      fault = error;
    },
  };
};

it('writes a row of changes once, and again after the next', async () => {
  const { kept, written, pass } = setUp();
  kept.changed();
  kept.changed();
  await pass(249);
  kept.changed();
  expect(written).toEqual([]);
  await pass(250);
  await pass(1000);
  expect(written).toEqual([250]);
  kept.changed();
  await pass(1250);
  expect(written).toEqual([250, 1250]);
});

it('writes a large state seldom', async () => {
  const { kept, written, pass } = setUp(100);
  kept.changed();
  await pass(250);
  kept.changed();
  await pass(2349);
  expect(written).toEqual([250]);
  await pass(2350);
  expect(written).toEqual([250, 2350]);
});

it('writes what is left at the end, and nothing when there is nothing', async () => {
  const { kept, written, pass } = setUp();
  kept.changed();
  kept.close();
  expect(written).toEqual([0]);
  await pass(1000);
  kept.close();
  expect(written).toEqual([0]);
});

it('tells a failure once', async () => {
  const { kept, failed, pass, breakIt } = setUp();
  const error = new Error('disk full');
  breakIt(error);
  kept.changed();
  await pass(250);
  kept.changed();
  await pass(500);
  kept.close();
  expect(failed).toEqual([error]);
});
