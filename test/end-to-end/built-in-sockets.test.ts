import { createHash } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import type { WebSocket } from 'ws';
import type { JsonObject } from '../../src/vonage/json.ts';
import { connectedFrame, dtmfFrame, notifyFrame } from '../../src/vonage/socket-frames.ts';
import { startLocaltunnelServer } from '../support/localtunnel-server.ts';
import { dialSocket, heardBy, startSocketApp } from '../support/socket-app.ts';
import { wavOf } from '../support/wav-file.ts';
import { emptyPlace, startListening } from '../support/whole-flow.ts';

const listenAlone = (more: readonly string[] = []) => startListening(['--emulator', ...more], emptyPlace());

const connected = (rate: number): string => connectedFrame(`audio/l16;rate=${rate}`, {});

/** Each other than all the others. */
const frameOf = (index: number, bytes = 640): Buffer => {
  const seed = createHash('sha512').update(String(index)).digest();
  return Buffer.concat(
    Array.from({ length: bytes / 64 }, (_, part) => seed.map((byte) => byte ^ (part * 25))),
  );
};

/** What comes from now on: sound, and texts as JSON. */
const everythingOf = (socket: WebSocket) => {
  const frames: Buffer[] = [];
  const texts: JsonObject[] = [];
  socket.on('message', (data: Buffer, isBinary) => {
    if (isBinary) frames.push(Buffer.from(data));
    else texts.push(JSON.parse(String(data)) as JsonObject);
  });
  return { frames, texts };
};

it('says back what it hears, to the byte, and names itself in the stream', async () => {
  const listen = await listenAlone();
  const { socket, came, closed } = await dialSocket(`${listen.publicUrl}/ws/echo`);
  expect(came).toBe('open');
  const { frames, texts } = everythingOf(socket);
  socket.send(connected(16_000));
  for (let index = 0; index < 100; index += 1) socket.send(frameOf(index));
  await vi.waitFor(() => expect(frames.length).toBe(100));
  expect(frames.map((frame, index) => frame.equals(frameOf(index)))).not.toContain(false);
  // `*` throws away what waits, `#` ends it once all was heard.
  socket.send(dtmfFrame('*', 100));
  await vi.waitFor(() => expect(texts).toEqual([{ action: 'clear' }]));
  socket.send(dtmfFrame('#', 100));
  await vi.waitFor(() => expect(texts[1]?.['action']).toBe('notify'));
  socket.send(notifyFrame({ other: true }));
  socket.send(notifyFrame(texts[1]?.['payload']));
  expect(await closed).toBe('1000 all was heard');
  expect(await listen.line(({ kind }) => kind === 'websocket')).toMatchObject({
    target: 'built-in',
    socket: 'echo',
    reply: { status: 101, by: 'listener' },
    problems: [],
  });
  expect(await listen.line(({ name }) => name === 'closed')).toMatchObject({
    address: '/ws/echo',
    by: 'server',
    code: 1000,
    client: { frames: 100, texts: 5 },
    server: { frames: 100, texts: 2 },
  });
});

it.each([
  [8000, 320],
  [16_000, 640],
  [24_000, 960],
])(
  'sounds at %i Hz in frames of %i bytes, and ends after the seconds that were wished',
  async (rate, bytes) => {
    const listen = await listenAlone();
    const { socket, closed } = await dialSocket(`${listen.publicUrl}/ws/tone?hz=1000&seconds=0.2`);
    const { frames, texts } = everythingOf(socket);
    socket.send(connected(rate));
    await vi.waitFor(() => expect(texts.length).toBe(1));
    expect(frames.map(({ length }) => length)).toEqual(Array.from({ length: 10 }, () => bytes));
    const samples = Buffer.concat(frames);
    const wrong = Array.from({ length: samples.length / 2 }, (_, at) => at).filter((at) => {
      const wanted = Math.round(0.25 * 32_767 * Math.sin((2 * Math.PI * 1000 * at) / rate));
      return samples.readInt16LE(at * 2) !== wanted;
    });
    expect(wrong).toEqual([]);
    socket.send(notifyFrame(texts[0]?.['payload']));
    expect(await closed).toBe('1000 all was heard');
  },
);

