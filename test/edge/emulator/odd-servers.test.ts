import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { startEmulatorHost } from '../../../src/edge/emulator/host.ts';
import type { RunningEmulator } from '../../../src/edge/emulator/running-emulator.ts';
import type { PlatformEvent } from '../../../src/vonage/platform-event.ts';
import { fixedClock, startBackend } from '../../support/emulator-backend.ts';
import { httpReply, type OddServer, type OddWay, startOddServer } from '../../support/odd-server.ts';
import { pointWebhooks } from '../../support/point-webhooks.ts';

/** Ends something when the test is over. */
type Later = (undo: () => Promise<void>) => void;

const NCCO = JSON.stringify([{ action: 'talk', text: 'Hello' }]);
const MEGABYTE = 1024 * 1024;

const drip = async (socket: Parameters<OddWay>[0], text: string): Promise<void> => {
  for (const letter of text) {
    if (socket.destroyed) return;
    socket.write(letter);
    await sleep(50);
  }
};

const pour = async (socket: Parameters<OddWay>[0], megabytes: number): Promise<void> => {
  const chunk = Buffer.alloc(MEGABYTE, ' ');
  for (let count = 0; count < megabytes && !socket.destroyed; count += 1)
    if (!socket.write(chunk)) await Promise.race([once(socket, 'drain'), once(socket, 'close')]);
};

const once = (socket: Parameters<OddWay>[0], event: string): Promise<void> =>
  new Promise((resolve) => void socket.once(event, () => resolve()));

const exit: OddWay = (socket, _path, server) => {
  socket.destroy();
  void server.close();
};

