import { once } from 'node:events';
import { createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { expect, it, onTestFinished } from 'vitest';
import { emptyPlace, startListening } from '../support/whole-flow.ts';

// What is compressed is looked at like anything else, and goes back to the byte.

const NCCO = JSON.stringify([
  { action: 'talk', text: 'Hello' },
  { action: 'stream', streamUrl: ['http://HOST/hold.mp3'] },
  { action: 'say' },
]);
const UNKNOWN = '[2].action: there is no action "say"; allowed: ';
const BOMB = Buffer.alloc(30 * 1024 * 1024, ' ');

type Encode = (text: string) => Buffer;

const startCompressing = async () => {
  let given: { readonly encoding: string; readonly encode: Encode } = {
    encoding: 'identity',
    encode: Buffer.from,
  };
  const sent: Buffer[] = [];
  const server = createServer(({ url, headers }, response) => {
    if (url === '/hold.mp3') return void response.end('ID3');
    const body = given.encode(NCCO.replace('HOST', String(headers.host)));
    sent.push(body);
    response
      .writeHead(200, { 'content-type': 'application/json', 'content-encoding': given.encoding })
      .end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sent,
    serve: (encoding: string, encode: Encode): void => {
      given = { encoding, encode };
    },
  };
};

/** The body of a reply as it came: this client decodes nothing. */
const rawBody = async (url: string): Promise<Buffer> => {
  const [response] = (await once(get(url), 'response')) as [IncomingMessage];
  return buffer(response);
};

it.each<[encoding: string, encode: Encode, isRead: boolean]>([
  ['gzip', gzipSync, true],
  ['deflate', deflateSync, true],
  // As some servers do it.
  ['deflate', deflateRawSync, true],
  ['br', brotliCompressSync, true],
  ['GZIP', gzipSync, true],
  ['gzip', () => gzipSync(BOMB), false],
  ['br', () => brotliCompressSync(BOMB), false],
  ['gzip', () => Buffer.from('not gzip at all'), false],
  ['zstd', () => Buffer.from('something new'), false],
])('a reply in %s', async (encoding, encode, isRead) => {
  const server = await startCompressing();
  server.serve(encoding, encode);
  const listen = await startListening(['--emulator', '--forward', server.url], emptyPlace());
  const body = await rawBody(`${listen.publicUrl}/webhooks/voice/answer`);
  expect(server.sent.map((sent) => sent.equals(body))).toEqual([true]);
  // The path that its NCCO names is open, if it could be read.
  expect((await fetch(`${listen.publicUrl}/hold.mp3`)).status).toBe(isRead ? 200 : 404);
  await listen.stop();
  const answer = listen.exchanges().find(({ slot }) => slot === 'voice.answer');
  expect(answer).toMatchObject(
    isRead
      ? { problems: [expect.stringContaining(UNKNOWN)] }
      : {
          problems: [],
          remarks: [
            `the reply is compressed (${encoding}) and could not be read here: its NCCO was not looked at`,
          ],
        },
  );
});
