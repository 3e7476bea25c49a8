import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { answersThere } from '../../src/edge/answers-there.ts';
import { askForNcco } from '../../src/edge/ask-for-ncco.ts';
import { measureAudio } from '../../src/edge/emulator/measure-audio.ts';
import type { PublicNames } from '../../src/edge/emulator/public-names.ts';
import { sendWebhook } from '../../src/edge/webhooks/send-webhook.ts';
import { fakeWorld } from '../support/fake-world.ts';

/** A server of this machine that listens on one family only; undefined where the machine has none of it. */
const listening = async (host: string): Promise<string | undefined> => {
  const server = createServer((_request, response) => response.end('[]'));
  const port = await new Promise<number | undefined>((resolve) => {
    server.once('error', () => resolve(undefined));
    server.listen(0, host, () => resolve((server.address() as AddressInfo).port));
  });
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return port === undefined ? undefined : `http://localhost:${port}`;
};

const { clock, chance } = fakeWorld();
const WAYS: readonly (readonly [name: string, reaches: (url: string) => Promise<unknown>])[] = [
  ['listen waits for it', answersThere],
  [
    'an NCCO is asked for',
    async (url) => (await askForNcco(url, { method: 'GET', from: '1', to: '2' }, { clock, chance })).text,
  ],
  [
    'a webhook is sent',
    async (url) =>
      (
        await sendWebhook(
          { url, method: 'GET', headers: {}, body: undefined },
          clock,
          new AbortController().signal,
        )
      ).text,
  ],
  [
    'a sound is measured',
    (url) =>
      measureAudio(url, { locate: (asked: URL) => asked, headersFor: () => ({}) } as unknown as PublicNames),
  ],
];

it.each(WAYS)('localhost is this machine over either family: %s', async (_name, reaches) => {
  const [four, six] = [await listening('127.0.0.1'), await listening('::1')];
  expect(four).toBeDefined();
  const there = await reaches(four!);
  if (six !== undefined) {
    const same = await reaches(six);
    expect(JSON.stringify(same).replaceAll(six, four!)).toEqual(JSON.stringify(there));
    expect(JSON.stringify(same)).not.toContain('ECONNREFUSED');
  }
});

it('says in words that nobody listens there, and not how many addresses the name has', async () => {
  const { failure } = await sendWebhook(
    { url: 'http://localhost:1', method: 'GET', headers: {}, body: undefined },
    clock,
    new AbortController().signal,
  );
  expect(failure).toBe('connect ECONNREFUSED 127.0.0.1:1');
});
