import { asApplication } from '../../src/emulator/rest/applications.ts';
import type { JsonObject } from '../../src/vonage/json.ts';
import { APPLICATION, outcome, type RestAsk, unreachable } from './emulator-driver.ts';
import { type NamedScenario, ncco, replies, say } from './scenario-words.ts';

const FROM = '442079460111';
const TO = '447700900444';

/** Music until somebody does something. */
const HOLD = { action: 'stream', streamUrl: ['http://app/hold.mp3'], loop: 0 };

const create = (more: JsonObject = {}): RestAsk => ({
  at: 0,
  method: 'POST',
  path: '/v1/calls',
  body: { to: [{ type: 'phone', number: TO }], from: { type: 'phone', number: FROM }, ...more },
});

/** Does something to a leg after so many seconds. */
const put = (seconds: number, path: string, body: JsonObject): RestAsk => ({
  at: seconds * 1000,
  method: 'PUT',
  path: `/v1/calls/${path}`,
  body,
});

const action = (seconds: number, leg: string, word: string): RestAsk => put(seconds, leg, { action: word });

const transfer = (seconds: number, leg: string, destination: JsonObject): RestAsk =>
  put(seconds, leg, { action: 'transfer', destination: { type: 'ncco', ...destination } });

/** Posts an event into the conversation of the first leg. */
/** Says, plays or records in a whole conversation. */
const inAll = (seconds: number, what: 'talk' | 'stream' | 'record', body: JsonObject): RestAsk => ({
  at: seconds * 1000,
  method: 'PUT',
  path: `/v1/conversations/{conversation}/${what}`,
  body,
});

const tellIn = (seconds: number, event: JsonObject): RestAsk => ({
  at: seconds * 1000,
  method: 'POST',
  path: '/v1/conversations/{conversation}/events',
  body: event,
});

const MOVED = { ncco: [say('You were moved.')] };
const CONNECT = [{ action: 'connect', from: FROM, endpoint: [{ type: 'phone', number: '447700900555' }] }];

/** A scenario without a call from outside. */
const outbound = (
  name: string,
  rest: readonly RestAsk[],
  more: Partial<NamedScenario> = {},
): NamedScenario => ({ name: `rest-${name}`, calls: [], rest, backend: replies({}), ...more });

const quietApplication = asApplication(
  APPLICATION.id,
  JSON.parse(JSON.stringify(APPLICATION).replace(/"rtc":.*?\}\}\},?/, '"rtc":{}')) as JsonObject,
  'PEM',
);