it('pauses the tone at a *, and goes on at the next', async () => {
  const listen = await listenAlone();
  const { socket } = await dialSocket(`${listen.publicUrl}/ws/tone`);
  const { frames, texts } = everythingOf(socket);
  socket.send(connected(8000));
  await vi.waitFor(() => expect(frames.length).toBeGreaterThan(3));
  socket.send(dtmfFrame('*', 100));
  await vi.waitFor(() => expect(texts).toEqual([{ action: 'clear' }]));
  const before = frames.length;
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(frames.length).toBe(before);
  socket.send(dtmfFrame('*', 100));
  await vi.waitFor(() => expect(frames.length).toBeGreaterThan(before + 3));
});

it.each([8000, 16_000, 24_000])('keeps what it hears at %i Hz as WAV', async (rate) => {
  const listen = await listenAlone();
  const { socket } = await dialSocket(`${listen.publicUrl}/ws/record`);
  socket.send(connected(rate));
  const sound = Array.from({ length: 25 }, (_, index) => frameOf(index, (rate / 1000) * 40));
  for (const frame of sound) socket.send(frame);
  socket.close(1000);
  const recorded = await listen.line(({ name }) => name === 'recorded');
  expect(recorded).toMatchObject({ type: 'socket', address: '/ws/record', milliseconds: 500, bytes: rate });
  const file = String(recorded['file']);
  expect(file).toMatch(/\/\.vonage-flow\/sound\/\d{4}-[\dTZ-]+-\d+-socket-1\.wav$/);
  const bytes = Buffer.concat(sound);
  const samples = new Int16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2);
  expect(readFileSync(file).equals(wavOf(samples, rate))).toBe(true);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

it('makes a recording whole when the listener is stopped, and leaves one that can be heard when it is killed', async () => {
  for (const signal of ['SIGINT', 'SIGKILL'] as const) {
    const listen = await listenAlone();
    const { socket } = await dialSocket(`${listen.publicUrl}/ws/record`);
    socket.send(connected(16_000));
    for (let index = 0; index < 10; index += 1) socket.send(frameOf(index));
    const folder = join(String(listen.ready['records']), '..', 'sound');
    const written = async (): Promise<Buffer> => {
      const { readdir } = await import('node:fs/promises');
      const [name = ''] = await readdir(folder);
      return readFileSync(join(folder, name));
    };
    await vi.waitFor(async () => expect((await written()).length).toBe(44 + 6400));
    await listen.stop(signal);
    const wav = await written();
    expect(wav.length).toBe(44 + 6400);
    expect(wav.readUInt32LE(40)).toBe(signal === 'SIGINT' ? 6400 : 0xffff_ffff - 36);
  }
});

it.each<[path: string, more: readonly string[], came: string]>([
  ['/ws/tone?hz=9', [], '400 hz=9 is no tone of a telephone: 50 to 3400'],
  ['/ws/tone?hz=high', [], '400 hz=high is no tone of a telephone: 50 to 3400'],
  ['/ws/tone?seconds=0', [], '400 seconds=0 is no length: more than 0, at most 7200'],
  [
    '/ws/record',
    ['--no-record'],
    '503 nothing is kept in this run (--no-record), so /ws/record takes no sound',
  ],
  [
    '/ws/other',
    [],
    '404 there is no WebSocket "other": those that there are: echo, tone, record; the config names others under sockets',
  ],
  ['/ws/echo/more', [], "404 /ws/echo/more is none of this listener's addresses"],
])('refuses %s %j', async (path, more, came) => {
  const listen = await listenAlone(more);
  const [status, words] = [came.slice(0, 3), came.slice(4)];
  expect((await dialSocket(`${listen.publicUrl}${path}`)).came).toBe(
    `${status} ${JSON.stringify({ title: 'vonage-flow', detail: words })}`,
  );
  expect(await listen.line(({ kind }) => kind === 'websocket')).toMatchObject({ problems: [words] });
});

it('is the listener’s own also before a server of the user’s', async () => {
  const server = await startSocketApp();
  const listen = await listenAlone(['--forward', server.url]);
  const { socket, came } = await dialSocket(`${listen.publicUrl}/ws/echo`);
  expect(came).toBe('open');
  socket.send(frameOf(1));
  expect((await heardBy(socket)).data.equals(frameOf(1))).toBe(true);
  expect((await dialSocket(`${listen.publicUrl}/ws/bot`)).came).toMatch(/^404 /);
  expect(server.handshakes).toEqual([]);
});

it('refuses what is unsigned when signatures are required', async () => {
  const listen = await listenAlone(['--require-signature']);
  expect((await dialSocket(`${listen.publicUrl}/ws/echo`)).came).toMatch(/^401 /);
});

it('ends at sound that Vonage does not have, and takes no more than fifty at once', async () => {
  const listen = await listenAlone();
  const odd = await dialSocket(`${listen.publicUrl}/ws/tone`);
  odd.socket.send(connectedFrame('audio/wav', {}));
  expect(await odd.closed).toBe("1003 content-type audio/wav is none of Vonage's");
  const open = await Promise.all(Array.from({ length: 50 }, () => dialSocket(`${listen.publicUrl}/ws/echo`)));
  expect(open.map(({ came }) => came)).not.toContain('404');
  const words = '50 built-in WebSockets are open already';
  const late = await dialSocket(`${listen.publicUrl}/ws/echo`);
  expect(late.came).toBe(`503 ${JSON.stringify({ title: 'vonage-flow', detail: words })}`);
  open[0]?.socket.close();
  await open[0]?.closed;
  await vi.waitFor(async () => expect((await dialSocket(`${listen.publicUrl}/ws/echo`)).came).toBe('open'));
});

it('hears no more while what it says back is not read', async () => {
  const listen = await listenAlone();
  const { socket } = await dialSocket(`${listen.publicUrl}/ws/echo`);
  socket.pause();
  for (let index = 0; index < 100; index += 1) socket.send(Buffer.alloc(1024 * 1024));
  // Until nothing moves any more: all that lies between is full.
  for (let before = -1; before !== socket.bufferedAmount; ) {
    before = socket.bufferedAmount;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  expect(socket.bufferedAmount).toBeGreaterThan(80 * 1024 * 1024);
  let back = 0;
  socket.on('message', (data: Buffer) => {
    back += data.length;
  });
  socket.resume();
  await vi.waitFor(() => expect(back).toBe(100 * 1024 * 1024), 20_000);
});

it('frees what it holds when a caller breaks off', async () => {
  const listen = await listenAlone();
  const { socket } = await dialSocket(`${listen.publicUrl}/ws/echo`);
  socket.send(frameOf(1));
  await heardBy(socket);
  socket.terminate();
  expect(await listen.line(({ name }) => name === 'closed')).toMatchObject({ by: 'client', code: 1006 });
  expect(await listen.stop()).toBe(0);
});

it.each([[false], [true]])(
  'works in an NCCO before there is an agent; through a tunnel: %s',
  async (isTunnelled) => {
    const place = emptyPlace();
    const connectTo = (uri: string): string =>
      `    - { action: connect, endpoint: [{ type: websocket, uri: "${uri}", content-type: audio/l16;rate=16000 }] }\n`;
    writeFileSync(
      join(place.folder, 'vonage-flow.config.yaml'),
      `answer: hi\nnccos:\n  hi:\n${connectTo('{{ wss.echo }}')}${connectTo('{{ wss.tone }}?seconds=0.5')}`,
    );
    const tunnels = isTunnelled ? await startLocaltunnelServer() : undefined;
    onTestFinished(() => tunnels?.close());
    const way = tunnels ? ['--tunnel', 'localtunnel', '--tunnel-host', tunnels.url] : [];
    const listen = await startListening(['--emulator', ...way, '--call', '--once', '--press', '#@2s'], place);
    expect((await listen.ended).code).toBe(0);
    const closed = listen.lines().filter(({ type, name }) => type === 'platform' && name === 'socket-closed');
    const end = ['application', 1000, 'all was heard'];
    expect(closed.map(({ by, code, reason }) => [by, code, reason])).toEqual([end, end]);
    const [echoed, sounded] = closed.map(({ sound }) => sound as JsonObject);
    expect(echoed?.['received']).toBeGreaterThan(20);
    expect(sounded).toMatchObject({ received: 25, level: -15 });
    const own = listen.publicUrl.replace('http', 'ws');
    const opened = listen.lines().filter(({ name }) => name === 'socket-opened');
    expect(opened.map(({ url }) => url)).toEqual([`${own}/ws/echo`, `${own}/ws/tone?seconds=0.5`]);
    const ended = await listen.line(({ type }) => type === 'flow-ended');
    expect(ended['sockets']).toMatchObject([
      { address: '/ws/echo', by: 'server', code: 1000 },
      { address: '/ws/tone?seconds=0.5', by: 'server', code: 1000, server: { frames: 25 } },
    ]);
  },
);
