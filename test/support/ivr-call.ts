import type { Exchange } from '../../src/flow/exchange.ts';
import type { Flow, Leg, Moment } from '../../src/flow/flow.ts';
import type { Notice, PlatformEvent, Ready } from '../../src/flow/notice.ts';
import type { JsonObject } from '../../src/vonage/json.ts';
import type { SlotId } from '../../src/vonage/slots.ts';
import { SLOTS } from '../../src/vonage/slots.ts';
import { understand } from '../../src/vonage/webhook.ts';

/** One hand-made IVR call: inbound, answered, `1` pressed, connected to the app user alice, completed. */

/** Half past nine in whatever zone the test runs: the terminal shows local time. */
export const START = new Date(2026, 2, 1, 9, 30, 0).getTime();

export const CALLER_LEG = '1f0a64c2d9b34e1fb2f7a0c19d5e8a70';
export const ALICE_LEG = '7e0a2a3e-3b35-4f39-9a1e-6f3f2c0b9d55';
export const CONVERSATION = 'CON-5b0e7c52-8a7d-4f54-9a52-0d6a1f1b7c11';
const CALLER = '447700900001';
const NUMBER = '14155550100';
const APPLICATION = '2f1e8a3c-0000-4000-8000-000000000001';

const leg = (uuid: string, known: Partial<Leg>): Leg => ({
  uuid,
  direction: undefined,
  from: undefined,
  to: undefined,
  status: undefined,
  startedAt: START,
  answeredAt: undefined,
  endedAt: undefined,
  duration: undefined,
  price: undefined,
  detail: undefined,
  disconnectedBy: undefined,
  ...known,
});

const moment = (
  after: number,
  step: Moment['step'],
  from: Moment['from'],
  to: Moment['to'],
  label: string,
  more: Partial<Moment> = {},
): Moment => ({ at: START + after, step, from, to, label, inferred: false, leg: CALLER_LEG, ...more });

const ALICE = { leg: ALICE_LEG };

const moments = (): Moment[] => [
  moment(0, '1', 'client', 'application', `call ${CALLER} → ${NUMBER}`),
  moment(4, '4', 'voice', 'conversation', 'new 5b0e7c52', { leg: undefined }),
  moment(6, '5a', 'voice', 'backend', 'started'),
  moment(7, '5a', 'voice', 'backend', 'ringing'),
  moment(12, '2', 'application', 'backend', 'GET answer'),
  moment(12, '3', 'backend', 'voice', 'NCCO welcome: talk, input'),
  moment(30, '5a', 'voice', 'backend', 'answered'),
  moment(31, '5b', 'conversation', 'backend', 'member:joined'),
  moment(33, '5b', 'conversation', 'backend', 'leg:status:update'),
  moment(3200, '1', 'client', 'voice', 'presses 1'),
  moment(6204, '5a', 'voice', 'backend', 'input 1'),
  moment(6204, '3', 'backend', 'voice', 'NCCO sales: talk, connect'),
  moment(7300, '5a', 'voice', 'backend', 'started', ALICE),
  moment(7310, '5b', 'conversation', 'backend', 'member:invited', ALICE),
  moment(7312, '5c', 'conversation', 'client', 'member:invited (alice, push)', { ...ALICE, inferred: true }),
  moment(9100, '5a', 'voice', 'backend', 'answered', ALICE),
  moment(9105, '5b', 'conversation', 'backend', 'member:joined', ALICE),
  moment(61_000, '5a', 'voice', 'backend', 'completed', ALICE),
  moment(61_250, '5a', 'voice', 'backend', 'completed'),
];

export const ivrFlow = (): Flow => ({
  id: CALLER_LEG,
  number: 1,
  startedAt: START,
  from: CALLER,
  to: NUMBER,
  legs: new Map([
    [
      CALLER_LEG,
      leg(CALLER_LEG, {
        direction: 'inbound',
        from: CALLER,
        to: NUMBER,
        status: 'completed',
        answeredAt: START + 30,
        endedAt: START + 61_250,
        duration: '61',
        price: '0.00732000',
        disconnectedBy: 'user',
      }),
    ],
    [
      ALICE_LEG,
      leg(ALICE_LEG, {
        direction: 'outbound',
        from: NUMBER,
        to: 'alice',
        status: 'completed',
        endedAt: START + 61_000,
        duration: '52',
        price: '0',
      }),
    ],
  ]),
  conversations: new Set([CONVERSATION]),
  moments: moments(),
  exchanges: 21,
  problems: [],
  lastAt: START + 61_250,
  ended: true,
});