/** Scenarios of calls that the Voice API makes and changes. */
export const REST_SCENARIOS: readonly NamedScenario[] = [
  outbound('call-with-an-ncco', [create({ ncco: [say('Hello.')] })]),
  outbound('call-with-an-answer-url', [create({ answer_url: ['http://app/outbound'] })], {
    backend: replies({ '/outbound': ncco(say('Hello.')) }),
  }),
  outbound('call-whose-answer-url-is-down', [create({ answer_url: ['http://app/outbound'] })], {
    backend: replies({ '/outbound': unreachable() }),
  }),
  outbound('call-with-an-event-url', [
    create({ ncco: CONNECT, event_url: ['http://app/mine'], event_method: 'GET' }),
  ]),
  outbound('call-to-a-user', [create({ to: [{ type: 'app', user: 'alice' }], ncco: [say('Hello.')] })]),
  outbound('call-to-nobody', [create({ to: [{ type: 'app', user: 'nobody' }], ncco: [say('Hello.')] })]),
  outbound('call-from-a-foreign-number', [
    create({ from: { type: 'phone', number: '15550001111' }, ncco: [say('Hello.')] }),
  ]),
  ...(['busy', 'ignore'] as const).map((does) =>
    outbound(`callee-${does}`, [create({ ncco: [say('Hello.')], ringing_timer: 5 })], {
      callees: { [TO]: { does } },
    }),
  ),
  ...(['reject', 'unanswered', 'fail'] as const).map((does) =>
    outbound(`callee-${does}`, [create({ ncco: [say('Hello.')] })], { callees: { [TO]: { does } } }),
  ),
  outbound('callee-stays-in-a-room', [create({ ncco: [{ action: 'conversation', name: 'room' }] })], {
    callees: { [TO]: { does: 'answer', hangUpAfterSeconds: 90 } },
  }),
  outbound('callee-hangs-up', [create({ ncco: [HOLD] })], {
    callees: { [TO]: { does: 'answer', hangUpAfterSeconds: 3 } },
  }),
  outbound('callee-presses', [create({ ncco: [{ action: 'input', type: ['dtmf'] }] })], {
    callees: { [TO]: { does: 'answer', press: ['12'] } },
    backend: replies({ '/event input': ncco(say('Thank you.')) }),
  }),
  outbound('length-timer', [create({ ncco: [HOLD], length_timer: 4 })]),
  outbound(
    'machine-default',
    [create({ ncco: [HOLD], advanced_machine_detection: { behavior: 'continue', mode: 'default' } })],
    {
      callees: { [TO]: { does: 'answer', as: 'machine', beepAfterSeconds: 6 } },
      backend: replies({ '/event machine': [outcome(204), ncco(say('Please call back.'))] }),
    },
  ),
  ...(['detect', 'detect_beep'] as const).map((mode) =>
    outbound(
      `machine-${mode}`,
      [create({ ncco: [say('Hello.')], advanced_machine_detection: { behavior: 'continue', mode } })],
      { callees: { [TO]: { does: 'answer', as: 'machine', beepAfterSeconds: 6 } } },
    ),
  ),
  outbound('hang-up-while-it-rings', [create({ ncco: [HOLD] }), action(1, '{A}', 'hangup')], {
    callees: { [TO]: { does: 'ignore' } },
  }),
  outbound('hang-up', [create({ ncco: [HOLD] }), action(5, '{A}', 'hangup'), action(6, '{A}', 'hangup')]),
  outbound('hang-up-one-of-two', [create({ ncco: CONNECT }), action(8, '{B}', 'hangup')]),
  outbound('mute-and-earmuff', [
    create({ ncco: [HOLD], length_timer: 10 }),
    ...['mute', 'unmute', 'earmuff', 'unearmuff'].map((word, index) => action(4 + index, '{A}', word)),
  ]),
  outbound('too-early', [create({ ncco: [say('Hello.')] }), action(1, '{A}', 'mute')]),
  outbound(
    'transfer-before-the-answer-comes',
    [
      create({ answer_url: ['http://app/outbound'] }),
      transfer(4, '{A}', { ncco: [say('This was transferred.')] }),
    ],
    { backend: replies({ '/outbound': ncco(say('Nobody hears this.')) }), slow: { '/outbound': 3000 } },
  ),
  outbound(
    'transfers-that-overtake-one-another',
    [
      create({ ncco: [HOLD] }),
      transfer(4, '{A}', { url: ['http://app/first'] }),
      transfer(5, '{A}', { url: ['http://app/second'] }),
    ],
    {
      backend: replies({
        '/first': ncco(say('Nobody hears this.')),
        '/second': ncco(say('The second.'), { action: 'wait', timeout: 5 }),
      }),
      slow: { '/first': 4000, '/second': 1000 },
    },
  ),
  outbound(
    'transfers-one-after-the-other',
    [
      create({ ncco: [HOLD] }),
      transfer(4, '{A}', { url: ['http://app/first'] }),
      transfer(4.5, '{A}', { url: ['http://app/second'] }),
    ],
    {
      backend: replies({ '/first': ncco(say('This is cut off.')), '/second': ncco(say('The second.')) }),
      slow: { '/first': 1000, '/second': 1000 },
    },
  ),
  outbound('conversation-events-on-a-leg', [
    create({ ncco: [HOLD], length_timer: 20 }),
    tellIn(4, { type: 'audio:mute:on', from: '{member A}' }),
    tellIn(5, { type: 'audio:mute:off', body: { rtc_id: '{A}' } }),
    tellIn(6, { type: 'audio:say', to: '{member A}', body: { text: 'Only for you.' } }),
    tellIn(8, { type: 'audio:play', body: { stream_url: ['http://app/gong.mp3'] } }),
    tellIn(14, { type: 'custom:note', from: '{member A}', body: { text: 'called twice' } }),
  ]),
  outbound(
    'conversation-keys-of-a-member',
    [
      create({ ncco: [{ action: 'input', type: ['dtmf'] }] }),
      tellIn(4, { type: 'audio:dtmf', from: '{member A}', body: { digit: '42#' } }),
    ],
    { callees: { [TO]: { does: 'answer' } }, backend: replies({ '/event input': ncco(say('Thank you.')) }) },
  ),
  outbound('conversation-recorded-by-an-event', [
    create({ ncco: [HOLD], length_timer: 12 }),
    tellIn(4, { type: 'audio:record', body: { format: 'wav' } }),
    tellIn(5, { type: 'audio:record', body: {} }),
  ]),
  outbound('conversation-said-and-played-by-put', [
    create({ ncco: [HOLD], length_timer: 14 }),
    inAll(4, 'talk', { text: 'This is cut off by what follows.', level: '0.4' }),
    inAll(4.5, 'talk', { text: 'This is heard for ever.', loop: 0 }),
    inAll(6, 'stream', { stream_url: ['http://app/gong.mp3'] }),
    { at: 8000, method: 'DELETE', path: '/v1/conversations/{conversation}/talk' },
    { at: 8500, method: 'DELETE', path: '/v1/conversations/{conversation}/talk' },
    { at: 9000, method: 'DELETE', path: '/v1/conversations/{conversation}/stream' },
    inAll(9.5, 'stream', { stream_url: 'http://app/gong.mp3' }),
    inAll(9.6, 'talk', {}),
    { at: 9700, method: 'GET', path: '/v1/conversations/{conversation}/talk' },
    { at: 9800, method: 'DELETE', path: '/v1/conversations/CON-none/talk' },
  ]),
  outbound('conversation-recorded-by-put', [
    create({ ncco: [HOLD], length_timer: 16 }),
    inAll(4, 'record', {
      action: 'start',
      format: 'wav',
      retention_ttl: 7,
      event_url: ['http://app/recorded'],
      transcription: { language: 'en-GB', event_url: ['http://app/written'] },
    }),
    inAll(5, 'record', { action: 'start' }),
    inAll(8, 'record', { action: 'stop' }),
    inAll(9, 'record', { action: 'stop' }),
    inAll(9.5, 'record', { action: 'pause', format: 'flac', timeout: 9000 }),
    inAll(10, 'record', { action: 'start', format: 'vorbis', split: 'none' }),
  ]),
  outbound('conversation-member-taken-out', [
    create({ ncco: CONNECT }),
    {
      at: 8000,
      method: 'PATCH',
      path: '/v1/conversations/{conversation}/members/{member B}',
      body: { state: 'left' },
    },
  ]),
  outbound('talk-beside-an-ncco', [
    create({ ncco: [HOLD], length_timer: 12 }),
    put(4, '{A}/talk', { text: 'This is heard to the end.' }),
    put(7, '{A}/talk', { text: 'This is cut off by what follows.', level: '0.4' }),
    put(7.5, '{A}/talk', { text: 'This is stopped.', loop: 0 }),
    { at: 9000, method: 'DELETE', path: '/v1/calls/{A}/talk' },
    { at: 9500, method: 'DELETE', path: '/v1/calls/{A}/talk' },
  ]),
  outbound(
    'stream-beside-an-ncco',
    [
      create({ ncco: [HOLD], length_timer: 12 }),
      put(4, '{A}/stream', { stream_url: ['http://app/a.mp3'], loop: 2 }),
      put(8, '{A}/stream', { stream_url: ['http://app/b.mp3'] }),
      { at: 9000, method: 'DELETE', path: '/v1/calls/{A}/stream' },
    ],
    { audio: { 'http://app/a.mp3': { milliseconds: 1500 } } },
  ),
  outbound('keys', [
    create({ ncco: [HOLD], length_timer: 8 }),
    put(4, '{A}/dtmf', { digits: '1p2#' }),
    put(5, '{A}/dtmf', { digits: 'abc' }),
  ]),
  outbound(
    'listener',
    [
      create({ ncco: [{ action: 'input', type: ['dtmf'], mode: 'asynchronous' }, HOLD], length_timer: 20 }),
      put(3, '{A}/input/dtmf', { event_url: ['http://app/listener'] }),
      { at: 8000, method: 'DELETE', path: '/v1/calls/{A}/input/dtmf' },
    ],
    {
      callees: {
        [TO]: {
          does: 'answer',
          reactions: [
            { at: 3, press: '1' },
            { at: 9, press: '2' },
          ],
        },
      },
    },
  ),
  outbound('transfer-to-an-ncco', [create({ ncco: [HOLD] }), transfer(5, '{A}', MOVED)]),
  outbound(
    'transfer-to-a-url',
    [create({ ncco: [HOLD] }), transfer(5, '{A}', { url: ['http://app/moved'] })],
    {
      backend: replies({ '/moved': ncco(say('You were moved.')) }),
    },
  ),
  outbound(
    'transfer-to-a-url-that-is-down',
    [create({ ncco: [HOLD], length_timer: 9 }), transfer(5, '{A}', { url: ['http://app/moved'] })],
    { backend: replies({ '/moved': outcome(503) }) },
  ),
  outbound(
    'transfer-to-a-url-with-a-bad-ncco',
    [create({ ncco: [HOLD] }), transfer(5, '{A}', { url: ['http://app/moved'] })],
    { backend: replies({ '/moved': outcome(200, [{ action: 'sing' }]) }) },
  ),
  outbound('transfer-the-first-of-two', [create({ ncco: CONNECT }), transfer(8, '{A}', MOVED)]),
  outbound('transfer-the-second-of-two', [
    create({ ncco: CONNECT }),
    transfer(8, '{B}', MOVED),
    action(12, '{A}', 'hangup'),
  ]),
  outbound('transfer-both-into-a-conversation', [
    create({ ncco: CONNECT }),
    transfer(8, '{A}', { ncco: [{ action: 'conversation', name: 'room' }] }),
    transfer(9, '{B}', { ncco: [{ action: 'conversation', name: 'room' }] }),
    action(12, '{A}', 'hangup'),
    action(13, '{B}', 'hangup'),
  ]),
  {
    name: 'rest-transfer-a-caller',
    calls: [{}],
    rest: [transfer(6, '{A}', MOVED)],
    backend: replies({ '/answer': ncco(...CONNECT) }),
    callees: { '447700900555': { does: 'answer', hangUpAfterSeconds: 30 } },
  },
  { ...outbound('without-rtc', [create({ ncco: [say('Hello.')] })]), application: quietApplication },
];
