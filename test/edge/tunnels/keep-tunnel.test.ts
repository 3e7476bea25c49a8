import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type KeptTunnel, keepTunnel } from '../../../src/edge/tunnels/keep-tunnel.ts';
import type { Tunnel } from '../../../src/edge/tunnels/tunnel.ts';
import { type SteppedClock, steppedClock } from '../../support/stepped-clock.ts';

const GOOD = undefined;

let clock: SteppedClock;
/** What happened, each with the seconds since the start. */
let story: string[];
/** What comes back through the tunnel. */
let answer: string | undefined;
/** Reasons for which opening fails, the next one first. */
let refusals: string[];
let doubt: string | undefined;
let kept: KeptTunnel | undefined;

const tell = (words: string) => story.push(`${clock.monotonic() / 1000} ${words}`);

const tunnel = (name: string, kind: Tunnel['kind'] = 'localtunnel'): Tunnel => ({
  kind,
  url: `https://${name}.example`,
  name,
  close: async () => void tell(`closed ${name}`),
});

/** `ffff` makes every jittered time the whole of it, `0000` half. */
const keep = (first: Tunnel, hex = 'ffff'): KeptTunnel => {
  kept = keepTunnel(first, {
    world: { clock, chance: { uuid: () => '', hex: () => hex } },
    ask: async (url) => {
      tell(`asked ${url} → ${answer ?? 'right'}`);
      return answer;
    },
    takeDoubt: () => {
      const words = doubt;
      doubt = undefined;
      return words;
    },
    reopen: async (lost, tries) => {
      const refusal = refusals.shift();
      tell(`reopening ${lost.name}, try ${tries}${refusal === undefined ? '' : `: ${refusal}`}`);
      if (refusal !== undefined) throw new Error(refusal);
      answer = GOOD;
      return tunnel('next');
    },
    tell: (news) => {
      switch (news.news) {
        case 'lost':
          return void tell(`LOST ${news.tunnel.name}: ${news.why}`);
        case 'still lost':
          return void tell('STILL LOST');
        case 'open':
          return void tell(
            `OPEN ${news.tunnel.name} in place of ${news.before.name}, gap ${news.gap.to - news.gap.from}`,
          );
        default:
          return news satisfies never;
      }
    },
  });
  return kept;
};

beforeEach(() => {
  clock = steppedClock();
  story = [];
  answer = GOOD;
  refusals = [];
  doubt = undefined;
});
afterEach(async () => {
  await kept?.close();
  kept = undefined;
});

describe('a tunnel that is kept', () => {
  it('is asked through every 15 s while all is well', async () => {
    keep(tunnel('first'));
    await clock.pass(46_000);
    expect(story).toEqual([15, 30, 45].map((at) => `${at} asked https://first.example → right`));
  });

  it('is asked less often when it is the user’s own, and with jitter', async () => {
    keep(tunnel('own', 'public-url'), '0000');
    await clock.pass(46_000);
    expect(story).toEqual([15, 30, 45].map((at) => `${at} asked https://own.example → right`));
  });

  it('bears a hiccup', async () => {
    keep(tunnel('first'));
    await clock.pass(14_000);
    answer = 'a bad gateway';
    await clock.pass(1_500);
    answer = GOOD;
    await clock.pass(2_000);
    expect(story).toEqual([
      '15 asked https://first.example → a bad gateway',
      '16 asked https://first.example → right',
    ]);
  });

  it('is lost after three wrong answers, and opened again', async () => {
    keep(tunnel('first'));
    answer = 'no answer came in time';
    await clock.pass(20_000);
    expect(story).toEqual([
      '15 asked https://first.example → no answer came in time',
      '16 asked https://first.example → no answer came in time',
      '18 asked https://first.example → no answer came in time',
      '18 LOST first: no answer came in time',
      '18 closed first',
      '18 reopening first, try 0',
      '18 OPEN next in place of first, gap 18000',
    ]);
  });

  it('is opened again with growing pauses, up to a minute, for ever', async () => {
    keep(tunnel('first'));
    answer = 'nothing';
    refusals = Array.from({ length: 9 }, () => 'the server is down');
    await clock.pass(300_000);
    expect(story.filter((line) => line.includes('reopening')).map((line) => line.split(' ')[0])).toEqual(
      [18, 19, 21, 25, 33, 49, 81, 141, 201, 261].map(String),
    );
    expect(story.find((line) => line.includes('OPEN'))).toBe('261 OPEN next in place of first, gap 261000');
    // And it is watched again.
    expect(story.at(-1)).toBe('291 asked https://next.example → right');
  });

  it('is looked through within two seconds after the machine has slept', async () => {
    keep(tunnel('first'));
    await clock.pass(3_000);
    clock.sleepMachine(8 * 3_600_000);
    answer = 'the connection failed';
    await clock.pass(2_000);
    expect(story.slice(0, 3)).toEqual([
      '4 asked https://first.example → the connection failed',
      '5 asked https://first.example → the connection failed',
      '5 LOST first: the connection failed',
    ]);
  });

  it('does not wait for the end of a long pause when the machine has slept meanwhile', async () => {
    keep(tunnel('first'));
    answer = 'nothing';
    refusals = Array.from({ length: 8 }, () => 'no network');
    await clock.pass(145_000);
    clock.sleepMachine(60_000);
    await clock.pass(2_000);
    // Without the sleep the next try would be at 201.
    expect(story.find((line) => line.includes('reopening first, try 8'))).toBe('146 reopening first, try 8');
  });

  it('is looked through at once when it has doubts itself, and they are forgotten when all is well', async () => {
    keep(tunnel('first'));
    doubt = 'the tunnel server refuses connections';
    await clock.pass(1_000);
    expect(story).toEqual(['1 asked https://first.example → right']);
    doubt = 'the tunnel server refuses connections';
    answer = 'no answer came in time';
    await clock.pass(3_000);
    expect(story[3]).toBe('3 LOST first: the tunnel server refuses connections');
  });

  it('ends when it is closed, also while it is being opened again', async () => {
    const open = keep(tunnel('first'));
    answer = 'nothing';
    refusals = Array.from({ length: 99 }, () => 'no');
    await clock.pass(60_000);
    await open.close();
    const length = story.length;
    await clock.pass(600_000);
    expect(story.length).toBe(length);
  });
});
