import { request as rawRequest } from 'node:http';
import { Vonage } from '@vonage/server-sdk';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { attachEmulator } from '../../../src/edge/emulator/attach.ts';
import { describeEmulator } from '../../../src/edge/emulator/describe-emulator.ts';
import { startEmulatorHost } from '../../../src/edge/emulator/host.ts';
import type { RunningEmulator } from '../../../src/edge/emulator/running-emulator.ts';
import type { JsonObject } from '../../../src/vonage/json.ts';
import type { PlatformNotice } from '../../../src/vonage/platform-event.ts';
import { fixedClock, startBackend } from '../../support/emulator-backend.ts';

let emulator: RunningEmulator;
let backend: Awaited<ReturnType<typeof startBackend>>;

beforeEach(async () => {
  backend = await startBackend(({ path }) =>
    path === '/answer' ? { body: [{ action: 'talk', text: 'Hi.' }] } : undefined,
  );
  emulator = await startEmulatorHost({
    clock: fixedClock,
    seed: 'api',
    speed: 'instant',
    numbers: ['442079460111'],
    users: ['alice', { name: 'bob', state: 'background' }],
    answerUrl: `${backend.url}/answer`,
  });
});
afterEach(async () => {
  await emulator.close();
  await backend.close();
});

const basic = () => ({
  authorization: `Basic ${Buffer.from(`${emulator.about.apiKey}:${emulator.about.apiSecret}`).toString('base64')}`,
});