export const ready: Ready = {
  type: 'ready',
  at: START - 2000,
  listening: 'http://127.0.0.1:4747',
  publicUrl: 'https://quiet-otter-42.loca.lt',
  tunnel: 'localtunnel',
  application: { id: APPLICATION, name: 'My IVR' },
  borrowed: [
    {
      slot: 'voice.answer',
      before: 'https://ivr.example.com/answer?token=hunter2',
      now: 'https://quiet-otter-42.loca.lt/webhooks/voice/answer',
    },
    { slot: 'voice.event', before: undefined, now: 'https://quiet-otter-42.loca.lt/webhooks/voice/event' },
  ],
  skipped: [{ slot: 'rtc.event', why: 'the application has no RTC capability' }],
  undo: `vonage-flow listen --give-back --app ${APPLICATION}`,
  nccos: ['welcome', 'sales'],
  numbers: [NUMBER],
  config: 'vonage-flow.config.yaml',
  copy: undefined,
  reachable: [],
  forward: undefined,
  signatures: 'checked',
  records: '.vonage-flow',
  emulator: undefined,
};

const ENCODER = new TextEncoder();

/** An exchange as the listener would make it of this body. */
export const exchange = (
  after: number,
  slot: SlotId,
  fields: JsonObject,
  more: Partial<Exchange> & { readonly id?: number } = {},
): Exchange => {
  const { id = 1, ...rest } = more;
  return {
    request: {
      id,
      receivedAt: START + after,
      method: 'POST',
      path: SLOTS[slot].path,
      query: '',
      headers: {
        host: 'quiet-otter-42.loca.lt',
        'content-type': 'application/json',
        authorization: 'Bearer eyJhbGciOiJIUzI1NiJ9.eyJpYXQiOjF9.c2ln',
      },
      body: ENCODER.encode(JSON.stringify(fields)),
    },
    target: { at: 'slot', slot },
    content: { form: 'webhook', webhook: understand(fields), fields },
    standing: { state: 'verified' },
    reply: { status: 204, headers: {}, body: '' },
    origin: { by: 'listener' },
    milliseconds: 0.412,
    problems: [],
    ...rest,
  };
};

/** What the config's NCCO of this name makes of an exchange. */
export const repliedWith = (name: string, actions: readonly string[]): Partial<Exchange> => ({
  reply: {
    status: 200,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(actions.map((action) => ({ action }))),
  },
  origin: { by: 'ncco', name, actions },
  milliseconds: 1.7,
});

const time = (after: number): string => new Date(Date.UTC(2026, 2, 1, 9, 30, 0) + after).toISOString();

const CALLER_ENDS = { from: CALLER, to: NUMBER, uuid: CALLER_LEG, conversation_uuid: CONVERSATION };
const ALICE_ENDS = { from: NUMBER, to: 'alice', uuid: ALICE_LEG, conversation_uuid: CONVERSATION };

export const status = (after: number, name: string, ends: JsonObject, more: JsonObject = {}): JsonObject => ({
  headers: {},
  ...ends,
  status: name,
  ...more,
  timestamp: time(after),
});

export const answerFields: JsonObject = { ...CALLER_ENDS, endpoint_type: 'phone' };

export const inputFields: JsonObject = {
  speech: { error: 'Speech was not enabled' },
  dtmf: { digits: '1', timed_out: false },
  ...CALLER_ENDS,
  timestamp: time(6200),
};

const rtc = (after: number, id: number, type: string, body: JsonObject): JsonObject => ({
  type,
  application_id: APPLICATION,
  timestamp: time(after),
  id,
  conversation_id: CONVERSATION,
  from: 'MEM-aaaaaaaa-0000-4000-8000-000000000001',
  body,
});

const CALLER_CHANNEL = {
  id: CALLER_LEG,
  type: 'phone',
  from: { type: 'phone', number: CALLER },
  to: { type: 'phone', number: NUMBER },
};
const ALICE_CHANNEL = {
  id: ALICE_LEG,
  type: 'app',
  from: { type: 'phone', number: NUMBER },
  to: { type: 'app', user: 'alice' },
};
const member = (name: string, channel: JsonObject): JsonObject => ({
  member_id: 'MEM-aaaaaaaa-0000-4000-8000-000000000001',
  user: { id: 'USR-1', name },
  channel,
});

const COMPLETED = {
  direction: 'inbound',
  duration: '61',
  price: '0.00732000',
  rate: '0.00720000',
  disconnected_by: 'user',
};

