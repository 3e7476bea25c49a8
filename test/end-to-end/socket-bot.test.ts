import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { tone } from '../../src/emulator/audio/voices.ts';
import type { JsonObject } from '../../src/vonage/json.ts';
import { runCli } from '../support/cli.ts';
import { freePort } from '../support/free-port.ts';
import { startLocaltunnelServer } from '../support/localtunnel-server.ts';
import { emptyPlace } from '../support/whole-flow.ts';

const FRAME_BYTES = 640;
const SAMPLES = FRAME_BYTES / 2;
const RATE = 16_000;

/** 20 ms of a tone: what the bot says. */
const saidFrame = (index: number): Buffer => {
  const frame = Buffer.alloc(FRAME_BYTES);
  for (let at = 0; at < SAMPLES; at += 1)
    frame.writeInt16LE(Math.round(32_767 * tone((index * SAMPLES + at) / RATE)), at * 2);
  return frame;
};

const isLoud = (frame: Buffer): boolean =>
  Array.from({ length: SAMPLES }, (_, at) => Math.abs(frame.readInt16LE(at * 2))).some((one) => one > 2000);

/** A voice agent made with `ws`. Told apart by what it does with a socket that opened. */
const startAgent = async (talk: (socket: WebSocket, texts: JsonObject[]) => void) => {
  const texts: JsonObject[] = [];
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  onTestFinished(() => {
    for (const socket of server.clients) socket.terminate();
    server.close();
  });
  server.on('connection', (socket) => talk(socket, texts));
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, texts };
};

/** What the stream says of a call to an agent there, through a tunnel: lines of sockets, and what stands below them. */
const streamOf = async (port: number, ...caller: readonly string[]): Promise<string> => {
  const tunnels = await startLocaltunnelServer();
  onTestFinished(() => tunnels.close());
  const place = emptyPlace();
  writeFileSync(
    join(place.folder, 'vonage-flow.config.yaml'),
    `answer: agent
nccos:
  agent:
    - action: connect
      endpoint: [{ type: websocket, uri: "{{ wss.bot }}?call=1", content-type: audio/l16;rate=16000 }]
      eventType: synchronous
      eventUrl: ["{{ urls.sorry }}"]
  sorry:
    - { action: talk, text: Nobody is there. }
sockets:
  bot: ws://127.0.0.1:${port}/bot
`,
  );
  const way = ['--tunnel', 'localtunnel', '--tunnel-host', tunnels.url];
  const { stdout } = await runCli(
    ['listen', '--emulator', '--port', '0', '--seed', 'bot', ...way, '--call', '--once', ...caller],
    place,
  );
  return told(stdout);
};

const KINDS = /^\S+ (\S) {4}(socket|text|sound|gap|failed|closed|odd)\b/;

