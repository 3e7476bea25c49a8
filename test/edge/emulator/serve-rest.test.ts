import { describe, expect, it } from 'vitest';
import { makeKeyPair } from '../../../src/edge/emulator/identity.ts';
import type { RunningEmulator } from '../../../src/edge/emulator/running-emulator.ts';
import { askApi, tokenFor } from '../../support/ask-api.ts';
import { fixedClock } from '../../support/emulator-backend.ts';
import { hostStarter } from '../../support/start-host.ts';

const start = await hostStarter('door');

const basic = ({ about }: RunningEmulator) => ({
  authorization: `Basic ${Buffer.from(`${about.apiKey}:${about.apiSecret}`).toString('base64')}`,
});

describe('who may ask', () => {
  it('is told in the words of the Voice API', async () => {
    const emulator = await start();
    expect(await askApi(emulator, 'GET', '/v1/calls', undefined, {})).toMatchObject({
      status: 401,
      body: { type: 'UNAUTHORIZED', error_title: 'Unauthorized' },
      why: 'there is no Authorization header',
    });
    expect(await askApi(emulator, 'GET', '/v1/calls', undefined, basic(emulator))).toMatchObject({
      status: 401,
      body: { type: 'UNAUTHORIZED', error_title: 'Unauthorized' },
      why: 'this API wants a JWT of the application, not the API key and secret',
    });
  });

  it.each<[name: string, claims: object, why: RegExp]>([
    ['expired', { iat: 1_000_000_000, exp: 1_000_000_900 }, /^the token expired \d+ s ago$/],
    ['for more than a day', { exp: Math.floor(Date.now() / 1000) + 90_000 }, /24 hours/],
    ['without jti', { jti: undefined }, /no jti/],
    ['of nobody', { application_id: '99999999-0000-4000-8000-000000000000' }, /there is no application/],
  ])('a token that is refused: %s', async (_name, claims, why) => {
    const emulator = await start();
    const reply = await askApi(emulator, 'GET', '/v1/calls', undefined, {
      authorization: `Bearer ${tokenFor(emulator, claims)}`,
    });
    expect(reply).toMatchObject({ status: 401, body: { type: 'UNAUTHORIZED' } });
    expect(reply.why).toMatch(why);
  });

  it('refuses a token of another key, and takes it once the application has that key', async () => {
    const emulator = await start();
    const { publicKey, privateKey } = await makeKeyPair();
    const ask = () =>
      askApi(emulator, 'GET', '/v1/calls', undefined, {
        authorization: `Bearer ${tokenFor(emulator, {}, privateKey)}`,
      });
    expect((await ask()).status).toBe(401);
    const application = `/v2/applications/${emulator.about.applicationId}`;
    const body = { name: 'x', keys: { public_key: publicKey } };
    expect((await askApi(emulator, 'PUT', application, body, basic(emulator))).status).toBe(200);
    expect((await ask()).status).toBe(200);
  });

  it('is told in the words of the Conversation API', async () => {
    const emulator = await start();
    expect(await askApi(emulator, 'GET', '/v1/users', undefined, {})).toMatchObject({
      status: 401,
      body: {
        title: 'Unauthorized.',
        type: 'https://developer.vonage.com/api/conversation#system:error:invalid-token',
        code: 'system:error:invalid-token',
        detail: 'You did not provide a valid token. Please provide a valid token.',
        instance: expect.stringMatching(/^[0-9a-f]{32}$/),
      },
    });
  });

  it('needs key and secret for applications, no JWT', async () => {
    const emulator = await start();
    const reply = await askApi(emulator, 'GET', '/v2/applications');
    expect(reply).toMatchObject({
      status: 401,
      why: 'this API wants Basic with the API key and secret, no other token',
    });
    expect((await askApi(emulator, 'GET', '/v2/applications', undefined, basic(emulator))).status).toBe(200);
  });

  it('may be anybody without the check', async () => {
    const emulator = await start({ auth: false });
    for (const path of ['/v1/calls', '/v2/applications', '/v1/users', '/account/numbers'])
      expect((await askApi(emulator, 'GET', path, undefined, {})).status).toBe(200);
    // The users are those of the one application.
    const users = await askApi(emulator, 'GET', '/v1/users', undefined, {
      authorization: `Bearer ${tokenFor(emulator, { application_id: 'nobody', exp: 1 })}`,
    });
    expect(users.body).toMatchObject({ _embedded: { users: [{ name: 'alice' }] } });
  });
});

