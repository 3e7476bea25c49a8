import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../src/flow/exchange.ts';
import type { Flow } from '../../src/flow/flow.ts';
import { addMoment, momentsOf } from '../../src/flow/moments.ts';
import type { ExchangeNotice, Notice } from '../../src/flow/notice.ts';
import { type LiveLanesOptions, liveLanes } from '../../src/sinks/live-lanes.ts';
import { terminal } from '../../src/sinks/terminal.ts';
import { spokenText } from '../../src/text/spoken-text.ts';
import type { Output } from '../../src/world.ts';
import { fakeOutput } from '../support/fake-output.ts';
import { exchange, ivrFlow, ivrNotices, START } from '../support/ivr-call.ts';

/** The notices of the call, with the arrows that each exchange stands for. Without an emulator what it would tell is inferred. */
const ivr = (platformTells = true): { readonly notices: readonly Notice[]; readonly flow: Flow } => {
  const flow: Flow = { ...ivrFlow(), moments: [] };
  const notices = ivrNotices()
    .filter(({ type }) => platformTells || type !== 'platform')
    .map((notice): Notice => {
      if (notice.type === 'flow-ended') return { ...notice, flow };
      if (notice.type !== 'exchange' || notice.exchange.content.form !== 'webhook') return notice;
      const { webhook } = notice.exchange.content;
      const moments = momentsOf(notice.exchange, webhook, flow, notice.at, platformTells);
      for (const moment of moments) addMoment(flow, moment);
      return { ...notice, flow, moments };
    });
  return { notices, flow };
};

interface Screen {
  readonly columns?: number;
  readonly colorLevel?: Output['colorLevel'];
  readonly isTerminal?: boolean;
  readonly speaks?: boolean;
}

const shown = (
  notices: readonly Notice[],
  flow: Flow | undefined,
  screen: Screen = {},
  options: Partial<LiveLanesOptions> = {},
): string => {
  const output = fakeOutput(screen);
  const sink = liveLanes(output, {
    beside: (below, untold) => terminal(below, { verbose: false, expandRtc: false, untold }),
    flowOf: () => flow,
    verbose: false,
    expandRtc: false,
    folder: '/home/dev/ivr',
    ...options,
  });
  for (const notice of notices) sink.note(notice);
  return output.text();
};

/** All below the header, which the stream has too. */
const below = (text: string): string => text.slice(text.indexOf('\n━━ '));

