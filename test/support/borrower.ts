import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { knownSecrets } from '../../src/edge/secrets.ts';
import type { Clock, World } from '../../src/world.ts';
import { type FakeOutput, fakeOutput } from './fake-output.ts';

/** Real time, in hundredths: pauses between tries cost a test nothing. */
export const hurriedClock: Clock = {
  now: () => Date.parse('2026-03-01T09:30:00.000Z'),
  monotonic: () => performance.now(),
  sleep: async (milliseconds, signal) => {
    await wait(milliseconds / 100, undefined, signal && { signal }).catch(() => undefined);
  },
};

export interface Borrower extends World {
  readonly stderr: FakeOutput;
  readonly stdout: FakeOutput;
  /** Questions that were asked. */
  readonly questions: readonly string[];
  readonly stopping: AbortController;
}

export interface BorrowerOptions {
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** What the person at the keyboard types; without it nobody sits there. */
  readonly answer?: string;
  readonly pid?: number;
  /** Process ids that live. */
  readonly running?: readonly number[];
  /** A home of an earlier world, to come back to its files. */
  readonly home?: string;
}

/** A world with a home folder of its own, removed after the test. */
export const borrower = async (options: BorrowerOptions = {}): Promise<Borrower> => {
  const home = options.home ?? (await mkdtemp(join(tmpdir(), 'vonage-flow-')));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  const questions: string[] = [];
  const stopping = new AbortController();
  const isTerminal = options.answer !== undefined;
  return {
    version: '0.0.0',
    env: options.env ?? {},
    cwd: home,
    homeDirectory: home,
    nodeVersion: '20.19.0',
    platform: 'linux',
    pid: options.pid ?? 1000,
    isRunning: (pid) => options.running?.includes(pid) ?? false,
    stdout: fakeOutput({ isTerminal }),
    stderr: fakeOutput({ isTerminal }),
    keyboard: {
      isTerminal,
      onKey: () => () => undefined,
      readAll: async () => '',
      ask: async (question) => {
        questions.push(question);
        return options.answer;
      },
    },
    clock: hurriedClock,
    chance: { uuid: () => randomUUID(), hex: (bytes) => randomBytes(bytes).toString('hex') },
    stop: {
      requested: stopping.signal,
      insisted: new AbortController().signal,
      request: () => stopping.abort(),
      onEach: () => () => undefined,
      hold: () => () => undefined,
    },
    secrets: knownSecrets(),
    questions,
    stopping,
  };
};

/** What a failed promise has to say to people. */
export const wordsOfFailure = async (work: Promise<unknown>): Promise<object> => {
  try {
    await work;
  } catch (error) {
    // A Failure is compared by its words; anything else is shown as it is.
    const { what, why, tryThis, exitCode } = error as Record<string, unknown>;
    return what === undefined ? { error: String(error) } : { what, why, tryThis, exitCode };
  }
  return { nothing: 'failed' };
};