describe('addresses', () => {
  it.each<[method: string, path: string, status: number, body: object]>([
    ['GET', '/v1/calls/', 200, { count: 0 }],
    ['GET', '/v1/users/', 200, { page_size: 10 }],
    ['PATCH', '/v1/calls', 405, { type: 'METHOD_NOT_ALLOWED', error_title: 'Method Not Allowed' }],
    ['DELETE', '/v1/calls/x', 405, { type: 'METHOD_NOT_ALLOWED' }],
    ['PUT', '/v1/users', 405, { code: 'http:error:method-not-allowed' }],
    ['GET', '/v1/calls/x', 404, { type: 'NOT_FOUND', error_title: 'Not Found' }],
    ['GET', '/v1/calls/x/', 404, { type: 'NOT_FOUND' }],
    ['GET', '/v1/legs', 501, { title: 'Not emulated' }],
    ['GET', '/v0.3/devices', 501, { title: 'Not emulated' }],
    ['POST', '/v2/calls', 501, { title: 'Not emulated' }],
    ['GET', '/v1/calls/x/y/z', 501, { title: 'Not emulated' }],
  ])('%s %s', async (method, path, status, body) => {
    expect(await askApi(await start(), method, path)).toMatchObject({ status, body });
  });

  it('take a JSON content type without a body', async () => {
    const emulator = await start();
    const headers = {
      authorization: `Bearer ${tokenFor(emulator)}`,
      'content-type': 'application/json; charset=utf-8',
    };
    expect(await askApi(emulator, 'DELETE', '/v1/calls/x/talk', undefined, headers)).toMatchObject({
      status: 404,
    });
    expect(await askApi(emulator, 'PUT', '/v1/calls/x/talk', '', headers)).toMatchObject({ status: 404 });
  });

  it('have a trace id', async () => {
    const { headers } = await askApi(await start(), 'GET', '/v1/calls');
    expect(headers.get('x-nexmo-trace-id')).toMatch(/^[0-9a-f]{32}$/);
  });

  it('tell why on one line of ASCII, whatever was sent', async () => {
    const reply = await askApi(await start(), 'GET', '/v1/calls/%0A%E2%82%AC%1b');
    expect(reply).toMatchObject({
      status: 404,
      why: 'this application has no leg ???, or it ended too long ago',
    });
  });
});

describe('notices of requests', () => {
  it('tell of what was done and what was refused, not of who only looks', async () => {
    const emulator = await start({ eventUrl: 'http://127.0.0.1:9/' });
    const told: unknown[] = [];
    emulator.subscribe(({ event }) => {
      if (event.name === 'api-request') told.push(event);
    });
    await askApi(emulator, 'GET', '/v1/calls');
    await askApi(emulator, 'GET', '/v2/applications', undefined, {});
    await askApi(emulator, 'GET', '/v1/calls', undefined, {});
    const call = { to: [{ type: 'phone', number: '447700900444' }], random_from_number: true, ncco: [] };
    const { body } = await askApi(emulator, 'POST', '/v1/calls', call);
    const { uuid, conversation_uuid } = body as { uuid: string; conversation_uuid: string };
    const nowhere = { leg: undefined, conversation: undefined };
    expect(told).toEqual([
      {
        name: 'api-request',
        method: 'GET',
        path: '/v1/calls',
        action: undefined,
        status: 401,
        why: 'there is no Authorization header',
        ...nowhere,
      },
      {
        name: 'api-request',
        method: 'POST',
        path: '/v1/calls',
        action: undefined,
        status: 201,
        why: undefined,
        leg: uuid,
        conversation: conversation_uuid,
      },
    ]);
  });
});

describe('the limits of the platform', () => {
  it('are off', async () => {
    const emulator = await start();
    const replies = await Promise.all(Array.from({ length: 20 }, () => askApi(emulator, 'GET', '/v1/calls')));
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(20);
  });

  it('let 15 requests and 3 new calls through in a second', async () => {
    let monotonic = 0;
    const emulator = await start({
      rateLimits: true,
      clock: { ...fixedClock, now: Date.now, monotonic: () => monotonic },
      speed: 1,
    });
    const statuses = async (method: string, count: number) => {
      const all: number[] = [];
      for (let index = 0; index < count; index += 1)
        all.push((await askApi(emulator, method, '/v1/calls', method === 'POST' ? {} : undefined)).status);
      return all;
    };
    expect(await statuses('GET', 16)).toEqual([...Array.from({ length: 15 }, () => 200), 429]);
    expect((await statuses('POST', 4)).map((status) => status === 429)).toEqual([false, false, false, true]);
    expect(await askApi(emulator, 'GET', '/v1/calls')).toMatchObject({
      status: 429,
      body: { type: 'TOO_MANY_REQUESTS', error_title: 'Too Many Requests' },
      why: 'more than 15 requests in a second',
    });
    monotonic = 1001;
    expect(await statuses('GET', 1)).toEqual([200]);
    // Applications have none.
    monotonic = 5000;
    for (let index = 0; index < 20; index += 1)
      expect((await askApi(emulator, 'GET', '/v2/applications', undefined, basic(emulator))).status).toBe(
        200,
      );
  });
});

describe('faults on demand', () => {
  const CONTROL = '/emulator/v1/faults';

  it('let requests fail until they are taken back', async () => {
    const emulator = await start({ faults: [{ of: 'rest', does: 429, chance: 1 }] });
    expect(await askApi(emulator, 'GET', '/v1/calls')).toMatchObject({
      status: 429,
      body: { type: 'TOO_MANY_REQUESTS', error_title: 'Too Many Requests' },
      why: 'fault on demand',
    });
    expect((await askApi(emulator, 'PUT', CONTROL, { faults: ['rest:503'] })).status).toBe(200);
    expect(await askApi(emulator, 'GET', '/v1/users')).toMatchObject({
      status: 503,
      body: { title: 'Service Unavailable' },
    });
    await askApi(emulator, 'PUT', CONTROL, { faults: [] });
    expect((await askApi(emulator, 'GET', '/v1/calls')).status).toBe(200);
  });

  it('befall a part of the requests, the same part for the same seed', async () => {
    const statuses = async () => {
      const emulator = await start({ faults: [{ of: 'rest', does: 500, chance: 0.5 }] });
      const all: number[] = [];
      for (let index = 0; index < 20; index += 1)
        all.push((await askApi(emulator, 'GET', '/v1/calls')).status);
      return all;
    };
    const first = await statuses();
    expect(new Set(first)).toEqual(new Set([200, 500]));
    expect(await statuses()).toEqual(first);
  });
});
