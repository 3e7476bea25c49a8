import { describe, expect, it } from 'vitest';
import { forwardSignals } from '../../../src/commands/emulator/forward-signals.ts';
import { stopSignals } from '../../../src/edge/stop-signals.ts';
import { fakeWorld } from '../../support/fake-world.ts';

/** What a command is sent when this program is told a reason to stop, so many milliseconds apart. */
const sentFor = (
  reasons: readonly (readonly [reason: string, after: number])[],
  { platform, isTerminal }: { platform: string; isTerminal: boolean },
): readonly string[] => {
  const sent: string[] = [];
  let now = 0;
  let tell: (reason: string) => void = () => {};
  const world = fakeWorld({ isTerminal });
  forwardSignals(
    { pid: 1, signal: (name) => void sent.push(name), ended: Promise.resolve(0) },
    {
      ...world,
      platform,
      clock: { ...world.clock, monotonic: () => now },
      stop: {
        ...world.stop,
        onEach: (heard) => {
          tell = heard;
          return () => {};
        },
      },
    },
  );
  for (const [reason, after] of reasons) {
    now += after;
    tell(reason);
  }
  return sent;
};

describe('signals for a command that runs inside', () => {
  it.each<[platform: string, isTerminal: boolean, reason: string, sent: readonly string[]]>([
    ['linux', true, 'SIGINT', []],
    ['linux', false, 'SIGINT', ['SIGINT']],
    ['linux', true, 'SIGTERM', ['SIGTERM']],
    ['linux', true, 'SIGHUP', ['SIGHUP']],
    ['linux', true, 'nobody reads any more', ['SIGTERM']],
    ['win32', true, 'SIGINT', []],
    ['win32', false, 'SIGINT', []],
    ['win32', true, 'SIGBREAK', []],
    ['win32', true, 'SIGHUP', []],
    ['win32', true, 'SIGTERM', ['SIGTERM']],
  ])('on %s (at a terminal: %s) of %s: %j', (platform, isTerminal, reason, sent) => {
    expect(sentFor([[reason, 0]], { platform, isTerminal })).toEqual(sent);
  });

  it.each(['linux', 'win32'])(
    'on %s kill at the second time, but not at an echo of the first',
    (platform) => {
      expect(
        sentFor(
          [
            ['SIGTERM', 0],
            ['SIGTERM', 100],
            ['SIGTERM', 1000],
          ],
          { platform, isTerminal: true },
        ),
      ).toEqual(['SIGTERM', 'SIGKILL']);
    },
  );
});

describe('signals that end this program', () => {
  it.each([
    ['linux', ['SIGINT', 'SIGTERM', 'SIGHUP']],
    ['darwin', ['SIGINT', 'SIGTERM', 'SIGHUP']],
    // Ctrl-Break, and a console that is closed, which comes as SIGHUP.
    ['win32', ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK']],
  ])('on %s are %j', (platform, signals) => {
    expect(stopSignals(platform)).toEqual(signals);
  });
});