/** Without times and counts, which are others in each run; a line that comes again and again once. All end with `sorry`. */
const told = (stdout: string): string => {
  expect(stdout).toContain('talk              Nobody is there.');
  const lines = stdout.split('\n');
  const from = lines.findIndex((line) => line.includes('call '));
  const to = lines.findIndex((line) => /^ +Client /.test(line));
  let isBelow = false;
  const kept = lines.slice(from, to).filter((line) => {
    isBelow = KINDS.test(line) || (isBelow && /^ {18}/.test(line));
    return isBelow;
  });
  const summary = lines.filter((line) => /^ {3}(WebSocket|!) /.test(line));
  const masked = [...kept, ...summary].map((line) =>
    line
      .replace(/^\S+ /, '')
      .replace(/127\.0\.0\.1:\d+/g, '127.0.0.1:<port>')
      .replace(/\b\d+(\.\d+)?(?= (frames|ms|dB|came|s\b|gaps?|texts?))/g, '…')
      .replace(/\(\d+\/s\)/g, '(50/s)')
      .replace(/… gap\b/g, '… gaps')
      .replace(/ +[0-9a-f]{8} [0-9a-f]{8} +emulator$/, '')
      .replace(/ +[○✓] +(\d+) +\S+$/, ' $1')
      .replace(/socket \d+/g, 'socket <n>')
      .replace(/ms, (.*?) +socket <n>$/, 'ms, $1  socket <n>')
      .replace(/sockets\/[0-9a-f-]+\//, 'sockets/<leg>/')
      // The end of a line is cut where the counts before it are long.
      .replace(/^( {3}WebSocket .*← … frames).*$/, '$1')
      .trimEnd(),
  );
  return masked.filter((line, index) => line !== masked[index - 1]).join('\n');
};

it('an agent hears the caller, answers, and hangs up at a key', async () => {
  const { port, texts } = await startAgent((socket, heard) => {
    let isAnswered = false;
    socket.on('message', (data: Buffer, isBinary) => {
      if (!isBinary) {
        const text = JSON.parse(String(data)) as JsonObject;
        heard.push(text);
        if (text['digit'] === '9') socket.close(1000, 'good bye');
      } else if (!isAnswered && isLoud(data)) {
        isAnswered = true;
        for (let index = 0; index < 50; index += 1) socket.send(saidFrame(index));
        socket.send(JSON.stringify({ action: 'notify', payload: { said: 'answer' } }));
      }
    });
  });
  // A busy machine makes gaps of its own.
  const stream = (await streamOf(port, '--say', 'Hello@1s', '--press', '9@5s'))
    .replace(/^.* {4}gap .*\n/gm, '')
    .replace(/(, |; ← )… gaps( \(.*\))?/g, '');
  expect(texts).toEqual([
    { event: 'websocket:connected', 'content-type': 'audio/l16;rate=16000' },
    { event: 'websocket:notify', payload: { said: 'answer' } },
    { event: 'websocket:dtmf', digit: '9', duration: 260 },
  ]);
  expect(`\n${stream}\n`).toMatchInlineSnapshot(`
    "
    →    socket <n>          GET /ws/bot 101
    ·    socket            open: audio/l16;rate=16000
    ·    text              → {"event":"websocket:connected","content-type":"audi…
    ·    text              ← {"action":"notify","payload":{"said":"answer"}}
    ·    text              → {"event":"websocket:notify","payload":{"said":"answ…
    ·    text              → {"event":"websocket:dtmf","digit":"9","duration":26…
    ·    socket            closed by the application: 1000 “good bye”
                      … frames sent in … s (50/s), … came back at -… dB.
                        http://127.0.0.1:<port>/emulator/v1/sockets/<leg>/audio.wav
       WebSocket /ws/bot?call=1 … s, → … frames (50/s) and … texts, ← … frames
    "
  `);
});

it('an agent that is not there', async () => {
  expect(`\n${await streamOf(await freePort())}\n`).toMatchInlineSnapshot(`
    "
    →    socket <n>          GET /ws/bot 502
                      ! your server at http://127.0.0.1:<port> is down: nothing listens there
    ·    failed            socket
                      ! ws://127.0.0.1:<port>/ws/bot?call=1: HTTP 502 instead of 101
       WebSocket /ws/bot?call=1 was named and not opened
       ! your server at http://127.0.0.1:<port> is down: nothing listens there
       ! the WebSocket ws://127.0.0.1:<port>/ws/bot?call=1 could not be opened: HTTP 502 instead of 101
    "
  `);
});

it('an agent whose sound breaks off', async () => {
  const { port } = await startAgent((socket) => {
    let count = 0;
    socket.on('message', (data: Buffer, isBinary) => {
      if (!isBinary) {
        if (String(data).includes('"9"')) socket.close(1000, 'good bye');
        return;
      }
      count += 1;
      // A second of sound, then nothing for a fifth of one.
      if (count % 60 < 50) socket.send(saidFrame(count));
    });
  });
  // The caller's frames are late where the machine is busy; those of the agent are missing.
  const stream = (await streamOf(port, '--press', '9@4s')).replace(/^ *→ {4}gap .*\n/gm, '');
  expect(`\n${stream}\n`).toMatchInlineSnapshot(`
    "
    →    socket <n>          GET /ws/bot 101
    ·    socket            open: audio/l16;rate=16000
    ·    text              → {"event":"websocket:connected","content-type":"audi…
    ←    gap               … ms, your server  socket <n>
    ·    text              → {"event":"websocket:dtmf","digit":"9","duration":26…
    ·    socket            closed by the application: 1000 “good bye”
                      … frames sent in … s (50/s), … came back at -… dB, … gaps.
                        http://127.0.0.1:<port>/emulator/v1/sockets/<leg>/audio.wav
       WebSocket /ws/bot?call=1 … s, → … frames (50/s) and … texts, ← … frames
    "
  `);
});

it('an agent that never answers the handshake', async () => {
  const { createServer } = await import('node:http');
  const held = new Set<{ destroy(): void }>();
  const server = createServer().on('upgrade', (_request, socket) => held.add(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of held) socket.destroy();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const stream = (await streamOf(port)).split('\n');
  // Which of the two gives up first is chance: both wait five seconds.
  expect(stream).toEqual(
    expect.arrayContaining([
      '·    failed            socket',
      '                  ! ws://127.0.0.1:<port>/ws/bot?call=1: no socket within … ms',
      '→    socket <n>          GET /ws/bot 502',
      '                  ! your server at http://127.0.0.1:<port> did not answer within … s',
      '   WebSocket /ws/bot?call=1 was named and not opened',
    ]),
  );
}, 30_000);
