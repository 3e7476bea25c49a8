import { expect, it, onTestFinished } from 'vitest';
import { startEmulatorHost } from '../../../src/edge/emulator/host.ts';
import { fixedClock, startBackend } from '../../support/emulator-backend.ts';

it.each(['instant', 200] as const)(
  'takes a call in the very moment in which another one ended: speed %s',
  async (speed) => {
    const backend = await startBackend(() => ({ body: [{ action: 'talk', text: 'Hi' }] }));
    onTestFinished(() => backend.close());
    const emulator = await startEmulatorHost({
      clock: fixedClock,
      seed: 'one after another',
      speed,
      numbers: ['14155550100'],
      users: [],
      answerUrl: `${backend.url}/answer`,
    });
    onTestFinished(() => emulator.close());
    const call = () => emulator.placeCall({ from: '447700900001', to: '14155550100', press: [] });
    // Each call is placed in the reaction to the end of the one before, with nothing in between.
    const outcomes = [await call(), await call(), await call()];
    expect(outcomes.map(({ completed, problems }) => ({ completed, problems }))).toEqual(
      Array(3).fill({ completed: true, problems: [] }),
    );
  },
);