/** What a server does when it is asked for an NCCO; `URL` in the words stands for its address. */
const WAYS: readonly (readonly [
  name: string,
  way: OddWay,
  tries: readonly string[],
  problem: string | undefined,
])[] = [
  [
    'is slow, but in time',
    (socket) => void sleep(600).then(() => socket.write(httpReply('200 OK', NCCO))),
    ['200'],
    undefined,
  ],
  [
    'never replies',
    () => {},
    ['no reply within 1000 ms', 'no reply within 1000 ms'],
    'GET URL/answer (answer) failed, tried twice: no reply within 1000 ms',
  ],
  [
    'drips bytes',
    (socket) => void drip(socket, httpReply('200 OK', NCCO)),
    ['no reply within 1000 ms', 'no reply within 1000 ms'],
    'GET URL/answer (answer) failed, tried twice: no reply within 1000 ms',
  ],
  [
    'drips the body alone',
    (socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n');
      void drip(socket, NCCO.padEnd(1000));
    },
    ['the reply was not complete within 1000 ms', 'the reply was not complete within 1000 ms'],
    'GET URL/answer (answer) failed, tried twice: the reply was not complete within 1000 ms',
  ],
  [
    'resets the connection',
    (socket) => void socket.resetAndDestroy(),
    [
      'your server closed the connection before it replied: did it crash?',
      'your server closed the connection before it replied: did it crash?',
    ],
    'GET URL/answer (answer) failed, tried twice: your server closed the connection before it replied: did it crash?',
  ],
  [
    'closes in the middle of the body',
    (socket) => void socket.end(`HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n${NCCO}`),
    [
      'your server closed the connection in the middle of its reply: did it crash?',
      'your server closed the connection in the middle of its reply: did it crash?',
    ],
    'GET URL/answer (answer) failed, tried twice: your server closed the connection in the middle of its reply: did it crash?',
  ],
  [
    'exits',
    exit,
    [
      'your server closed the connection before it replied: did it crash?',
      'nothing listens at URL: is your server running?',
    ],
    'GET URL/answer (answer) failed, tried twice: your server closed the connection before it replied: did it crash? (then: nothing listens at URL: is your server running?)',
  ],
  [
    'speaks no HTTP',
    (socket) => void socket.end('220 mail.example.com ESMTP\r\n'),
    ['what URL answers is not HTTP', 'what URL answers is not HTTP'],
    'GET URL/answer (answer) failed, tried twice: what URL answers is not HTTP',
  ],
  [
    'answers HTML',
    (socket) => void socket.write(httpReply('200 OK', '<!doctype html>', 'content-type: text/html\r\n')),
    ['200'],
    'GET URL/answer replied with an NCCO that is refused: this is not JSON: <!doctype html>',
  ],
  [
    'answers 500',
    (socket) => void socket.write(httpReply('500 Oops', 'TypeError')),
    ['HTTP 500'],
    'GET URL/answer (answer) failed, tried once: HTTP 500',
  ],
  [
    'answers 503',
    (socket) => void socket.write(httpReply('503 Later', '')),
    ['HTTP 503', 'HTTP 503'],
    'GET URL/answer (answer) failed, tried twice: HTTP 503',
  ],
  [
    'redirects',
    (socket) => void socket.write(httpReply('301 Moved', '', 'location: /elsewhere\r\n')),
    ['HTTP 301, and redirects are not followed'],
    'GET URL/answer (answer) failed, tried once: HTTP 301, and redirects are not followed',
  ],
  [
    'answers 50 MB',
    (socket) => {
      socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${50 * MEGABYTE}\r\n\r\n`);
      void pour(socket, 50);
    },
    ['the reply is longer than 1 MiB'],
    'GET URL/answer (answer) failed, tried once: the reply is longer than 1 MiB',
  ],
  [
    'answers without an end',
    (socket) => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      void pour(socket, 200);
    },
    ['the reply is longer than 1 MiB'],
    'GET URL/answer (answer) failed, tried once: the reply is longer than 1 MiB',
  ],
];

const start = async (
  later: Later,
  fallback: boolean,
  answerUrl: string,
  goodUrl: string,
): Promise<RunningEmulator> => {
  const emulator = await startEmulatorHost({
    clock: fixedClock,
    seed: 'odd',
    speed: 'instant',
    numbers: ['14155550100'],
    users: [],
  });
  later(emulator.close);
  await pointWebhooks(emulator, {
    voice: {
      answer_url: { address: answerUrl, http_method: 'GET', socket_timeout: 1000 },
      event_url: { address: `${goodUrl}/event`, http_method: 'POST' },
      ...(fallback && { fallback_answer_url: { address: `${goodUrl}/fallback`, http_method: 'GET' } }),
    },
  });
  return emulator;
};

/** One call whose answer URL is the odd server's; then one whose answer URL is a good one. */
const call = async (later: Later, way: OddWay, fallback: boolean) => {
  const odd: OddServer = await startOddServer(way);
  const good = await startBackend(({ path }) => (path === '/event' ? { status: 204 } : { body: NCCO }));
  later(odd.close);
  later(good.close);
  const emulator = await start(later, fallback, `${odd.url}/answer`, good.url);
  const sent: Extract<PlatformEvent, { name: 'webhook-sent' }>[] = [];
  emulator.subscribe(({ event }) => {
    if (event.name === 'webhook-sent') sent.push(event);
  });
  const place = () => emulator.placeCall({ from: '14155550123', to: '14155550100', press: [] });
  const outcome = await place();
  const written = (text: string): string => text.replaceAll(odd.url, 'URL');
  const asking = sent.filter(({ kind }) => kind === 'answer' || kind === 'fallback');
  await pointWebhooks(emulator, {
    voice: { answer_url: { address: `${good.url}/answer`, http_method: 'GET' } },
  });
  return {
    tries: asking.map(({ kind, failure, status }) =>
      written(`${kind === 'fallback' ? 'fallback ' : ''}${failure ?? status}`),
    ),
    problems: outcome.problems.map(written),
    completed: outcome.completed,
    next: await place(),
    odd,
  };
};

describe('a server that', () => {
  it.concurrent.for(WAYS)(
    '%s',
    { timeout: 20_000 },
    async ([_name, way, tries, problem], { onTestFinished }) => {
      const alone = await call(onTestFinished, way, false);
      expect({ tries: alone.tries, problems: alone.problems }).toEqual({
        tries,
        problems: problem === undefined ? [] : [problem],
      });
      // The leg ends whatever happens, and the next call finds an emulator that works.
      expect(alone.completed).toBe(true);
      expect(alone.next).toMatchObject({ completed: true, problems: [] });
      const helped = await call(onTestFinished, way, true);
      // A reply that is refused is no failure of the delivery: no fallback (voice-webhooks.md §2.2).
      const carriedOn = problem !== undefined && !problem.includes('is refused');
      expect(helped.tries).toEqual([...tries, ...(carriedOn ? ['fallback 200'] : [])]);
      // However much it has to say, little is taken.
      expect(helped.odd.sent()).toBeLessThan(20 * MEGABYTE);
    },
  );
});
