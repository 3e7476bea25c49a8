import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { startEmulatorHost } from '../../../src/edge/emulator/host.ts';
import { measureAudio } from '../../../src/edge/emulator/measure-audio.ts';
import { createPublicNames } from '../../../src/edge/emulator/public-names.ts';
import { mp3File, wavFile } from '../../support/audio-files.ts';
import { fixedClock, startBackend } from '../../support/emulator-backend.ts';

const LONG = mp3File(2000);

/** Serves sounds: with a size, without one, and none at all. */
const startSounds = async (): Promise<string> => {
  const server = createServer((request, response) => {
    switch (request.url) {
      case '/sized.wav':
        return void response.writeHead(200, { 'content-length': wavFile(1200).length }).end(wavFile(1200));
      case '/long.mp3':
        return void response.writeHead(200, { 'content-length': LONG.length }).end(LONG);
      case '/chunked.mp3':
        return void response.writeHead(200).end(LONG);
      case '/moved.mp3':
        return void response.writeHead(302, { location: '/long.mp3' }).end();
      case '/picture.mp3':
        return void response.end(mp3File(10, { tag: 300 }).subarray(0, 200));
      case '/page':
        return void response.end('<!doctype html>');
      default:
        return void response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

it.each<[path: string, found: (url: string) => object]>([
  ['/sized.wav', () => ({ milliseconds: 1200 })],
  ['/long.mp3', () => ({ milliseconds: 52_125 })],
  ['/chunked.mp3', () => ({ milliseconds: 52_125 })],
  ['/moved.mp3', () => ({})],
  ['/picture.mp3', () => ({})],
  ['/page', (url) => ({ problem: `stream ${url}: this is neither MP3 nor WAV, so nothing can be played` })],
  ['/gone.wav', (url) => ({ problem: `stream ${url}: HTTP 404, so nothing can be played` })],
])('measures %s', async (path, found) => {
  const url = `${await startSounds()}${path}`;
  expect(await measureAudio(url, createPublicNames())).toEqual(found(url));
});

it('takes it for a fault when this machine does not answer, but not when another one does not', async () => {
  expect(await measureAudio('http://127.0.0.1:9/a.mp3', createPublicNames())).toEqual({
    problem: expect.stringMatching(/^stream http:\/\/127\.0\.0\.1:9\/a\.mp3: .*refused/i),
  });
  expect(await measureAudio('https://sounds.invalid/a.mp3', createPublicNames())).toEqual({});
  expect(await measureAudio('undefined/a.mp3', createPublicNames())).toEqual({
    problem: 'stream undefined/a.mp3: this is not an http(s) URL',
  });
});

it.each(['instant', 1000] as const)('a stream lasts as long as its file: speed %s', async (speed) => {
  const sounds = await startSounds();
  const backend = await startBackend(({ path }) =>
    path === '/answer' ? { body: [{ action: 'stream', streamUrl: [`${sounds}/long.mp3`] }] } : undefined,
  );
  onTestFinished(() => backend.close());
  const emulator = await startEmulatorHost({
    clock: fixedClock,
    seed: 'sound',
    speed,
    numbers: ['14155550100'],
    users: [],
    answerUrl: `${backend.url}/answer`,
    eventUrl: `${backend.url}/event`,
  });
  onTestFinished(() => emulator.close());
  const { problems } = await emulator.placeCall({ from: '447700900001', to: '14155550100' });
  expect(problems).toEqual([]);
  const ended = backend.heard.map(({ body }) => body).find((body) => body.includes('"completed"'));
  // On a clock that runs some time passes while the file is measured.
  expect(Number(JSON.parse(ended!).duration)).toBeGreaterThanOrEqual(52);
});
