import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { downloadMedia, type MediaDownload } from '../../../src/edge/media-files/download-media.ts';
import { Failure } from '../../../src/failure.ts';

const NOW = Date.parse('2026-03-31T12:00:00Z');
const DAY = 24 * 60 * 60 * 1000;

type Answer = (response: ServerResponse, request: IncomingMessage) => unknown;

/** A host of files that does one thing after the other; the last one again and again. */
const hostOf = async (...answers: readonly Answer[]) => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.url} ${request.headers.authorization ?? 'without a token'}`);
    const answer = answers[Math.min(asked.length, answers.length) - 1];
    answer?.(response, request);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, asked };
};

const says =
  (status: number, body = '', headers: Readonly<Record<string, string>> = {}): Answer =>
  (response) =>
    response.writeHead(status, headers).end(body);

const emptyFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'vonage-flow-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

const downloading = (host: string, more: Partial<MediaDownload> = {}) => {
  const slept: number[] = [];
  let tokens = 0;
  const folder = more.folder ?? emptyFolder();
  const download: MediaDownload = {
    url: `${host}/v1/files/one`,
    folder,
    name: 'one',
    recordedAt: NOW - DAY,
    authorization: () => {
      tokens += 1;
      return `Bearer ${tokens}`;
    },
    emulator: host,
    clock: {
      now: () => NOW,
      monotonic: () => NOW,
      sleep: async (milliseconds) => void slept.push(milliseconds),
    },
    chance: { uuid: () => 'uuid', hex: () => 'abcd' },
    signal: new AbortController().signal,
    ...more,
  };
  const outcome = downloadMedia(download).catch((error: unknown) => {
    if (!(error instanceof Failure)) throw error;
    return [error.what, error.why, ...error.tryThis].filter(Boolean).join('\n');
  });
  return { folder, slept, outcome, files: () => readdirSync(folder) };
};

describe('a file of a call', () => {
  it.each([
    ['audio/mpeg', 'one.mp3'],
    ['audio/x-wav', 'one.wav'],
    ['audio/ogg; codecs=opus', 'one.ogg'],
    ['application/json; charset=utf-8', 'one.json'],
    ['application/octet-stream', 'one.bin'],
  ])('has the ending of its type: %s', async (type, name) => {
    const host = await hostOf(says(200, 'sound', { 'content-type': type }));
    const { folder, outcome, files } = downloading(host.url);
    expect(await outcome).toEqual({ path: join(folder, name), bytes: 5, isNew: true });
    expect(readFileSync(join(folder, name), 'utf8')).toBe('sound');
    expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    expect(files()).toEqual([name]);
    expect(host.asked).toEqual(['/v1/files/one Bearer 1']);
  });

  it('is written as it comes, however large it is', async () => {
    const piece = Buffer.alloc(1024 * 1024, 'x');
    const host = await hostOf((response) => {
      response.writeHead(200, { 'content-type': 'audio/wav', 'content-length': 300 * piece.length });
      let left = 300;
      const send = (): void => {
        while (left > 0) {
          left -= 1;
          if (!response.write(piece)) return void response.once('drain', send);
        }
        response.end();
      };
      send();
    });
    const before = process.memoryUsage().arrayBuffers;
    const { outcome } = downloading(host.url);
    expect(await outcome).toMatchObject({ bytes: 300 * piece.length });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(100 * 1024 * 1024);
  });

  it('that is there already is not written again; another one of its name gets a number', async () => {
    const folder = emptyFolder();
    const host = await hostOf(says(200, 'sound', { 'content-type': 'audio/mpeg', 'content-length': '5' }));
    await downloading(host.url, { folder }).outcome;
    expect(await downloading(host.url, { folder }).outcome).toMatchObject({ isNew: false });
    writeFileSync(join(folder, 'one.mp3'), 'of somebody else');
    expect(await downloading(host.url, { folder }).outcome).toMatchObject({
      path: join(folder, 'one-2.mp3'),
    });
    expect(readdirSync(folder).toSorted()).toEqual(['one-2.mp3', 'one.mp3']);
  });

  it.each<[what: string, answer: Answer, words: RegExp]>([
    [
      'breaks off',
      (response) => {
        response.writeHead(200, { 'content-type': 'audio/mpeg', 'content-length': '1000' });
        response.write('half', () => response.destroy());
      },
      /^one\.mp3 could not be downloaded whole\n/,
    ],
    [
      'is shorter than it said',
      (response) => {
        response.writeHead(200, {
          'content-type': 'audio/mpeg',
          'content-length': '1000',
          connection: 'close',
        });
        response.write('half', () => response.socket?.end());
      },
      /^one\.mp3 (could not be downloaded whole|broke off after 4 of 1000 bytes)\n/,
    ],
  ])('that %s is not kept', async (_what, answer, words) => {
    const { outcome, files } = downloading((await hostOf(answer)).url);
    expect(await outcome).toMatch(words);
    expect(files()).toEqual([]);
  });

  it('that cannot be written says so', async () => {
    const host = await hostOf(says(200, 'sound'));
    const file = join(emptyFolder(), 'file');
    writeFileSync(file, '');
    expect(await downloading(host.url, { folder: file }).outcome).toMatch(
      /^one\.bin cannot be written in .*\nEEXIST/,
    );
  });
});

describe('a host that has no file', () => {
  it('is asked again when it has too much to do, with the pause that it wishes and a new token', async () => {
    const host = await hostOf(
      says(429, '', { 'retry-after': '7' }),
      says(503),
      says(429),
      says(200, 'sound'),
    );
    const { slept, outcome } = downloading(host.url);
    expect(await outcome).toMatchObject({ bytes: 5 });
    expect(slept).toEqual([7000, 2000, 4000]);
    expect(host.asked.at(-1)).toBe('/v1/files/one Bearer 4');
  });

  it('is asked again for a file of a moment ago', async () => {
    const host = await hostOf(says(404), says(200, 'sound'));
    expect(await downloading(host.url, { recordedAt: NOW - 5000 }).outcome).toMatchObject({ bytes: 5 });
  });

  it.each<[what: string, answer: Answer, recordedAt: number, words: string]>([
    [
      '401',
      says(401, '{"title":"Unauthorized"}'),
      NOW - DAY,
      `127.0.0.1:<port> does not take the application’s token (401)
