import { expect, it } from 'vitest';
import type { PassedSocketNews } from '../../../src/flow/sockets/socket-news.ts';
import { watchSocket } from '../../../src/flow/sockets/watch-socket.ts';

const frame = (opcode: number, payload: Uint8Array | string): Uint8Array => {
  const data = Buffer.from(payload);
  const length = data.length < 126 ? [data.length] : [126, data.length >> 8, data.length & 0xff];
  return Buffer.concat([Uint8Array.from([0x80 | opcode, ...length]), data]);
};
const SOUND = frame(2, Buffer.alloc(320));
const CONNECTED = '{"event":"websocket:connected","content-type":"audio/l16;rate=8000"}';

const watched = () => {
  const news: PassedSocketNews[] = [];
  return { news, watch: watchSocket(0, (one) => news.push(one)) };
};

it.each<
  [
    name: string,
    from: 'client' | 'server',
    frames: readonly (readonly [at: number, frames: number])[],
    gaps: readonly number[],
  ]
>([
  [
    'sound every 20 ms has none',
    'client',
    [
      [0, 1],
      [20, 1],
      [40, 1],
    ],
    [],
  ],
  [
    '60 ms is the most that is borne',
    'client',
    [
      [0, 1],
      [60, 1],
    ],
    [],
  ],
  [
    'the platform sends all the time',
    'client',
    [
      [0, 1],
      [100, 1],
    ],
    [100],
  ],
  [
    'also when it was silent for long',
    'client',
    [
      [0, 1],
      [5000, 1],
    ],
    [5000],
  ],
  [
    'a server may send ahead',
    'server',
    [
      [0, 10],
      [250, 1],
    ],
    [],
  ],
  [
    'and leaves a gap when all was played',
    'server',
    [
      [0, 10],
      [300, 1],
    ],
    [100],
  ],
  [
    'but is silent between two sentences',
    'server',
    [
      [0, 10],
      [900, 1],
    ],
    [],
  ],
])('gaps: %s', (_name, from, frames, gaps) => {
  const { news, watch } = watched();
  watch.read('client', frame(1, CONNECTED), 0);
  for (const [at, count] of frames) for (let sent = 0; sent < count; sent += 1) watch.read(from, SOUND, at);
  expect(news.flatMap((one) => (one.name === 'gap' ? [one.milliseconds] : []))).toEqual(gaps);
});

it('tells one gap of a side in ten seconds, and counts all', () => {
  const { news, watch } = watched();
  for (const at of [0, 100, 250]) watch.read('client', SOUND, at);
  watch.sum(10_000);
  watch.sum(20_000);
  const client = { frames: 3, texts: 0, bytes: 960, gaps: 2, longestGap: 150 };
  const nothing = { frames: 0, texts: 0, bytes: 0, gaps: 0, longestGap: 0 };
  expect(news).toEqual([
    { name: 'gap', from: 'client', milliseconds: 100 },
    { name: 'traffic', milliseconds: 10_000, client, server: nothing },
    { name: 'traffic', milliseconds: 10_000, client: nothing, server: nothing },
  ]);
});

it.each<
  [
    name: string,
    end: (watch: ReturnType<typeof watchSocket>) => void,
    by: string,
    code: number,
    reason: string,
  ]
>([
  [
    'who says so first',
    (watch) => {
      watch.read('server', frame(8, Buffer.from([0x10, 0xe1, 0x6f, 0x6b])), 5);
      watch.read('client', frame(8, Buffer.from([0x03, 0xe8])), 6);
      watch.end('client', 9);
    },
    'server',
    4321,
    'ok',
  ],
  [
    'a close without a code',
    (watch) => {
      watch.read('client', frame(8, ''), 5);
      watch.end('client', 9);
    },
    'client',
    1005,
    '',
  ],
  ['a connection that broke', (watch) => watch.end('server', 9), 'server', 1006, ''],
  [
    'a listener that stops',
    (watch) => {
      watch.read('client', frame(8, Buffer.from([0x03, 0xe9])), 5);
      watch.end('listener', 9);
    },
    'listener',
    1001,
    '',
  ],
])('closing: %s', (_name, end, by, code, reason) => {
  const { news, watch } = watched();
  end(watch);
  expect(news).toMatchObject([{ name: 'closed', by, code, reason, milliseconds: 9, isUnreadable: false }]);
});

it('does not look into a compressed text', () => {
  const { news, watch } = watched();
  watch.read('client', Uint8Array.from([0xc1, 2, 0xaa, 0x00]), 0);
  expect(news).toEqual([{ name: 'text', from: 'client', text: undefined, bytes: 2 }]);
});

it('says that it could not read what passed', () => {
  const { news, watch } = watched();
  watch.read('client', Buffer.from('hello there'), 0);
  watch.end('client', 1);
  expect([watch.isBetween('client'), news.at(-1)]).toMatchObject([false, { isUnreadable: true }]);
});