describe('the REST API', () => {
  it('serves the unmodified server SDK: read, write back, read again', async () => {
    const { apiKey, apiSecret, applicationId } = emulator.about;
    const { applications } = new Vonage({ apiKey, apiSecret }, { apiHost: emulator.api });
    const url = `${emulator.api}/v2/applications/${applicationId}`;
    const before = (await applications.sendGetRequest<JsonObject>(url)).data;
    expect(before).toEqual({
      id: applicationId,
      name: 'vonage-flow emulator',
      keys: { public_key: emulator.about.publicKey },
      capabilities: {
        voice: {
          webhooks: {
            answer_url: {
              address: `${backend.url}/answer`,
              http_method: 'GET',
              connect_timeout: 1000,
              socket_timeout: 5000,
            },
          },
          signed_callbacks: true,
        },
        rtc: { webhooks: {}, signed_callbacks: true },
      },
      privacy: { improve_ai: true },
      _links: { self: { href: `/v2/applications/${applicationId}` } },
    });
    const { _links, ...application } = before;
    const changed = JSON.parse(JSON.stringify(application).replace('/answer', '/moved')) as JsonObject;
    expect((await applications.sendPutRequest<JsonObject>(url, changed)).data).toEqual({
      ...changed,
      _links,
    });
    await applications.sendPutRequest(url, application);
    expect((await applications.sendGetRequest<JsonObject>(url)).data).toEqual(before);
    expect((await applications.getApplication(applicationId)).name).toBe('vonage-flow emulator');
  });

  it('makes a key pair for a new application and shows the private key once', async () => {
    const reply = await fetch(`${emulator.api}/v2/applications`, {
      method: 'POST',
      headers: { ...basic(), 'content-type': 'application/json' },
      body: '{"name":"new"}',
    });
    expect(reply.status).toBe(201);
    const created = (await reply.json()) as { id: string; keys: { private_key?: string } };
    expect(created.keys.private_key).toMatch(/BEGIN PRIVATE KEY/);
    const read = await fetch(`${emulator.api}/v2/applications/${created.id}`, { headers: basic() });
    expect(((await read.json()) as typeof created).keys.private_key).toBeUndefined();
  });

  it('counts the numbers of an application', async () => {
    const url = `${emulator.api}/account/numbers?application_id=${emulator.about.applicationId}&size=1`;
    expect(await (await fetch(url, { headers: basic() })).json()).toMatchObject({
      count: 1,
      numbers: [{ msisdn: '442079460111', country: 'GB' }],
    });
  });

  it('links a number that is told with its country', async () => {
    const link = async (form: Record<string, string>) => {
      const reply = await fetch(`${emulator.api}/number/update`, {
        method: 'POST',
        headers: basic(),
        body: new URLSearchParams({ msisdn: '442079460111', app_id: emulator.about.applicationId, ...form }),
      });
      const body = (await reply.json()) as { 'error-code': string };
      return [body['error-code'], reply.headers.get('x-vonage-flow-why')];
    };
    expect(await link({ country: 'GB' })).toEqual(['200', null]);
    expect(await link({ country: 'gb' })).toEqual(['200', null]);
    const isBritish = '442079460111 is a number of GB';
    expect(await link({ country: 'US' })).toEqual(['420', `country is US, and ${isBritish}`]);
    expect(await link({})).toEqual(['420', `country is missing, and ${isBritish}`]);
    expect(await link({ country: 'US', msisdn: '14155550199' })).toEqual([
      '420',
      'no number 14155550199 is in the account',
    ]);
    expect(await link({ country: 'GB', app_id: 'x' })).toEqual(['420', 'no application x is in the account']);
    const french = await fetch(`${emulator.api}/account/numbers?country=FR`, { headers: basic() });
    expect(await french.json()).toEqual({});
  });

  it.each([
    ['wrong credentials', '/v2/applications', { authorization: 'Basic eDp5' }, 401],
    ['no credentials', '/v2/applications', {}, 401],
    ['what is not emulated', '/v1/legs', {}, 501],
  ])('refuses %s', async (_name, path, headers, status) => {
    const reply = await fetch(`${emulator.api}${path}`, { headers });
    expect(reply.status).toBe(status);
    expect(await reply.json()).toHaveProperty('detail');
  });

  it('answers to loopback names only', async () => {
    const { port } = new URL(emulator.api);
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const path = '/emulator/v1/about';
      rawRequest({ host: '127.0.0.1', port, path, headers: { host: 'evil.example' } }, (reply) => {
        reply.resume();
        resolve(reply.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(403);
  });
});

describe('where the apps of users are', () => {
  const users = async (body?: object) => {
    const reply = await fetch(`${emulator.api}/emulator/v1/users`, {
      method: body ? 'PUT' : 'GET',
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: reply.status, ...((await reply.json()) as object) };
  };

  it('is told, and changed for those who are named', async () => {
    expect(await users()).toEqual({ status: 200, users: { alice: 'foreground', bob: 'background' } });
    await users({ alice: 'offline' });
    expect(await users()).toEqual({ status: 200, users: { alice: 'offline', bob: 'background' } });
  });

  it.each<[body: object, why: string]>([
    [{ alice: 'offlin' }, 'alice is "offlin": did you mean "offline"?'],
    [{ alcie: 'offline' }, 'no Client SDK user is called "alcie" here: did you mean "alice"?'],
    [['alice'], 'it is an object: user name to foreground, background or offline'],
  ])('cannot be %j', async (body, why) => {
    expect(await users(body)).toMatchObject({ status: 400, why });
    expect(await users()).toMatchObject({ users: { alice: 'foreground' } });
  });
});

describe('attaching', () => {
  const CALL = { from: '447700900222', to: '442079460111', press: [] };

  it('gives the same emulator: about, calls and every notice', async () => {
    const direct: PlatformNotice[] = [];
    emulator.subscribe((notice) => direct.push(notice));
    const attached = await attachEmulator(emulator.api);
    const { about, api } = attached;
    expect({ api, numbers: about.numbers, key: about.apiKey, secret: about.signatureSecret }).toEqual({
      api: emulator.api,
      numbers: emulator.about.numbers,
      key: emulator.about.apiKey,
      secret: emulator.about.signatureSecret,
    });
    const outcome = await attached.placeCall(CALL);
    expect(outcome).toMatchObject({ problems: [], completed: true });
    // Subscribed late: what came before is handed over.
    const told: PlatformNotice[] = [];
    await new Promise<void>((resolve) => {
      attached.subscribe((notice) => {
        told.push(notice);
        if (notice.event.name === 'call-ended') resolve();
      });
    });
    expect(told).toEqual(JSON.parse(JSON.stringify(direct)));
    await attached.close();
  });

  it('has told all of a call when the call is over', async () => {
    const attached = await attachEmulator(emulator.api);
    const ended: string[] = [];
    attached.subscribe(({ event }) => {
      if (event.name === 'call-ended') ended.push(event.call);
    });
    for (let calls = 0; calls < 25; calls += 1) {
      const { call } = await attached.placeCall(CALL);
      expect(ended.at(-1)).toBe(call);
    }
    await attached.close();
  });

  it('tells where users are, and puts them elsewhere', async () => {
    const attached = await attachEmulator(emulator.api);
    const moved = new Promise<PlatformNotice['event']>((resolve) => {
      attached.subscribe(({ event }) => resolve(event));
    });
    expect(await attached.userStates()).toEqual({ alice: 'foreground', bob: 'background' });
    await attached.setUserStates({ bob: 'offline' });
    expect(await moved).toMatchObject({
      name: 'user-state-changed',
      user: 'bob',
      state: 'offline',
      why: 'asked',
    });
    expect(await attached.userStates()).toEqual(await emulator.userStates());
    await expect(attached.setUserStates({ carol: 'offline' })).rejects.toMatchObject({
      what: 'These users cannot be put there',
      why: 'no Client SDK user is called "carol" here: there is alice, bob',
    });
    await attached.close();
  });

  it('passes on why a call is not taken', async () => {
    const attached = await attachEmulator(emulator.api);
    await expect(attached.placeCall({ ...CALL, to: '5' })).rejects.toMatchObject({
      what: 'Nobody owns the number 5 here',
      exitCode: 2,
    });
    await expect(attached.placeCall({ ...CALL, press: ['a'] })).rejects.toMatchObject({
      why: 'press[0] is a text of keys 0-9, * and #, and w to wait',
    });
    await attached.close();
  });

  it('says that nobody answers', async () => {
    await expect(attachEmulator('http://127.0.0.1:1')).rejects.toMatchObject({
      what: 'No emulator answers at http://127.0.0.1:1',
      exitCode: 3,
    });
  });

  it('says that something else answers', async () => {
    await expect(attachEmulator(backend.url)).rejects.toMatchObject({
      what: `Something answers at ${backend.url}, but it is no vonage-flow emulator`,
    });
  });

  it('says that an address is none', async () => {
    await expect(attachEmulator('ftp://x')).rejects.toMatchObject({
      what: '"ftp://x" is no address of an emulator',
      exitCode: 2,
    });
  });
});

describe('placing a call over HTTP', () => {
  it('lets two calls meet in one conversation', async () => {
    await emulator.close();
    await backend.close();
    backend = await startBackend(({ path }) =>
      path === '/answer' ? { body: [{ action: 'conversation', name: 'standup' }] } : undefined,
    );
    emulator = await startEmulatorHost({
      clock: fixedClock,
      seed: 'api',
      speed: 'instant',
      numbers: ['442079460111'],
      users: [],
      answerUrl: `${backend.url}/answer`,
      eventUrl: `${backend.url}/event`,
    });
    const place = (from: string, hangUpAfterSeconds: number, query = '') =>
      fetch(`${emulator.api}/emulator/v1/calls${query}`, {
        method: 'POST',
        body: JSON.stringify({ from, to: '442079460111', hangUpAfterSeconds }),
      });
    const [first, second] = await Promise.all([
      place('447700900222', 3600, '?wait=false'),
      place('447700900333', 3000),
    ]);
    expect([first.status, ((await second.json()) as JsonObject)['problems']]).toEqual([201, []]);
    const moves = backend.heard.flatMap(({ body }) => (body === '' ? [] : [JSON.parse(body)]));
    const places = moves.flatMap(({ conversation_uuid_to }) => conversation_uuid_to ?? []);
    expect([places.length, new Set(places).size]).toEqual([2, 1]);
  });

  it('replies at once with ?wait=false', async () => {
    const reply = await fetch(`${emulator.api}/emulator/v1/calls?wait=false`, {
      method: 'POST',
      body: JSON.stringify({ from: '447700900222', to: '442079460111', press: ['1'] }),
    });
    expect(reply.status).toBe(201);
    expect(await reply.json()).toEqual({
      call: expect.stringMatching(/^[0-9a-f]{32}$/),
      leg: expect.stringMatching(/^[0-9a-f]{32}$/),
      conversation: expect.stringMatching(/^CON-[0-9a-f-]{36}$/),
    });
  });
});

it('describes itself for others', () => {
  const { json, env } = describeEmulator(emulator.about, emulator.api, '/tmp/private.key');
  expect(json).toMatchObject({
    api: emulator.api,
    control: `${emulator.api}/emulator/v1`,
    privateKeyFile: '/tmp/private.key',
  });
  expect(env).toBe(`VONAGE_API_HOST=${emulator.api}
VONAGE_API_KEY=${emulator.about.apiKey}
VONAGE_API_SECRET=${emulator.about.apiSecret}
VONAGE_APPLICATION_ID=${emulator.about.applicationId}
VONAGE_PRIVATE_KEY=/tmp/private.key
VONAGE_SIGNATURE_SECRET=${emulator.about.signatureSecret}
`);
});
