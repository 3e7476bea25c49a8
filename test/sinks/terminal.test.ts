import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../src/flow/exchange.ts';
import type { Notice } from '../../src/flow/notice.ts';
import { type TerminalOptions, terminal } from '../../src/sinks/terminal.ts';
import { displayWidth } from '../../src/text/printable.ts';
import { spokenText } from '../../src/text/spoken-text.ts';
import type { Output } from '../../src/world.ts';
import { fakeOutput } from '../support/fake-output.ts';
import {
  ALICE_LEG,
  answerFields,
  CONVERSATION,
  exchange,
  ivrFlow,
  ivrNotices,
  ready,
  repliedWith,
  START,
  status,
} from '../support/ivr-call.ts';

const QUIET: TerminalOptions = { verbose: false, expandRtc: false };

interface Screen {
  readonly columns?: number;
  readonly colorLevel?: Output['colorLevel'];
  readonly isTerminal?: boolean;
}

const shown = (notices: readonly Notice[], screen: Screen = {}, options: TerminalOptions = QUIET): string => {
  const output = fakeOutput(screen);
  const sink = terminal(output, { folder: '/home/dev/ivr', ...options });
  for (const notice of notices) sink.note(notice);
  return output.text();
};

const told = (made: Exchange, flow = ivrFlow()): Notice => ({
  type: 'exchange',
  at: made.request.receivedAt,
  exchange: made,
  flow,
});

