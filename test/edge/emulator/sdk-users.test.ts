import { Vonage } from '@vonage/server-sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmulatorHost } from '../../../src/edge/emulator/host.ts';
import type { RunningEmulator } from '../../../src/edge/emulator/running-emulator.ts';
import { anIdentity, askApi } from '../../support/ask-api.ts';
import { fixedClock } from '../../support/emulator-backend.ts';

// The unmodified server SDK, told only where the API is.

let emulator: RunningEmulator;
let vonage: Vonage;
beforeAll(async () => {
  emulator = await startEmulatorHost({
    clock: { ...fixedClock, now: Date.now },
    seed: 'users',
    speed: 1,
    numbers: [],
    users: ['alice', 'bob'],
    identity: await anIdentity('users'),
  });
  const { applicationId, privateKey } = emulator.about;
  vonage = new Vonage({ applicationId, privateKey }, { apiHost: emulator.api });
});
afterAll(() => emulator.close());

const names = async (): Promise<readonly (string | undefined)[]> => {
  const all: (string | undefined)[] = [];
  for await (const { name } of vonage.users.listAllUsers({ pageSize: 1 })) all.push(name);
  return all;
};

describe('users by the server SDK', () => {
  it('are made, read, changed and taken away', async () => {
    const made = await vonage.users.createUser({
      name: 'carol',
      displayName: 'Carol',
      imageUrl: 'https://a.example/c.png',
      properties: { customData: { team: 'sales', Odd_Key: '1' } },
      channels: { sms: [{ number: '447700900001' }] },
    });
    expect(made).toMatchObject({
      id: expect.stringMatching(/^USR-[0-9a-f-]{36}$/),
      name: 'carol',
      displayName: 'Carol',
      imageUrl: 'https://a.example/c.png',
      properties: { customData: { team: 'sales', Odd_Key: '1' } },
      channels: { sms: [{ number: '447700900001' }] },
    });
    expect(await vonage.users.getUser(made.id!)).toEqual(made);
    // Page by page.
    expect(await names()).toEqual(['alice', 'bob', 'carol']);
    const changed = await vonage.users.updateUser({ id: made.id!, displayName: 'C.' });
    expect(changed).toMatchObject({ id: made.id, name: 'carol', displayName: 'C.', imageUrl: made.imageUrl });
    await vonage.users.deleteUser(made.id!);
    await expect(vonage.users.getUser(made.id!)).rejects.toMatchObject({
      message: 'Request failed with status code 404',
    });
    expect(await names()).toEqual(['alice', 'bob']);
  });
});

const code = (name: string) => ({ code: name });
const invalid = (name: string, reason: string) => ({
  code: 'http:error:validation-fail',
  invalid_parameters: [{ name, reason }],
});

describe('users, refused', () => {
  it.each<[method: string, path: string, body: unknown, status: number, reply: object]>([
    ['POST', '/v1/users', { name: 'alice' }, 409, code('user:error:duplicate-name')],
    ['POST', '/v1/users', { name: 'me' }, 400, code('user:error:invalid-user-name')],
    ['POST', '/v1/users', { name: 'USR-1' }, 400, code('user:error:invalid-user-name')],
    ['POST', '/v1/users', { name: 1 }, 400, invalid('name', '"name" must be a string')],
    [
      'POST',
      '/v1/users',
      { channels: { sms: {} } },
      400,
      invalid('channels', '"channels" must be an object of arrays'),
    ],
    ['POST', '/v1/users', 'no JSON', 400, code('http:error:validation-fail')],
    ['GET', '/v1/users/USR-0', undefined, 404, code('user:error:not-found')],
    ['PATCH', '/v1/users/USR-0', {}, 404, code('user:error:not-found')],
    ['DELETE', '/v1/users/USR-0', undefined, 404, code('user:error:not-found')],
    ['GET', '/v1/users?page_size=ten', undefined, 400, invalid('page_size', '"page_size" must be a number')],
    [
      'GET',
      '/v1/users?page_size=101',
      undefined,
      400,
      invalid('page_size', '"page_size" must be between 1 and 100'),
    ],
    ['GET', '/v1/users?order=up', undefined, 400, invalid('order', '"order" must be one of [asc, desc]')],
    ['GET', '/v1/users?cursor=abc', undefined, 400, code('paginator-builder:error:invalid-cursor')],
  ])('%s %s %j', async (method, path, body, status, reply) => {
    expect(await askApi(emulator, method, path, body)).toMatchObject({ status, body: reply });
  });

  it('makes up a name for who has none', async () => {
    const { status, body } = await askApi(emulator, 'POST', '/v1/users', {});
    expect(status).toBe(201);
    expect(body).toMatchObject({
      name: expect.stringMatching(/^NAM-[0-9a-f-]{36}$/),
      display_name: null,
      properties: { custom_data: {} },
      channels: {},
    });
    const { id } = body as { id: string };
    await askApi(emulator, 'DELETE', `/v1/users/${id}`);
  });

  it('lists backwards, and finds by name', async () => {
    const list = async (query: string) =>
      ((await askApi(emulator, 'GET', `/v1/users?${query}`)).body as Page)._embedded.users.map(
        ({ name }) => name,
      );
    expect(await list('order=desc')).toEqual(['bob', 'alice']);
    expect(await list('name=bob')).toEqual(['bob']);
  });
});

interface Page {
  readonly _embedded: { readonly users: readonly { readonly name: string }[] };
}