/** The webhooks of the call in order of arrival. */
export const ivrExchanges = (): readonly Exchange[] =>
  [
    exchange(6, 'voice.event', status(0, 'started', CALLER_ENDS, { direction: 'inbound' })),
    exchange(7, 'voice.event', status(0, 'ringing', CALLER_ENDS, { direction: 'inbound' })),
    exchange(12, 'voice.answer', answerFields, repliedWith('welcome', ['talk', 'input'])),
    exchange(30, 'voice.event', status(28, 'answered', CALLER_ENDS, { direction: 'inbound' })),
    exchange(31, 'rtc.event', rtc(28, 1, 'member:joined', member('NAM-caller', CALLER_CHANNEL))),
    exchange(
      33,
      'rtc.event',
      rtc(28, 2, 'leg:status:update', { leg_id: CALLER_LEG, type: 'phone', status: 'answered' }),
    ),
    exchange(35, 'rtc.event', rtc(28, 3, 'sip:answered', { direction: 'inbound', channel: CALLER_CHANNEL })),
    exchange(3201, 'rtc.event', rtc(3200, 4, 'audio:dtmf', { digit: '1', channel: CALLER_CHANNEL })),
    exchange(6204, 'voice.event', inputFields, repliedWith('sales', ['talk', 'connect'])),
    exchange(7300, 'voice.event', status(7295, 'started', ALICE_ENDS, { direction: 'outbound' })),
    exchange(7310, 'rtc.event', rtc(7300, 5, 'member:invited', member('alice', ALICE_CHANNEL))),
    exchange(
      7320,
      'rtc.event',
      rtc(7300, 6, 'rtc:ringing', { direction: 'outbound', channel: ALICE_CHANNEL }),
    ),
    exchange(9100, 'voice.event', status(9098, 'answered', ALICE_ENDS, { direction: 'outbound' })),
    exchange(9105, 'rtc.event', rtc(9098, 7, 'member:joined', member('alice', ALICE_CHANNEL))),
    exchange(
      60_990,
      'rtc.event',
      rtc(60_980, 8, 'rtc:hangup', { direction: 'outbound', channel: ALICE_CHANNEL }),
    ),
    exchange(
      61_000,
      'voice.event',
      status(60_998, 'completed', ALICE_ENDS, { direction: 'outbound', duration: '52', price: '0' }),
    ),
    exchange(
      61_240,
      'rtc.event',
      rtc(61_200, 9, 'sip:hangup', { direction: 'inbound', channel: CALLER_CHANNEL }),
    ),
    exchange(61_250, 'voice.event', status(61_248, 'completed', CALLER_ENDS, COMPLETED)),
  ].map((made, index) => ({ ...made, request: { ...made.request, id: index + 1 } }));

const platform = (after: number, event: PlatformEvent): Notice => ({
  type: 'platform',
  at: START + after,
  event,
});

const inCall = { leg: CALLER_LEG, conversation: CONVERSATION } as const;

/** What the emulator tells beside the webhooks. */
const platformNotices = (): readonly Notice[] => [
  platform(0, { name: 'call-placed', call: 'call-1', ...inCall, from: CALLER, to: NUMBER }),
  platform(4, { name: 'conversation-created', conversation: CONVERSATION, call: 'call-1' }),
  platform(30, { name: 'member-joined', ...inCall, who: CALLER, channel: 'phone' }),
  platform(32, {
    name: 'action-started',
    call: 'call-1',
    ...inCall,
    action: 'talk',
    summary: '“Welcome. Press 1 for sales.”',
    performs: { action: 'talk', text: 'Welcome. Press 1 for sales.' },
  }),
  platform(3200, { name: 'keys-pressed', ...inCall, by: 'caller', keys: '1' }),
  platform(5200, {
    name: 'user-state-changed',
    user: 'alice',
    before: 'foreground',
    state: 'background',
    why: 'asked',
    call: 'call-1',
    leg: undefined,
    conversation: CONVERSATION,
  }),
  platform(7311, {
    name: 'client-event',
    user: 'alice',
    conversation: CONVERSATION,
    leg: ALICE_LEG,
    event: 'member:invited',
    via: 'push',
    state: 'background',
    payload: {},
    file: '/home/dev/ivr/.vonage-flow/pushes/2026-03-01T09-30-07Z-alice-call.json',
  }),
  platform(11_400, {
    name: 'client-event',
    user: 'alice',
    conversation: CONVERSATION,
    leg: ALICE_LEG,
    event: 'member:joined',
    via: 'callback',
    state: 'foreground',
    payload: {},
  }),
  platform(11_400, {
    name: 'client-event',
    user: 'bob',
    conversation: CONVERSATION,
    leg: ALICE_LEG,
    event: 'member:joined',
    via: 'nothing',
    state: 'offline',
    payload: undefined,
  }),
  platform(61_300, { name: 'call-ended', call: 'call-1', conversation: CONVERSATION, problem: undefined }),
];

const timeOf = (notice: Notice): number => {
  if (notice.type === 'exchange') return notice.exchange.request.receivedAt;
  return notice.type === 'flow-ended' ? notice.flow.lastAt + 100 : notice.at;
};

/** Everything that `listen --emulator` says of the call, in order, from the header to the end. */
export const ivrNotices = (): readonly Notice[] => {
  const flow = ivrFlow();
  const told: Notice[] = [
    ...platformNotices(),
    ...ivrExchanges().map(
      (made): Notice => ({ type: 'exchange', at: made.request.receivedAt, exchange: made, flow }),
    ),
    { type: 'flow-ended', flow },
    { type: 'closing', at: START + 70_000, reason: 'SIGINT' },
    { type: 'closed', at: START + 70_400, left: [] },
  ];
  return [ready, ...told.toSorted((a, b) => timeOf(a) - timeOf(b))];
};
