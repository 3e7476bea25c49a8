import type { CallerScript } from '../../src/emulator/script.ts';
import type { SocketNews } from '../../src/emulator/socket/socket-news.ts';
import type { JsonObject } from '../../src/vonage/json.ts';
import { NUMBER, outcome, withFallback } from './emulator-driver.ts';
import { type NamedScenario, ncco, replies, say } from './scenario-words.ts';
import type { SocketScript } from './socket-servers.ts';

const BOT = 'wss://app/audio';
const SALES = '447700900444';

const bot = (more: object = {}, endpoint: object = {}) => ({
  action: 'connect',
  eventUrl: ['http://app/leg'],
  from: NUMBER,
  endpoint: [{ type: 'websocket', uri: BOT, 'content-type': 'audio/l16;rate=16000', ...endpoint }],
  ...more,
});
const synchronous = { eventType: 'synchronous' };

const refused: SocketScript = { fails: { how: 'refused', words: 'HTTP 401' } };
const silent: SocketScript = { fails: { how: 'timed-out', words: 'no socket within 10000 ms' } };
const drops = (after: number, ...before: readonly (readonly [number, SocketNews])[]): SocketScript => ({
  does: [...before, [after, { close: 1000 }]],
});

const scene = (
  name: string,
  server: SocketScript,
  script: CallerScript,
  table: Parameters<typeof replies>[0],
): NamedScenario => ({ name, calls: [script], sockets: { [BOT]: server }, backend: replies(table) });

/** The Voice API calls a WebSocket, in which an NCCO runs. */
const called = (name: string, server: SocketScript, actions: readonly JsonObject[]): NamedScenario => ({
  ...scene(name, server, {}, {}),
  calls: [],
  rest: [
    {
      at: 0,
      method: 'POST',
      path: '/v1/calls',
      body: {
        to: [{ type: 'websocket', uri: BOT, 'content-type': 'audio/l16;rate=16000', headers: { a: 1 } }],
        from: { type: 'phone', number: NUMBER },
        ncco: actions,
      },
    },
  ],
});