/** The sequences that chalk makes: colours and nothing else. */
const withoutColour = (text: string): string => text.replaceAll(/\x1b\[[\d;]*m/g, '');

it('with --quiet shows the header, what goes wrong, and the end', () => {
  const { exchange } = ivrNotices().find((notice) => notice.type === 'exchange')!;
  const wrong = told({
    ...exchange,
    problems: ['the body is not what Vonage sends: expected a JSON object'],
  });
  const lines = shown([...ivrNotices(), wrong], { columns: 80 }, { ...QUIET, quiet: true }).split('\n');
  const events = lines.slice(lines.findIndex((line) => /^\d\d:/.test(line)));
  expect(events.map((line) => line.slice(0, 60).trimEnd())).toEqual([
    '09:31:10.000 ·    stopping (SIGINT): giving the webhook URLs',
    '09:31:10.400 ·    stopped; every webhook URL still ours was',
    '09:30:00.006 → 5a started   447700900001 → 14155550100 1f0a6',
    '                  ! the body is not what Vonage sends: expec',
    '',
  ]);
});

it('with --quiet tells nothing that is good to know between the header and the end', () => {
  const info = (what: string): Notice => ({ type: 'info', at: START, what });
  const notices = [
    info('before'),
    ready,
    info('meanwhile'),
    { type: 'closing', at: START, reason: 'key q' } as const,
    info('waiting for a download'),
  ];
  const text = shown(notices, {}, { ...QUIET, quiet: true });
  expect(['before', 'meanwhile', 'waiting for a download'].filter((what) => text.includes(what))).toEqual([
    'before',
    'waiting for a download',
  ]);
});

it('with --quiet neither draws a call that failed nor lists what is reachable', () => {
  const flow = { ...ivrFlow(), problems: ['the call was dropped'] };
  const notices: readonly Notice[] = [
    { type: 'reachable', at: START, ways: [{ path: '/answer', is: 'voice.answer', method: 'GET' } as never] },
    { type: 'flow-ended', flow },
  ];
  const loud = shown(notices, {}, { ...QUIET, lanes: true });
  const quiet = shown(notices, {}, { ...QUIET, lanes: true, quiet: true });
  const summary = loud.slice(loud.indexOf('\n━━ Call 1 ended'));
  expect(loud).toContain('reachable from outside');
  expect(loud).toContain('Client   App');
  expect(quiet).toBe(summary);
  expect(quiet).toContain('! the call was dropped');
});

it('does not go back in time where a platform on virtual time ran ahead', () => {
  const { exchange } = ivrNotices().find((notice) => notice.type === 'exchange')!;
  const lines = shown([
    { type: 'exchange', at: START + 3_600_000, exchange, flow: ivrFlow() },
    { type: 'closing', at: START, reason: 'the call has ended' },
  ]).split('\n');
  expect(lines.filter((line) => /^\d\d:/.test(line)).map((line) => line.slice(0, 12))).toEqual([
    '10:30:00.000',
    '10:30:00.000',
  ]);
});

describe('a whole IVR call', () => {
  it.each([
    ['at 80 columns', 'ivr-80.txt', { columns: 80 }, QUIET],
    ['at 140 columns', 'ivr-140.txt', { columns: 140 }, QUIET],
    ['at 50 columns', 'ivr-50.txt', { columns: 50 }, QUIET],
    ['in a pipe', 'ivr-pipe.txt', { columns: 80, isTerminal: false }, QUIET],
    ['with every RTC event', 'ivr-rtc-80.txt', { columns: 80 }, { verbose: false, expandRtc: true }],
    ['in full', 'ivr-verbose-80.txt', { columns: 80 }, { verbose: true, expandRtc: false }],
  ])('%s', async (_name, file, screen, options) => {
    await expect(shown(ivrNotices(), screen, options)).toMatchFileSnapshot(`../cases/sinks/${file}`);
  });

  it('in words for a screen reader', async () => {
    const output = fakeOutput({ columns: 400, speaks: true });
    const sink = terminal(output, { ...QUIET, lanes: true });
    for (const notice of ivrNotices()) sink.note(notice);
    const said = spokenText(output.text());
    // Letters, digits and punctuation; nothing is drawn and nothing is told by a mark.
    expect(said).not.toMatch(/[^\x20-\x7e\n“”’…]/);
    await expect(said).toMatchFileSnapshot('../cases/sinks/ivr-spoken.txt');
  });

  it.each([1, 2, 3] as const)('reads the same without colours as with level %d', (colorLevel) => {
    const options = { verbose: true, expandRtc: false };
    const coloured = shown(ivrNotices(), { colorLevel }, options);
    expect(coloured).not.toBe(withoutColour(coloured));
    expect(withoutColour(coloured)).toBe(shown(ivrNotices(), {}, options));
  });
});

const ENDS = { from: '14155550100', to: '447700900444', uuid: ALICE_LEG, conversation_uuid: CONVERSATION };

/** Everything that can go wrong, or come in oddly, each as it is shown. */
const tunnels = (): readonly Notice[] => {
  const lost = {
    type: 'tunnel',
    at: START + 20_000,
    state: 'lost',
    tunnel: 'localtunnel',
    publicUrl: ready.publicUrl,
    why: 'no answer came in time',
    provenAt: START + 1_000,
  } as const;
  const open = {
    type: 'tunnel',
    at: START + 25_000,
    state: 'open',
    tunnel: 'localtunnel',
    publicUrl: ready.publicUrl,
    before: ready.publicUrl,
    gap: { from: START + 1_000, to: START + 25_000 },
    moved: [],
    calls: [],
    pull: undefined,
  } as const;
  const call = { flow: 'f', number: 1, from: '447700900001', to: '14155550100' };
  return [
    lost,
    open,
    { ...lost, tunnel: 'public-url', why: 'an HTML page, "Friendly\u001b[2J Reminder" (401)' },
    {
      ...open,
      publicUrl: 'https://brave-heron-7.loca.lt',
      moved: ['voice.answer', 'voice.event'],
      calls: [
        { ...call, conversations: [CONVERSATION], holdsOldAddress: true },
        { ...call, conversations: [CONVERSATION], number: 2, holdsOldAddress: false },
      ],
      pull: `vonage-flow flows pull ${CONVERSATION}`,
    },
    { type: 'flow-ended', flow: { ...ivrFlow(), gaps: [open.gap] } },
  ];
};

const troubles = (): readonly Notice[] => {
  const flow = ivrFlow();
  const event = (fields: Parameters<typeof exchange>[2], more: Partial<Exchange> = {}): Notice =>
    told(exchange(0, 'voice.event', fields, more), flow);
  const base = exchange(0, 'voice.answer', answerFields);
  return [
    event(status(0, 'unanswered', ENDS, { direction: 'outbound', detail: 'unavailable', sip_code: 480 })),
    event(status(0, 'busy', ENDS, { direction: 'outbound', sip_code: 486 })),
    event({
      call_uuid: ALICE_LEG,
      from: '14155550100',
      to: '447700900444',
      status: 'machine',
      sub_state: 'beep_start',
      conversation_uuid: CONVERSATION,
    }),
    event(
      { reason: 'Syntax error in NCCO. Invalid value type or action.', conversation_uuid: CONVERSATION },
      { problems: ['Vonage says: Syntax error in NCCO. Invalid value type or action.'] },
    ),
    event({ payload: { step: 'after-talk' }, conversation_uuid: CONVERSATION }),
    event({
      speech: { results: [{ text: 'billing', confidence: '0.9311' }] },
      dtmf: { digits: null, timed_out: false },
      uuid: ALICE_LEG,
      conversation_uuid: CONVERSATION,
    }),
    event({ dtmf: '5', timed_out: false, uuid: ALICE_LEG, conversation_uuid: CONVERSATION }),
    event({
      recording_url: 'https://api-eu.nexmo.com/v1/files/5f9a0e16',
      size: 184320,
      recording_uuid: 'c2b9',
      conversation_uuid: CONVERSATION,
    }),
    event({
      type: 'transfer',
      uuid: ALICE_LEG,
      conversation_uuid_from: CONVERSATION,
      conversation_uuid_to: 'CON-77c1c3f0-91ad',
    }),
    told(
      exchange(0, 'voice.fallback', {
        ...answerFields,
        reason: 'Connection refused',
        original_request: { url: 'https://a.example/answer', type: 'answer' },
      }),
      flow,
    ),
    told(
      {
        ...base,
        standing: {
          state: 'refused',
          reason: 'body-hash',
          explanation:
            'the token was made for a body with hash 1a2b, this one has 3c4d; something on the way changed the body',
        },
        reply: { status: 401, headers: {}, body: '' },
      },
      flow,
    ),
    told(
      {
        ...base,
        standing: { state: 'unchecked' },
        origin: { by: 'forward', url: 'http://localhost:8080/answer', milliseconds: 12 },
        reply: { status: 200, headers: {}, body: '[{"action":"talk"},{"action":"connect"}]' },
        milliseconds: 1234,
      },
      flow,
    ),
    told(
      {
        ...base,
        standing: { state: 'unsigned' },
        origin: {
          by: 'forward',
          url: 'http://localhost:8080/answer',
          milliseconds: 12,
          failure: 'http://localhost:8080 refused the connection',
          isDown: true,
        },
        reply: { status: 503, headers: {}, body: '' },
        problems: ['http://localhost:8080 refused the connection'],
        milliseconds: 45_000,
      },
      flow,
    ),
    told(
      {
        ...base,
        origin: { by: 'forward', url: 'http://localhost:8080/answer', milliseconds: 12 },
        reply: { status: 200, headers: {}, body: '<html>' },
      },
      flow,
    ),
    told({ ...base, ...repliedWith('empty', []) }, flow),
    {
      type: 'exchange',
      at: START,
      flow: undefined,
      exchange: {
        ...base,
        request: { ...base.request, method: 'GET', path: '/robots.txt' },
        target: { at: 'unknown' },
        content: { form: 'empty' },
        reply: { status: 404, headers: {}, body: '' },
        standing: { state: 'unsigned' },
        problems: ["/robots.txt is none of this listener's addresses"],
      },
    },
    {
      type: 'exchange',
      at: START,
      flow: undefined,
      exchange: {
        ...base,
        content: { form: 'bad-json', complaint: 'Unexpected end' },
        reply: { status: 400, headers: {}, body: '' },
        problems: ['the body is not what Vonage sends: Unexpected end'],
      },
    },
    {
      type: 'platform',
      at: START,
      event: {
        name: 'webhook-sent',
        call: ALICE_LEG,
        kind: 'answer',
        method: 'GET',
        url: 'http://127.0.0.1:8080/answer',
        leg: ALICE_LEG,
        conversation: CONVERSATION,
        attempt: 2,
        fields: {},
        bodySha256: undefined,
        status: undefined,
        failure: 'ECONNREFUSED',
        executes: undefined,
        milliseconds: 2,
      },
    },
    {
      type: 'platform',
      at: START,
      event: {
        name: 'api-request',
        method: 'PUT',
        path: `/v1/calls/${ALICE_LEG}`,
        action: 'transfer',
        status: 400,
        why: 'destination: needs url or ncco',
        leg: ALICE_LEG,
        conversation: CONVERSATION,
      },
    },
    {
      type: 'trouble',
      at: START,
      what: 'The tunnel https://quiet-otter-42.loca.lt does not answer any more, so no webhook can arrive here.',
      tryThis: 'start again, or use --public-url with a tunnel of your own',
    },
    { type: 'info', at: START, what: 'vonage-flow.config.yaml was read again' },
    {
      type: 'flow-ended',
      flow: { ...flow, from: undefined, problems: ['no completed event was seen for alice'], exchanges: 1 },
    },
    {
      type: 'closed',
      at: START,
      left: [
        { slot: 'voice.answer', why: 'the Applications API replied 503', undo: 'vonage-flow app restore' },
      ],
    },
  ];
};

it('cuts nothing off what is made for 80 columns', () => {
  const hint = '  it has to be the name of an NCCO, a file such as ./nccos/menu.json, a list of';
  const text = shown([
    { type: 'trouble', at: START, what: 'the config has a problem', excerpt: hint },
    {
      type: 'reachable',
      at: START,
      ways: [{ method: 'GET', path: '/answer', is: 'voice.answer', to: undefined }],
    },
  ]);
  expect(text).toContain('a list of\n');
  expect(text.replaceAll(/\s+/g, ' ')).toContain('a served NCCO names; all else gets 404');
});

it('tells what is wrong in words', async () => {
  await expect(shown(troubles())).toMatchFileSnapshot('../cases/sinks/troubles-80.txt');
});

it('tells what became of the way in', async () => {
  await expect(shown(tunnels())).toMatchFileSnapshot('../cases/sinks/tunnel-80.txt');
});

it('keeps RTC events of a leg that no voice event spoke of', () => {
  const body = { leg_id: 'ffff0000', type: 'phone', status: 'ringing' };
  const made = exchange(0, 'rtc.event', { type: 'leg:status:update', conversation_id: CONVERSATION, body });
  expect(shown([told(made)])).toBe(
    '09:30:00.000 → 5b leg:status:update ringing            ffff0000 5b0e ● 204  <1ms\n',
  );
});

it('says nothing more once the reader has gone', () => {
  const output = fakeOutput();
  const sink = terminal(output, QUIET);
  output.hangUp();
  sink.note(ready);
  expect(output.text()).toBe('');
});

const HOSTILE = '\x1b]0;owned\x07\x1b[2J\u202e\u2066電話📞e\u0301\u0301\u0301\u0301\r\n\ud800\u200b\x9b31m';

/** Each text that comes from outside, replaced. */
const hostileNotices = (text: string): readonly Notice[] => {
  const flow = ivrFlow();
  const legs = new Map(
    [...flow.legs].map(([id, leg]) => [id, { ...leg, from: text, to: text, status: text, detail: text }]),
  );
  const fields = { ...answerFields, from: text, to: text, uuid: text, conversation_uuid: text };
  const made = exchange(0, 'voice.answer', fields, repliedWith(text, [text]));
  const hostileFlow = {
    ...flow,
    from: text,
    to: text,
    legs,
    conversations: new Set([text]),
    problems: [text],
  };
  return [
    {
      ...ready,
      application: { id: text, name: text },
      publicUrl: text,
      borrowed: [{ slot: 'voice.answer', before: text, now: text }],
      undo: text,
      nccos: [text],
    },
    told(
      {
        ...made,
        request: { ...made.request, path: text, query: text, headers: { [text]: text } },
        problems: [text],
      },
      hostileFlow,
    ),
    told(
      exchange(0, 'rtc.event', {
        type: `${text}:`,
        conversation_id: text,
        body: { user: { name: text }, channel: { id: text } },
      }),
      hostileFlow,
    ),
    told(exchange(0, 'voice.event', { ...fields, status: 'busy', detail: text }), hostileFlow),
    {
      type: 'platform',
      at: START,
      event: {
        name: 'action-started',
        call: text,
        leg: text,
        conversation: text,
        action: text,
        summary: text,
        performs: { action: 'talk', text },
      },
    },
    { type: 'flow-ended', flow: hostileFlow },
    { type: 'trouble', at: START, what: text, tryThis: text },
    { type: 'closing', at: START, reason: text },
    { type: 'closed', at: START, left: [{ slot: 'voice.answer', why: text, undo: text }] },
  ];
};

const expectTame = (text: string, columns: number): void => {
  expect(text).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\p{Cs}]/u);
  for (const line of text.split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(columns);
};