Only the application that recorded may download. It says: {"title":"Unauthorized"}
name that application: --app <id>, and its key: --private-key
or let it be looked at: vonage-flow doctor`,
    ],
    [
      '404 after 30 days',
      says(404, '<html>gone</html>'),
      NOW - 31 * DAY,
      `The file is not there (404)
Vonage keeps recordings for 30 days, and this one is 31 days old: it is too late.
next time keep them as they are made: vonage-flow listen --save-recordings recordings`,
    ],
    [
      '404 before',
      says(404),
      NOW - 3 * DAY,
      `The file is not there (404)
Vonage keeps recordings for 30 days, and this one is of 2026-03-28; somebody may have deleted it.
next time keep them as they are made: vonage-flow listen --save-recordings recordings`,
    ],
    [
      '429 for ever',
      says(429),
      NOW - DAY,
      `127.0.0.1:<port> gets too many requests (429)
It was asked 4 times, with pauses.
wait a minute, then try again: what is there already is not asked for again`,
    ],
    [
      '500 for ever',
      says(500),
      NOW - DAY,
      'http://127.0.0.1:<port> answered 500\nIt has a fault of its own.\ntry again later',
    ],
    [
      '204',
      says(204),
      NOW - DAY,
      'http://127.0.0.1:<port> answered 204\nSomething else was expected.\ntry again later',
    ],
  ])('says %s', async (_what, answer, recordedAt, words) => {
    const host = await hostOf(answer);
    const { outcome, files } = downloading(host.url, { recordedAt });
    expect(String(await outcome).replaceAll(new URL(host.url).port, '<port>')).toBe(words);
    expect(files()).toEqual([]);
  });

  it('is not there', async () => {
    const words = await downloading('http://127.0.0.1:9').outcome;
    expect(words).toContain('http://127.0.0.1:9 does not answer\nconnect ECONNREFUSED');
  });
});

describe('the token of the application', () => {
  it.each([
    ['http://api.nexmo.com/v1/files/one', 'without TLS'],
    ['https://api.nexmo.com.evil.example/v1/files/one', 'a host that only begins so'],
    ['https://evil.example/?https://api.nexmo.com/', 'a host of somebody'],
    ['https://api.nexmo.com:8443/v1/files/one', 'another port'],
    ['https://me:pw@api.nexmo.com/v1/files/one', 'with a password of its own'],
    ['https://:pw@api.nexmo.com/v1/files/one', 'with a password alone'],
    ['https://www.vonage.com/v1/files/one', 'web pages'],
    ['http://127.0.0.1:9/v1/files/one', 'this machine, where no emulator is'],
    ['ftp://api.nexmo.com/one', 'another protocol'],
    ['not a url', 'nothing'],
  ])('does not go to %s: %s', async (url) => {
    const { outcome } = downloading('http://127.0.0.1:4010', { url });
    expect(await outcome).toMatch(
      /is no host of Vonage's, so nothing is downloaded from there\nThe application’s token goes to Vonage’s hosts over https only/,
    );
  });

  it('does not follow a redirect to another host', async () => {
    const other = await hostOf(says(200, 'sound'));
    const host = await hostOf(says(302, '', { location: `${other.url}/bucket/one` }));
    expect(await downloading(host.url).outcome).toContain(
      `${host.url} redirects to ${other.url}, and that is not followed`,
    );
    expect(other.asked).toEqual([]);
  });

  it('follows one on the same host, and not in a circle', async () => {
    const host = await hostOf(says(307, '', { location: '/v1/files/two' }), says(200, 'sound'));
    expect(await downloading(host.url).outcome).toMatchObject({ bytes: 5 });
    expect(host.asked).toEqual(['/v1/files/one Bearer 1', '/v1/files/two Bearer 2']);
    const circle = await hostOf(says(302, '', { location: '/v1/files/one' }));
    expect(await downloading(circle.url).outcome).toContain('It leads in a circle.');
    expect(circle.asked.length).toBe(4);
  });
});