describe('live lanes', () => {
  it.each([
    ['at 80 columns', 'live-lanes-80.txt', { columns: 80 }],
    ['at 140 columns', 'live-lanes-140.txt', { columns: 140 }],
    ['in a pipe', 'live-lanes-pipe.txt', { columns: 80, isTerminal: false }],
  ])('show a whole call %s', async (_name, file, screen) => {
    const { notices, flow } = ivr();
    await expect(below(shown(notices, flow, screen))).toMatchFileSnapshot(`../cases/sinks/${file}`);
  });

  it('are said as sentences to a screen reader', async () => {
    const { notices, flow } = ivr(false);
    const said = spokenText(shown(notices, flow, { columns: 400, speaks: true }));
    await expect(said.slice(said.indexOf('Call 1'))).toMatchFileSnapshot(
      '../cases/sinks/live-lanes-spoken.txt',
    );
  });

  it('mark what nobody told, on the real platform', async () => {
    const { notices, flow } = ivr(false);
    await expect(below(shown(notices, flow))).toMatchFileSnapshot('../cases/sinks/live-lanes-inferred.txt');
  });

  it('tell calls apart that run at once, each by its number and its own time', () => {
    const [one, other] = [ivr(), ivr()];
    const second: Flow = { ...other.flow, id: 'other', number: 12, startedAt: START + 1000 };
    const arrows = (notices: readonly Notice[]): readonly ExchangeNotice[] =>
      notices.filter((notice): notice is ExchangeNotice => notice.type === 'exchange').slice(0, 3);
    const mixed = arrows(one.notices).flatMap((notice, index) => [
      { ...notice, flow: one.flow },
      { ...(arrows(other.notices)[index] ?? notice), flow: second },
    ]);
    const rows = shown(mixed, undefined).split('\n');
    expect(rows.map((row) => row.replace(/ +/g, ' ').slice(0, 28))).toEqual(
      [
        '',
        '━━ Call 1 447700900001 → 141',
        ' Client App Backend Voice Con',
        ' ╷ ╷ ╷ ╷ ╷',
        '1 0.006 │ │ │◀─────┤ │ 5a st',
        '',
        '━━ Call 12 447700900001 → 14',
        '12 -0.994 │ │ │◀─────┤ │ 5a ',
        '1 0.007 │ │ │◀─────┤ │ 5a ri',
        '12 -0.993 │ │ │◀─────┤ │ 5a ',
        '1 0.012 │ ├─────▶│ │ │ 2 POS',
        '1 0.012 │ │ ├─────▶│ │ 3 NCC',
        '12 -0.988 │ ├─────▶│ │ │ 2 P',
        '12 -0.988 │ │ ├─────▶│ │ 3 N',
        '',
      ].map((row) => row.slice(0, 28)),
    );
  });

  it('say below an arrow what is wrong, and show what belongs to no call as a line', () => {
    const { notices, flow } = ivr();
    const first = notices.find((notice): notice is ExchangeNotice => notice.type === 'exchange')!;
    const wrong = { ...first.exchange, problems: ['your server did not answer within 5 s'] };
    const stray = exchange(90, 'voice.event', {}, { target: { at: 'unknown' }, content: { form: 'empty' } });
    const text = shown(
      [
        { ...first, exchange: wrong },
        { type: 'exchange', at: START + 90, exchange: stray, flow: undefined },
      ],
      flow,
    );
    expect(text).toContain('5a  started\n                  ! your server did not answer within 5 s\n');
    expect(text).toMatch(/09:30:00\.090 →.*not served/);
  });

  it('say once that the server is down, also when a webhook of no call tells it again', () => {
    const { notices, flow } = ivr();
    const first = notices.find((notice): notice is ExchangeNotice => notice.type === 'exchange')!;
    const failure = 'your server at http://localhost:8080 is down: nothing listens there';
    const down = (made: Exchange): Exchange => ({
      ...made,
      origin: { by: 'forward', url: 'http://localhost:8080/event', milliseconds: 1, failure, isDown: true },
      problems: [failure],
    });
    const up: Exchange = {
      ...first.exchange,
      origin: { by: 'forward', url: 'http://localhost:8080/event', milliseconds: 1 },
    };
    const stray = down(exchange(90, 'voice.event', {}));
    const told = [down(first.exchange), up].map((one): Notice => ({ ...first, exchange: one }));
    const alone = [stray, stray].map((one): Notice => ({ ...first, exchange: one, flow: undefined }));
    const text = shown([told[0]!, ...alone, told[1]!], flow, { columns: 140 });
    expect({ down: text.split(failure).length - 1, up: text.split('answers again').length - 1 }).toEqual({
      down: 1,
      up: 1,
    });
  });

  it('count for the next summary of a call only what was left out since it was last known', () => {
    const { notices, flow } = ivr();
    const isLeftOut = (notice: Notice): notice is ExchangeNotice =>
      notice.type === 'exchange' && /^#6 /.test(`#${notice.exchange.request.id} `);
    const first = notices.find((notice): notice is ExchangeNotice => notice.type === 'exchange')!;
    const mirror = notices.find(isLeftOut)!;
    const others = Array.from(
      { length: 4001 },
      (_none, index): Notice => ({ ...first, flow: { ...flow, id: `other ${index}` } }),
    );
    const end: Notice = { type: 'flow-ended', flow };
    expect(shown([first, mirror, end], flow)).toContain('and 1 RTC event (5b)');
    expect(shown([first, mirror, ...others, end, first, end], flow)).not.toContain('RTC event (5b)');
  });

  it('name the lifelines again when their names have left the screen', () => {
    const { notices, flow } = ivr();
    const first = notices.find((notice): notice is ExchangeNotice => notice.type === 'exchange')!;
    const many = Array.from({ length: 70 }, () => first);
    const named = (screen: Screen): number => shown(many, flow, screen).split('Client').length - 1;
    expect({ terminal: named({}), pipe: named({ isTerminal: false }) }).toEqual({ terminal: 3, pipe: 1 });
  });

  it('name them again for a call that begins when another has ended', () => {
    const { notices, flow } = ivr();
    const first = notices.find((notice): notice is ExchangeNotice => notice.type === 'exchange')!;
    const next = { ...first, flow: { ...flow, id: 'next', number: 2 } };
    const text = shown([first, { type: 'flow-ended', flow }, next], flow);
    expect(text.slice(text.indexOf('Call 2'))).toMatch(/^Call 2 .*\n +Client .*\n[ ╷]+\n2 /);
  });

  it.each([1, 2, 3] as const)('read the same without colours as with level %d', (colorLevel) => {
    const { notices, flow } = ivr();
    const coloured = shown(notices, flow, { colorLevel });
    expect(coloured.replaceAll(/\x1b\[[\d;]*m/g, '')).toBe(shown(notices, flow));
  });

  it('are told to be shown once for each exchange that has a row', () => {
    const { notices, flow } = ivr();
    const told: number[] = [];
    shown(notices, flow, {}, { shown: (notice) => told.push(notice.exchange.request.id) });
    // Those that are missing repeat a voice event.
    expect(told).toEqual([1, 2, 3, 4, 5, 8, 9, 10, 11, 13, 14, 16, 18]);
  });
});