describe('hostile text', () => {
  const everything = { verbose: true, expandRtc: true };

  it.each([
    ['escape codes and direction marks', HOSTILE],
    ['ten thousand bytes', 'A'.repeat(10_000)],
    ['ten thousand wide characters', '電'.repeat(10_000)],
    ['a tower of marks', `e${'\u0301'.repeat(10_000)}`],
  ])('%s stay inside their lines', (_name, text) => {
    for (const columns of [20, 50, 80, 140]) {
      expectTame(shown(hostileNotices(text), { columns }, everything), columns);
    }
  });

  it('puts one exchange on one line', () => {
    const fields = { ...answerFields, from: HOSTILE.repeat(300), to: HOSTILE.repeat(300) };
    expect(shown([told(exchange(0, 'voice.answer', fields))]).split('\n')).toHaveLength(2);
  });

  it('never is wider than the terminal', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.string({ unit: 'grapheme', maxLength: 60 }),
    );
    fc.assert(
      fc.property(text, fc.integer({ min: 20, max: 160 }), (outside, columns) => {
        expectTame(shown(hostileNotices(outside), { columns }, everything), columns);
      }),
      { numRuns: 30 },
    );
  });
});

describe('a server of the user', () => {
  const words = 'your server at http://localhost:8080 is down: nothing listens there';
  const base = exchange(0, 'voice.event', status(0, 'started', answerFields));
  const asked = (failure?: string): Notice =>
    told({
      ...base,
      origin: {
        by: 'forward',
        url: 'http://localhost:8080/event',
        milliseconds: 1,
        ...(failure && { failure, isDown: true }),
      },
      reply: { status: failure === undefined ? 204 : 503, headers: {}, body: '' },
      problems: failure === undefined ? [] : [failure],
    });
  const seenByPlatform: Notice = {
    type: 'platform',
    at: START,
    event: {
      name: 'webhook-sent',
      call: ALICE_LEG,
      kind: 'started',
      method: 'POST',
      url: `${ready.publicUrl}/webhooks/voice/event`,
      leg: ALICE_LEG,
      conversation: CONVERSATION,
      attempt: 1,
      fields: {},
      bodySha256: undefined,
      status: 503,
      failure: 'HTTP 503',
      executes: undefined,
      milliseconds: 1,
    },
  };
  const story: readonly Notice[] = [
    ...[asked(words), seenByPlatform, asked(words), seenByPlatform, asked(words)],
    ...[asked(), asked(), asked(words)],
  ];
  /** What stands below and between the lines of the exchanges. */
  const said = (options: TerminalOptions): readonly string[] =>
    shown([ready, ...story], { columns: 140 }, options)
      .split('\n')
      .flatMap((line) => /(?:· {4}|! )(.*)$/.exec(line)?.[1] ?? []);

  it('is said to be down once, and to be up again', () => {
    expect(said(QUIET)).toEqual([words, 'your server answers again', words]);
  });

  it('is said to be down once with --quiet, too', () => {
    expect(said({ ...QUIET, quiet: true })).toEqual([words, 'your server answers again', words]);
  });
});

it('masks secrets wherever they stand', () => {
  const fields = { ...answerFields, from: 'sip:alice:hunter2@pbx.example', password: 'hunter2' };
  const made = exchange(0, 'voice.answer', fields, { problems: ['https://a/?token=hunter2 failed'] });
  const headers = { authorization: 'Bearer hunter2', 'x-api-key': 'hunter2', cookie: 'hunter2' };
  const notices = [told({ ...made, request: { ...made.request, headers, query: 'secret=hunter2' } })];
  expect(shown([ready, ...notices], { columns: 140 }, { verbose: true, expandRtc: true })).not.toContain(
    'hunter2',
  );
});
