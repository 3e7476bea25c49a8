import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { WebSocket } from 'ws';
import { bearerToken, readToken } from '../../../../src/vonage/signature.ts';
import { type BotOptions, callBot, startBot } from '../../../support/socket-bot.ts';
import { wavOf } from '../../../support/wav-file.ts';

const call = async (
  options: BotOptions,
  script?: Parameters<typeof callBot>[1],
  more?: Parameters<typeof callBot>[2],
) => {
  const bot = await startBot(options);
  try {
    return { bot, ...(await callBot(bot, script, more)) };
  } finally {
    await bot.close();
  }
};

const echo = (socket: WebSocket): void => {
  socket.on('message', (data: Buffer, isBinary) => isBinary && socket.send(data));
};

const HEADER_BYTES = 44;

describe.concurrent('a WebSocket to an application', () => {
  it('opens with the documented frame, and sends 20 ms a frame in real time', async () => {
    const endpoint = () => ({ headers: { session: 's-18', nested: { a: [1] } } });
    const { bot, outcome, closed, statuses, socketEvents } = await call({ endpoint });
    expect(outcome).toMatchObject({ problems: [], completed: true });
    expect(bot.texts).toEqual([
      {
        event: 'websocket:connected',
        'content-type': 'audio/l16;rate=16000',
        session: 's-18',
        nested: { a: [1] },
      },
    ]);
    expect(new Set(bot.sound.map(({ length }) => length))).toEqual(new Set([640]));
    // 2 s from the call's beginning, of which about half a second was over: what came is what was sent.
    expect(closed).toMatchObject({ by: 'platform', code: 1000, sound: { sent: bot.sound.length, gaps: 0 } });
    expect(bot.sound.length).toBeGreaterThan(60);
    expect(bot.sound.length).toBeLessThan(90);
    expect(bot.closings).toEqual([1000]);
    expect(statuses).toEqual(['started', 'answered', 'completed']);
    expect(socketEvents[0]).toMatchObject({ name: 'socket-opened', slowsDown: true });
  });

  it.each([
    [8000, 320],
    [16_000, 640],
    [24_000, 960],
  ])('at %i Hz sends the very bytes of a WAV file, and keeps those that come back', async (rate, bytes) => {
    const folder = await mkdtemp(join(tmpdir(), 'vonage-flow-voice-'));
    // Half a second of noise.
    const samples = Int16Array.from({ length: rate / 2 }, (_, index) => ((index * 7919) % 40_000) - 20_000);
    const voice = join(folder, 'voice.wav');
    await writeFile(voice, wavOf(samples, rate));
    const endpoint = () => ({ 'content-type': `audio/l16;rate=${rate}` });
    const said = Buffer.from(samples.buffer);
    // At once: what comes in real time may have gaps on a busy machine.
    const talk = (socket: WebSocket): void => {
      for (let at = 0; at < said.length; at += bytes) socket.send(said.subarray(at, at + bytes));
    };
    const { bot, wav, closed } = await call({ endpoint, talk }, { voice });
    await rm(folder, { recursive: true });
    const heard = Buffer.concat(bot.sound);
    expect(bot.sound[0]).toHaveLength(bytes);
    expect(heard.subarray(0, said.length).equals(said)).toBe(true);
    expect(heard.subarray(said.length).every((byte) => byte === 0)).toBe(true);
    const kept = wav!.subarray(HEADER_BYTES);
    expect(kept.indexOf(said)).toBeGreaterThanOrEqual(0);
    expect(kept).toHaveLength(wav!.readUInt32LE(40));
    expect(wav!.readUInt32LE(24)).toBe(rate);
    expect(closed?.sound.level).toBeGreaterThan(-20);
  });

  it('tells the host by which it was asked, and finds the way back', async () => {
    const { bot } = await call({});
    expect(bot.handshakes[0]?.url).toBe('/audio?session=1');
    expect(bot.handshakes[0]?.headers).toMatchObject({
      host: `flow-${bot.port}.localhost`,
      'x-forwarded-proto': 'https',
    });
    expect(bot.handshakes[0]?.headers).not.toHaveProperty('authorization');
  });

  it('signs the handshake like a webhook, or carries what it was given', async () => {
    const vonage = await call({ endpoint: () => ({ authorization: { type: 'vonage' } }) });
    const token = readToken(bearerToken(vonage.bot.handshakes[0]?.headers.authorization) ?? '');
    expect(token?.claims).toMatchObject({
      iss: 'Vonage',
      payload_hash: createHash('sha256').update('').digest('hex'),
    });
    const custom = await call({
      endpoint: () => ({ authorization: { type: 'custom', value: 'Basic abc' } }),
    });
    expect(custom.bot.handshakes[0]?.headers.authorization).toBe('Basic abc');
  });

  it('lets the application hear keys and words', async () => {
    const { bot } = await call(
      {},
      {
        hangUpAfterSeconds: 4,
        reactions: [
          { at: 1, press: '5#' },
          { at: 2, say: 'hello there' },
        ],
      },
    );
    expect(bot.texts.slice(1)).toEqual([
      { event: 'websocket:dtmf', digit: '5', duration: 260 },
      { event: 'websocket:dtmf', digit: '#', duration: 260 },
    ]);
    const loud = bot.sound.map((frame) => frame.some((byte) => byte !== 0));
    const first = loud.indexOf(true);
    // Eleven letters take 0.733 s, a little more than 36 frames.
    expect(loud.lastIndexOf(true) - first + 1).toBeGreaterThanOrEqual(35);
    expect(loud.lastIndexOf(true) - first + 1).toBeLessThanOrEqual(37);
    expect(first).toBeGreaterThan(40);
  });

  it('hears a tone when the script says so', async () => {
    const { bot, closed } = await call({ talk: echo }, { voice: 'tone' });
    expect(bot.sound.slice(1).every((frame) => frame.some((byte) => byte !== 0))).toBe(true);
    expect(closed?.sound.level).toBe(-15);
  });

  it('clears its buffer, and tells when all was played', async () => {
    const frame = Buffer.alloc(640, 1);
    const talk = (socket: WebSocket): void => {
      // Ten seconds, of which nothing is left but what comes after.
      for (let count = 0; count < 500; count += 1) socket.send(frame);
      socket.send('{"action":"notify","payload":{"lost":true}}');
      socket.send('{"action":"clear"}');
      for (let count = 0; count < 10; count += 1) socket.send(frame);
      socket.send('{"action":"notify","payload":{"n":1}}');
      socket.send('{"action":"notify"}');
    };
    const { bot, outcome, closed, wav } = await call({ talk });
    expect(outcome.problems).toEqual([]);
    expect(bot.texts.slice(1)).toEqual([
      { event: 'websocket:cleared' },
      { event: 'websocket:notify', payload: { n: 1 } },
      { event: 'websocket:notify' },
    ]);
    expect(closed?.sound.received).toBe(510);
    // The clearing may come a frame or two after the sound began.
    expect(closed?.sound.played).toBeGreaterThanOrEqual(10);
    expect(closed?.sound.played).toBeLessThan(20);
    const kept = wav!.subarray(HEADER_BYTES).filter((byte) => byte === 1).length;
    expect(kept).toBe(closed!.sound.played * 640);
  });

  it('is over when the application closes it, whose reply to that goes on', async () => {
    const talk = (socket: WebSocket): void => void setTimeout(() => socket.close(4001, 'enough'), 300);
    const replies = { disconnected: [{ action: 'wait', timeout: 1 }] };
    const { outcome, closed, statuses, actions } = await call({ talk, replies }, { hangUpAfterSeconds: 60 });
    expect(outcome).toMatchObject({ problems: [], completed: true });
    expect(closed).toMatchObject({ by: 'application', code: 4001, reason: 'enough' });
    expect(statuses).toEqual(['started', 'answered', 'disconnected', 'completed']);
    expect(actions).toEqual(['connect', 'wait']);
  });

  it('is over when the connection breaks off', async () => {
    const { closed, actions } = await call({
      talk: (socket) => void setTimeout(() => socket.terminate(), 300),
    });
    expect(closed).toMatchObject({ by: 'application', code: 1006 });
    expect(actions).toEqual(['connect', 'talk']);
  });

  it('is left when the application does not answer the closing', async () => {
    const talk = (socket: WebSocket): void => socket.pause();
    const { outcome, closed } = await call({ talk });
    expect(outcome).toMatchObject({ problems: [], completed: true });
    expect(closed).toMatchObject({ by: 'platform', code: 1000 });
  });
});

