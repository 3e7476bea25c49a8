import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { conversationFailure } from '../../../src/edge/conversations/conversation-failure.ts';
import { openConversations } from '../../../src/edge/conversations/conversations.ts';
import { readLog } from '../../../src/edge/conversations/read-log.ts';
import { wordsOfFailure } from '../../support/borrower.ts';
import { freePort } from '../../support/free-port.ts';

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});
const APPLICATION = { applicationId: 'the-app', privateKey, keyOrigin: 'VONAGE_PRIVATE_KEY' };
const CONVERSATION = 'CON-5b0e7c52-8a7d-4f54-9a52-0d6a1f1b7c11';

interface Reply {
  readonly status?: number;
  readonly body: unknown;
}

/** An API on loopback that gives one reply after the other, the last one for ever. */
const api = async (...replies: readonly Reply[]) => {
  const asked: { readonly url: string; readonly token: string | undefined }[] = [];
  const server = createServer((request, response) => {
    const { status = 200, body } = replies[Math.min(asked.length, replies.length - 1)]!;
    asked.push({ url: request.url ?? '', token: request.headers.authorization });
    const isText = typeof body === 'string';
    response.writeHead(status, { 'content-type': isText ? 'text/html' : 'application/json' });
    response.end(isText ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { asked, apiHost: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
};

const event = (id: number) => ({ id, type: 'audio:dtmf', body: { digit: '1' } });
const page = (ids: readonly number[], next?: string): Reply => ({
  body: {
    page_size: 100,
    _embedded: ids.map(event),
    _links: next === undefined ? {} : { next: { href: `https://api.nexmo.com/v1/anything?${next}` } },
  },
});

const NONE = { nothing: 'failed' };

/** Reads a log to its end, on a clock that only counts its pauses. */
const read = async (apiHost: string, stopAtPause = 0) => {
  const [pauses, ids] = [[] as number[], [] as unknown[]];
  const stop = new AbortController();
  const pages = readLog(openConversations({ ...APPLICATION, apiHost }), {
    conversation: CONVERSATION,
    regionUrl: undefined,
    signal: stop.signal,
    clock: {
      now: () => 0,
      monotonic: () => 0,
      sleep: async (milliseconds) => {
        pauses.push(milliseconds);
        if (pauses.length === stopAtPause) stop.abort();
      },
    },
    pausing: () => {},
  });
  const reading = async (): Promise<void> => {
    for await (const events of pages) ids.push(...events.map(({ id }) => id));
  };
  const failure: { readonly what?: string } = await wordsOfFailure(reading());
  return { pauses, ids, failure };
};

describe('the log of a conversation', () => {
  it('is read page by page, by the token of the application, at its own address', async () => {
    const { apiHost, asked } = await api(page([1, 2], 'cursor=b'), page([3], 'cursor=c'), page([4]));
    expect(await read(apiHost)).toMatchObject({ ids: [1, 2, 3, 4], pauses: [] });
    const path = `/v1/conversations/${CONVERSATION}/events`;
    expect(asked.map(({ url }) => url)).toEqual([
      `${path}?order=asc&page_size=100`,
      `${path}?cursor=b`,
      `${path}?cursor=c`,
    ]);
    for (const { token } of asked) expect(token).toMatch(/^Bearer eyJ/);
  });

  it('waits when there were too many requests, and when the API is at fault', async () => {
    const { apiHost } = await api(
      page([1], 'cursor=b'),
      { status: 429, body: {} },
      { status: 503, body: 'busy' },
      page([2]),
    );
    expect(await read(apiHost)).toMatchObject({ ids: [1, 2], pauses: [1_000, 2_000], failure: NONE });
  });

  it('waits so often and no more', async () => {
    const { apiHost } = await api(page([1], 'cursor=b'), { status: 429, body: {} });
    const { ids, pauses, failure } = await read(apiHost);
    expect({ ids, pauses }).toEqual({ ids: [1], pauses: [1_000, 2_000, 4_000, 8_000] });
    expect(failure.what).toBe(
      `${apiHost} gets too many requests from this account (429), also after several pauses`,
    );
  });

  it('is not read on when a stop was asked for', async () => {
    const { apiHost, asked } = await api({ status: 503, body: {} });
    expect(await read(apiHost, 2)).toMatchObject({ ids: [], pauses: [1_000, 2_000], failure: NONE });
    expect(asked).toHaveLength(2);
  });

  it('has an end', async () => {
    const { apiHost, asked } = await api(page([1], 'cursor=b'));
    const { ids, failure } = await read(apiHost);
    expect(ids).toEqual([1, 1]);
    expect(failure.what).toBe(`The log of conversation ${CONVERSATION} has no end`);
    expect(asked).toHaveLength(2);
  });
});

describe('what the API says instead of a log', () => {
  const LEGS = `ask for its legs, which stay readable for 2 days by default:\nGET /v1/calls?conversation_uuid=${CONVERSATION}`;
  it.each<[name: string, reply: Reply, failure: object]>([
    [
      '401',
      { status: 401, body: { title: 'Unauthorized', detail: 'Invalid token' } },
      {
        what: 'Vonage does not accept the token of application the-app (401)',
        why: 'The key from VONAGE_PRIVATE_KEY may be another application’s, or the clock of this machine wrong. The API says: Unauthorized. Invalid token.',
        tryThis: ['let it be looked at: vonage-flow doctor'],
      },
    ],
    [
      '403',
      { status: 403, body: {} },
      { what: 'Vonage does not accept the token of application the-app (403)' },
    ],
    [
      '404',
      { status: 404, body: { title: 'Not found.' } },
      {
        what: `<host> knows no conversation ${CONVERSATION} (404)`,
        why: 'A call’s own conversation may be gone as soon as the call has ended; one that has a name is kept for 48 hours, or as `conversations_ttl` of the application says. Or it is of another application than the-app. The API says: Not found.',
        tryThis: ['pull while the call runs, or right after it', LEGS],
      },
    ],
    [
      '400',
      { status: 400, body: {} },
      { what: `Vonage refused to tell of conversation ${CONVERSATION} (400)` },
    ],
    [
      '500',
      { status: 500, body: 'oh' },
      { what: '<host> has a fault of its own (500), also after several pauses' },
    ],
    [
      'a page of a proxy',
      { body: '<html>sign in</html>' },
      {
        what: `<host> did not answer with the events of ${CONVERSATION}`,
        why: 'It said 200, but sent an HTML page.',
      },
    ],
  ])('%s', async (_name, reply, failure) => {
    const { apiHost } = await api(reply);
    const { pauses, failure: found } = await read(apiHost);
    const told = JSON.parse(JSON.stringify(found).replaceAll(apiHost, '<host>'));
    expect(told).toMatchObject({ ...failure, exitCode: 3 });
    // Only what may pass is asked for again.
    expect(pauses).toHaveLength(reply.status === 500 ? 4 : 0);
  });

  it('nothing', async () => {
    const apiHost = `http://127.0.0.1:${await freePort()}`;
    expect((await read(apiHost)).failure).toEqual({
      what: `${apiHost} did not answer about conversation ${CONVERSATION}`,
      why: 'The reason: nothing listens there (ECONNREFUSED).',
      tryThis: [
        'check the connection to the internet',
        'pull again: what was pulled until then is kept, and nothing is kept twice',
      ],
      exitCode: 3,
    });
  });

  it.each([
    [undefined, ', or of another region, and nobody said which.'],
    ['eu-west', ', or of another region than eu-west, the application’s.'],
  ])('404 of Vonage itself names the trap of regions (%s)', async (region, words) => {
    const response = { ok: false, status: 404, text: async () => '' };
    const place = { base: 'https://api.nexmo.com', apiHost: undefined, region };
    const failure = await conversationFailure(
      { response },
      { ...APPLICATION, ...place, conversation: CONVERSATION },
    );
    expect(failure.why).toContain(`Or it is of another application than the-app${words}`);
    expect(failure.tryThis).toEqual([
      'pull while the call runs, or right after it',
      'name the application of the call: --app <id> --private-key <file>',
      'name its region, as `region_url` of the answer webhook has it: `region: eu-west` in the config',
      LEGS,
    ]);
  });
});
