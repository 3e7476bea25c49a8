import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { type Host, hearKeys } from '../../../src/edge/keyboard/hear-keys.ts';

/** A process at a terminal, and what it does to that in its order. */
const hostAt = (platform: 'linux' | 'win32' = 'linux', lastKey?: string) => {
  const did: string[] = [];
  const stdin = Object.assign(new EventEmitter(), {
    isTTY: true,
    isRaw: false,
    setRawMode(isRaw: boolean) {
      stdin.isRaw = isRaw;
      did.push(isRaw ? 'raw' : 'cooked');
    },
    resume: () => {},
    pause: () => {},
  });
  const host = Object.assign(new EventEmitter(), {
    stdin,
    stdout: {
      isTTY: true,
      write: (text: string) => void did.push(text.endsWith('h') ? 'brackets' : 'no brackets'),
    },
    env: { TERM: 'xterm' },
    platform,
    // Whoever asks for its group finds that it is not known.
    pid: -1,
    kill: (whom: number, signal: string) =>
      void did.push(`${signal} to ${whom === 0 ? 'the job' : 'itself'}`),
    getBuiltinModule: process.getBuiltinModule,
  });
  const heard: string[] = [];
  // The parts that are used.
  const release = hearKeys(host as unknown as Host, (key) => {
    heard.push(key);
    if (key === lastKey) release();
  });
  return { host, did, heard, release, types: (text: string) => stdin.emit('data', Buffer.from(text)) };
};

const ENTERED = ['raw', 'brackets'];
const LEFT = ['no brackets', 'cooked'];

describe('hearing keys', () => {
  it('leaves the terminal as it was, and nothing that listens', () => {
    const { host, did, heard, release, types } = hostAt();
    types('cq');
    release();
    types('c');
    expect({ did, heard }).toEqual({ did: [...ENTERED, ...LEFT], heard: ['c', 'q'] });
    expect([host, host.stdin].map((one) => one.listenerCount('SIGCONT') + one.listenerCount('data'))).toEqual(
      [0, 0],
    );
  });

  it('leaves the terminal as it was also when the process ends without a word', () => {
    const { host, did } = hostAt();
    host.emit('exit');
    expect(did).toEqual([...ENTERED, ...LEFT]);
  });

  it.each<[what: string, happens: (at: ReturnType<typeof hostAt>) => void, stops: string]>([
    [
      'Ctrl-Z, which stops all of the job as a terminal does',
      ({ types }) => types('\u001a'),
      'SIGTSTP to the job',
    ],
    ['a stop from elsewhere', ({ host }) => host.emit('SIGTSTP'), 'SIGTSTP to itself'],
  ])('gives the terminal back before %s, and takes it again', (_what, happens, stops) => {
    const at = hostAt();
    happens(at);
    expect(at.did).toEqual([...ENTERED, ...LEFT, stops]);
    at.types('c');
    at.host.emit('SIGCONT');
    at.types('d');
    expect({ did: at.did.slice(5), heard: at.heard }).toEqual({ did: ENTERED, heard: ['d'] });
    at.release();
  });

  it('sets the modes anew when it goes on after a stop that nobody announced', () => {
    const { host, did, release } = hostAt();
    host.emit('SIGCONT');
    expect(did).toEqual([...ENTERED, 'cooked', ...ENTERED]);
    release();
  });

  it('takes what was typed behind the key that hands the keyboard over for no key', () => {
    const { heard, types } = hostAt('linux', 'f');
    types('cfq');
    expect(heard).toEqual(['c', 'f']);
  });

  it('takes Ctrl-Z for a key where there are no jobs', () => {
    const { did, heard, types, release } = hostAt('win32');
    types('\u001a');
    expect({ did, heard }).toEqual({ did: ENTERED, heard: ['ctrl-z'] });
    release();
  });
});