describe.concurrent('a WebSocket that cannot be opened', () => {
  const onFailure = { eventType: 'synchronous' };
  it.each<[string, BotOptions, Parameters<typeof callBot>[1], string, RegExp]>([
    ['refused', { refuses: 401 }, {}, 'failed', /HTTP 401 instead of 101$/],
    ['redirected', { refuses: 302 }, {}, 'failed', /HTTP 302 instead of 101$/],
    ['dead', { isDead: true, connect: { timeout: 1 } }, {}, 'unanswered', /no socket within 1000 ms$/],
    ['nobody there', { endpoint: () => ({ uri: 'ws://127.0.0.1:1/' }) }, {}, 'failed', /ECONNREFUSED/],
    ['no address', { endpoint: () => ({ uri: 'wss://[' }) }, {}, 'failed', /is not a ws:\/\/ or wss:\/\//],
    [
      'a header that cannot be sent',
      { endpoint: () => ({ authorization: { type: 'custom', value: 'a\nb' } }) },
      {},
      'failed',
      /Invalid character/,
    ],
  ])('is told with synchronous alone: %s', async (_name, options, script, status, words) => {
    const told = await call(
      {
        ...options,
        connect: { ...onFailure, ...options.connect },
        replies: { [status]: [{ action: 'wait', timeout: 1 }] },
      },
      script,
    );
    expect(told.statuses).toEqual(['started', status]);
    expect(told.actions).toEqual(['connect', 'wait']);
    expect(told.outcome.problems).toHaveLength(1);
    expect(told.outcome.problems[0]).toMatch(words);
    const untold = await call(options, script);
    expect(untold.statuses).toEqual(['started']);
    expect(untold.actions).toEqual(['connect', 'talk']);
  });

  it('is given up when the caller hangs up meanwhile', async () => {
    const { outcome, statuses, list } = await call({ isDead: true }, { hangUpAfterSeconds: 1 }, { speed: 1 });
    expect(outcome).toMatchObject({ completed: true, problems: [] });
    expect(statuses).toEqual(['started', 'cancelled']);
    expect(list).toEqual([]);
  });
});

describe.concurrent('what an application does wrong', () => {
  const frame = Buffer.alloc(640, 1);
  it.each<[string, (socket: WebSocket) => void, readonly RegExp[]]>([
    [
      'frames of another size',
      (socket) => {
        for (let count = 0; count < 5; count += 1) socket.send(Buffer.alloc(1000, 1));
      },
      [/: a binary frame of 1000 bytes: each has to be 640, 20 ms of sound$/],
    ],
    [
      'more than fits into the buffer',
      (socket) => {
        for (let count = 0; count < 3100; count += 1) socket.send(frame);
      },
      [/: more than 3072 frames wait to be played: what is above is lost$/],
    ],
    [
      'one huge frame',
      (socket) => socket.send(Buffer.alloc(17 * 1024 * 1024)),
      [/Max payload size exceeded$/],
    ],
    [
      'a frame that is none',
      (socket) => {
        const { _socket: raw } = socket as unknown as { _socket: { write(bytes: Buffer): void } };
        raw.write(Buffer.from([0xff, 0xff, 0xff, 0xff]));
      },
      [/Invalid WebSocket frame/],
    ],
    ['text that is no command', (socket) => socket.send('{"event":"hello"}'), []],
    ['text in a binary frame', (socket) => socket.send(Buffer.from('{"action":"clear"}')), []],
  ])('is borne, and named once: %s', async (_name, talk, problems) => {
    const { outcome } = await call({ talk });
    expect(outcome.completed).toBe(true);
    expect(outcome.problems).toHaveLength(problems.length);
    for (const [index, words] of problems.entries()) expect(outcome.problems[index]).toMatch(words);
  });

  it('is shown, when it is text that does nothing', async () => {
    const { socketEvents } = await call({
      talk: (socket) => {
        socket.send('{"event":"hello"}');
        socket.send(Buffer.from('{"action":"clear"}'));
      },
    });
    const remarks = socketEvents.flatMap((event) =>
      event.name === 'socket-text' && event.remark ? [event.remark] : [],
    );
    expect(remarks).toEqual([
      'no command: clear and notify are',
      'sent as a binary frame, so that it counts as sound: mind isBinary of ws',
    ]);
  });

  it('is survived by a file that cannot be played', async () => {
    const { outcome, bot } = await call({}, { voice: '/nowhere/voice.wav' });
    expect(outcome.problems[0]).toMatch(/voice\.wav cannot be played as the caller's voice/);
    expect(bot.sound.length).toBeGreaterThan(50);
  });
});

describe.concurrent('the clock of the platform', () => {
  it.each(['instant', 4] as const)('runs with the wall while a WebSocket is open: %s', async (speed) => {
    const began = performance.now();
    const { bot, outcome } = await call({}, { hangUpAfterSeconds: 4 }, { speed });
    expect(outcome.completed).toBe(true);
    // No sooner: sound takes its time.
    expect(performance.now() - began).toBeGreaterThan(1500);
    expect(bot.sound.length).toBeGreaterThan(75);
  });

  it('lets calls at the same time have sockets of their own', async () => {
    const bot = await startBot({ talk: echo });
    const outcomes = await Promise.all([callBot(bot), callBot(bot), callBot(bot)]);
    await bot.close();
    expect(outcomes.map(({ outcome }) => outcome.problems)).toEqual([[], [], []]);
  });
});
