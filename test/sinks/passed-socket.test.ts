import { expect, it } from 'vitest';
import type { SocketNotice } from '../../src/flow/notice.ts';
import { paletteFor } from '../../src/sinks/palette.ts';
import { passedSocketLines } from '../../src/sinks/passed-socket.ts';
import { fakeOutput } from '../support/fake-output.ts';

const some = { frames: 500, texts: 1, bytes: 160_031, gaps: 0, longestGap: 0 };
const fewer = { frames: 480, texts: 0, bytes: 153_600, gaps: 2, longestGap: 140 };

const NEWS: readonly SocketNotice['news'][] = [
  { name: 'opened', protocol: undefined, extensions: undefined },
  { name: 'opened', protocol: 'v2', extensions: 'permessage-deflate' },
  { name: 'text', from: 'client', text: '{"event":"websocket:connected"}', bytes: 31 },
  { name: 'text', from: 'server', text: undefined, bytes: 31 },
  { name: 'text', from: 'server', text: '\u001b[2J gone?', bytes: 11 },
  { name: 'gap', from: 'client', milliseconds: 140 },
  { name: 'traffic', milliseconds: 10_000, client: some, server: some },
  { name: 'traffic', milliseconds: 10_000, client: some, server: fewer },
  {
    name: 'closed',
    by: 'server',
    code: 4321,
    reason: 'enough',
    milliseconds: 10_000,
    client: some,
    server: fewer,
    isUnreadable: false,
  },
  {
    name: 'closed',
    by: 'listener',
    code: 1001,
    reason: '',
    milliseconds: 10_000,
    client: some,
    server: some,
    isUnreadable: true,
  },
  { name: 'recorded', file: '/here/.vonage-flow/sound/one.wav', milliseconds: 12_340, bytes: 394_880 },
  { name: 'unrecorded', why: 'no sound came, so there is nothing to keep' },
];

it('has a line for each news of a WebSocket, at 80 columns', () => {
  const palette = paletteFor(fakeOutput());
  const notice = {
    type: 'socket',
    at: new Date(2026, 2, 1, 9, 30).getTime(),
    socket: 12,
    address: '/bot',
    agent: 'Vonage',
    flow: undefined,
  } as const;
  const lines = NEWS.flatMap((news) =>
    passedSocketLines({ ...notice, news }, 80, palette, (text) => text, '/here'),
  );
  expect(`\n${lines.join('\n')}\n`).toMatchInlineSnapshot(`
    "
    09:30:00.000 ·    socket    protocol v2                                socket 12
                      frames may be compressed (permessage-deflate): what is in
                        those is not shown
    09:30:00.000 →    text      first from Vonage                          socket 12
                      {"event":"websocket:connected"}
    09:30:00.000 ←    text      first from your server                     socket 12
                      compressed, 31 bytes
    09:30:00.000 ←    text      first from your server                     socket 12
                      \\x1b[2J gone?
    09:30:00.000 →    gap       140 ms, Vonage                             socket 12
    09:30:00.000 ·    socket    → 50/s ← 50/s                              socket 12
    09:30:00.000 ·    socket    → 50/s ← 48/s                              socket 12
                      ← 2 gaps (longest 140 ms)
    09:30:00.000 ·    closed    4321 “enough”, your server                 socket 12
                      10 s, → 500 frames (50/s) and 1 text, ← 480 frames (48/s); ←
                        2 gaps (longest 140 ms)
    09:30:00.000 ·    closed    1001, this listener                        socket 12
                      10 s, → 500 frames (50/s) and 1 text, ← 500 frames (50/s)
                        and 1 text; what passed were no WebSocket frames
    09:30:00.000 ·    recorded  12 s, 395 kB                               socket 12
                      .vonage-flow/sound/one.wav
    09:30:00.000 ·    recorded  nothing                                    socket 12
                      no sound came, so there is nothing to keep
    "
  `);
});

it('names a WebSocket of the listener', () => {
  const notice = {
    type: 'socket',
    at: new Date(2026, 2, 1, 9, 30).getTime(),
    socket: 12,
    address: '/ws/echo?a=1',
    agent: 'Vonage',
    flow: undefined,
    news: { name: 'text', from: 'server', text: '{"action":"clear"}', bytes: 18 },
  } as const;
  const [line] = passedSocketLines(notice, 80, paletteFor(fakeOutput()), (text) => text);
  expect(line).toBe('09:30:00.000 ←    text      first from built-in echo                   socket 12');
});