/** The life of a leg that leads to a WebSocket. */
export const SOCKET_SCENARIOS: readonly NamedScenario[] = [
  scene(
    'opened-and-the-caller-hangs-up',
    {},
    { hangUpAfterSeconds: 8 },
    { '/answer': ncco(bot({}, { headers: { session: 's-18', nested: { a: [1] } } }), say('Not heard.')) },
  ),
  scene('nobody-says-when-to-hang-up', {}, {}, { '/answer': ncco(bot()) }),
  scene('limit', {}, {}, { '/answer': ncco(bot({ limit: 5 }), say('Going on.')) }),
  scene('refused', refused, {}, { '/answer': ncco(bot(), say('Going on.')) }),
  scene(
    'refused-synchronous-replies-with-an-ncco',
    refused,
    {},
    {
      '/answer': ncco(bot(synchronous), say('Not heard.')),
      '/leg failed': ncco(say('Our agent is away.')),
    },
  ),
  scene(
    'refused-synchronous-without-a-reply',
    refused,
    {},
    { '/answer': ncco(bot(synchronous), say('Going on.')) },
  ),
  scene('refused-and-nothing-left', refused, {}, { '/answer': ncco(bot()) }),
  scene('unanswered-synchronous', silent, {}, { '/answer': ncco(bot(synchronous), say('Going on.')) }),
  scene(
    'failure-rehearsed-by-script',
    {},
    { callees: { [BOT]: { does: 'fail' } } },
    { '/answer': ncco(bot(synchronous), say('Going on.')) },
  ),
  scene(
    'unanswered-rehearsed-by-script',
    {},
    { callees: { [BOT]: { does: 'unanswered' } } },
    { '/answer': ncco(bot(), say('Going on.')) },
  ),
  scene(
    'disconnected-replies-with-an-ncco',
    drops(4000),
    {},
    {
      '/answer': ncco(bot({}, { headers: { session: 's-18' } }), say('Not heard.')),
      '/leg disconnected': ncco(say('We were cut off.')),
    },
  ),
  scene('disconnected-goes-on', drops(4000), {}, { '/answer': ncco(bot(), say('Good bye.')) }),
  {
    ...scene(
      'disconnected-asks-the-fallback',
      drops(4000),
      {},
      {
        '/answer': ncco(bot()),
        '/leg disconnected': outcome(503),
        '/fallback': ncco(say('Somebody else takes over.')),
      },
    ),
    application: withFallback(),
  },
  scene(
    'keys-and-words-reach-the-application',
    {},
    { reactions: [{ say: 'I want to pay my bill' }, { press: '4#' }], hangUpAfterSeconds: 20 },
    { '/answer': ncco(bot()) },
  ),
  scene(
    'people-wait-until-the-application-is-quiet',
    {
      does: [
        [500, { is: 'sounds' }],
        [4000, { is: 'quiet' }],
        [9000, { is: 'sounds' }],
        [12_000, { is: 'quiet' }],
        [18_000, { is: 'sounds' }],
        [19_000, { is: 'quiet' }],
      ],
    },
    { say: ['billing please', 'no, thank you'] },
    { '/answer': ncco(bot()) },
  ),
  scene(
    'texts-and-odd-frames',
    drops(
      3000,
      [1000, { is: 'text', from: 'application', text: '{"action":"clear"}' }],
      [1001, { is: 'text', from: 'platform', text: '{"event":"websocket:cleared"}' }],
      [1500, { is: 'odd', words: 'frames of 100 bytes instead of 640' }],
    ),
    {},
    { '/answer': ncco(bot()) },
  ),
  scene(
    'unknown-content-type',
    {},
    {},
    {
      '/answer': ncco(bot({}, { 'content-type': 'audio/l16;rate=44100' }), say('Going on.')),
    },
  ),
  scene(
    'headers-too-large',
    {},
    { hangUpAfterSeconds: 5 },
    { '/answer': ncco(bot({}, { headers: { long: 'ä'.repeat(260) } })) },
  ),
  scene('hung-up-before-it-is-dialled', {}, { hangUpAfterSeconds: 0.4 }, { '/answer': ncco(bot()) }),
  scene(
    'after-a-conversation-with-a-person',
    {},
    {
      callees: { [SALES]: { does: 'answer', afterSeconds: 1, hangUpAfterSeconds: 3 } },
      hangUpAfterSeconds: 12,
    },
    {
      '/answer': ncco(
        { action: 'connect', from: NUMBER, endpoint: [{ type: 'phone', number: SALES }] },
        bot(),
      ),
    },
  ),
  {
    ...scene('hung-up-by-the-api-without-disconnected', {}, {}, { '/answer': ncco(bot(), say('Good bye.')) }),
    rest: [{ at: 3000, method: 'PUT', path: '/v1/calls/{B}', body: { action: 'hangup' } }],
  },
  {
    ...scene(
      'muted-and-earmuffed-by-the-api',
      {},
      {
        reactions: [
          { at: 2, say: 'You do not hear this' },
          { at: 4, press: '1' },
          { at: 6, say: 'nor this' },
        ],
        hangUpAfterSeconds: 9,
      },
      { '/answer': ncco(bot()) },
    ),
    rest: [
      { at: 1000, method: 'PUT', path: '/v1/calls/{A}', body: { action: 'mute' } },
      { at: 5000, method: 'PUT', path: '/v1/calls/{A}', body: { action: 'unmute' } },
      { at: 5000, method: 'PUT', path: '/v1/calls/{B}', body: { action: 'earmuff' } },
    ],
  },
  {
    ...scene(
      'moved-by-the-api-into-a-call-of-its-own',
      {},
      { hangUpAfterSeconds: 20 },
      { '/answer': ncco(bot(), say('Good bye.')) },
    ),
    rest: [
      {
        at: 3000,
        method: 'PUT',
        path: '/v1/calls/{B}',
        body: {
          action: 'transfer',
          destination: { type: 'ncco', ncco: [say('You were moved.'), { action: 'wait', timeout: 15 }] },
        },
      },
    ],
  },
  {
    ...scene('played-and-pressed-by-the-api', {}, { hangUpAfterSeconds: 20 }, { '/answer': ncco(bot()) }),
    audio: { 'http://app/chime.wav': { milliseconds: 1500 } },
    rest: [
      { at: 3000, method: 'PUT', path: '/v1/calls/{B}/talk', body: { text: 'Transferring you now.' } },
      {
        at: 6000,
        method: 'PUT',
        path: '/v1/calls/{B}/stream',
        body: { stream_url: ['http://app/chime.wav'], loop: 2 },
      },
      {
        at: 10_000,
        method: 'PUT',
        path: '/v1/calls/{B}/stream',
        body: { stream_url: ['http://app/hold.wav'], loop: 0 },
      },
      { at: 12_000, method: 'DELETE', path: '/v1/calls/{B}/stream' },
      { at: 13_000, method: 'PUT', path: '/v1/calls/{B}/dtmf', body: { digits: '1p#' } },
    ],
  },
  {
    ...scene(
      'hears-what-is-said-to-the-conversation',
      {},
      { hangUpAfterSeconds: 12 },
      { '/answer': ncco(bot()) },
    ),
    rest: [
      {
        at: 4000,
        method: 'POST',
        path: '/v1/conversations/{conversation}/events',
        body: { type: 'audio:say', body: { text: 'This call may be recorded.' } },
      },
    ],
  },
  called('called-by-the-api', {}, [say('Hello, application.')]),
  called('called-by-the-api-and-refused', refused, [say('Not heard.')]),
  called('called-by-the-api-and-closed', drops(1500), [{ action: 'conversation', name: 'room' }]),
];
