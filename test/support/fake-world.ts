import { knownSecrets } from '../../src/edge/secrets.ts';
import type { World } from '../../src/world.ts';
import { type FakeOutput, fakeOutput } from './fake-output.ts';

export interface FakeWorld extends World {
  readonly stdout: FakeOutput;
  readonly stderr: FakeOutput;
  /** Questions that were asked. */
  readonly questions: readonly string[];
  /** Reasons of the stops that were asked for. */
  readonly stops: readonly string[];
  /** Presses a key at the keyboard; false when nobody listens. */
  press(key: string): boolean;
}

export interface FakeWorldOptions {
  readonly env?: World['env'];
  /** Somebody sits there: keyboard and both outputs are a terminal. */
  readonly isTerminal?: boolean;
  readonly columns?: number;
  readonly colorLevel?: 0 | 1 | 2 | 3;
  /** What is typed when something is asked; undefined when stdin has ended. */
  readonly answer?: string | undefined;
  /** What stdin holds. */
  readonly stdin?: string;
}

/** A world without a process: nothing is read from this machine, and time stands still. */
export const fakeWorld = (options: FakeWorldOptions = {}): FakeWorld => {
  const { isTerminal = false, columns = 80, colorLevel = 0 } = options;
  const questions: string[] = [];
  const stops: string[] = [];
  const requested = new AbortController();
  const insisted = new AbortController();
  let heard: ((key: string) => void) | undefined;
  return {
    version: '1.2.3',
    env: options.env ?? {},
    cwd: '/nowhere',
    homeDirectory: '/nowhere/home',
    platform: 'linux',
    nodeVersion: '20.19.0',
    pid: 1000,
    stdout: fakeOutput({ isTerminal, columns, colorLevel }),
    stderr: fakeOutput({ isTerminal, columns, colorLevel }),
    keyboard: {
      isTerminal,
      onKey: (hear) => {
        heard = hear;
        return () => {
          heard = undefined;
        };
      },
      readAll: async () => options.stdin ?? '',
      ask: async (question) => {
        questions.push(question);
        return options.answer;
      },
    },
    clock: { now: () => Date.parse('2026-03-01T09:30:00.000Z'), monotonic: () => 0, sleep: async () => {} },
    chance: { uuid: () => '00000000-0000-4000-8000-000000000000', hex: (bytes) => '0'.repeat(bytes * 2) },
    stop: {
      requested: requested.signal,
      insisted: insisted.signal,
      request: (reason) => {
        stops.push(reason);
        (requested.signal.aborted ? insisted : requested).abort(reason);
      },
      onEach: () => () => {},
      hold: () => () => {},
    },
    secrets: knownSecrets(),
    questions,
    stops,
    press: (key) => {
      heard?.(key);
      return heard !== undefined;
    },
  };
};
