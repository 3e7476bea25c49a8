import { request } from 'undici';
import { describe, expect, it } from 'vitest';
import type { RunningEmulator } from '../../../src/edge/emulator/running-emulator.ts';
import { tokenFor } from '../../support/ask-api.ts';
import { hostStarter } from '../../support/start-host.ts';

const start = await hostStarter('pages');

const ELSEWHERE = 'https://app.example.com';
const HERE = 'http://localhost:5173';

/** As a browser asks for a page of that origin; `fetch` of Node would leave `Origin` out. */
const asPage = async (
  { api }: RunningEmulator,
  method: 'GET' | 'PUT' | 'POST' | 'OPTIONS',
  path: string,
  headers: Record<string, string>,
) => {
  const { statusCode, headers: replied, body } = await request(`${api}${path}`, { method, headers });
  await body.dump();
  return { status: statusCode, allows: replied['access-control-allow-origin'], headers: replied };
};

describe('a page in a browser', () => {
  it('may ask the REST API, wherever it comes from, if it has a token', async () => {
    const emulator = await start();
    const asked = {
      origin: ELSEWHERE,
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'authorization,content-type',
      'access-control-request-private-network': 'true',
    };
    expect(await asPage(emulator, 'OPTIONS', '/v0.3/users/me', asked)).toMatchObject({
      status: 204,
      allows: ELSEWHERE,
      headers: {
        'access-control-allow-headers': 'authorization,content-type',
        'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE',
        'access-control-allow-private-network': 'true',
      },
    });
    const authorization = `bearer ${tokenFor(emulator, { sub: 'alice' })}`;
    expect(
      await asPage(emulator, 'GET', '/v0.3/users/me', { origin: ELSEWHERE, authorization }),
    ).toMatchObject({ status: 200, allows: ELSEWHERE });
    // It reads why it was refused.
    expect(await asPage(emulator, 'GET', '/v0.3/users/me', { origin: ELSEWHERE })).toMatchObject({
      status: 401,
      allows: ELSEWHERE,
      headers: { 'access-control-expose-headers': expect.stringContaining('x-vonage-flow-why') },
    });
  });

  it('of elsewhere may not when nobody looks at tokens', async () => {
    const emulator = await start({ auth: false });
    const ask = (origin: string) => asPage(emulator, 'GET', '/v1/users', { origin });
    expect((await ask(ELSEWHERE)).allows).toBeUndefined();
    expect((await ask('null')).allows).toBeUndefined();
    expect((await ask('http://localhost.example.com')).allows).toBeUndefined();
    expect((await ask(HERE)).allows).toBe(HERE);
    expect((await ask('http://127.0.0.1:8080')).allows).toBe('http://127.0.0.1:8080');
  });

  it('of elsewhere begins nothing either then, by a form that no browser asks about', async () => {
    const emulator = await start({ auth: false });
    const asForm = (origin: string) =>
      asPage(emulator, 'POST', '/v1/users', { origin, 'content-type': 'text/plain' });
    expect(await asForm(ELSEWHERE)).toMatchObject({ status: 403, allows: undefined });
    expect(await asForm('null')).toMatchObject({ status: 403, allows: undefined });
    expect(await asForm(HERE)).toMatchObject({ status: 201 });
  });

  it.each([
    ['GET', '/emulator/v1/about'],
    ['GET', '/%65mulator/v1/about'],
    ['GET', '/emulator/v1/notices'],
    ['POST', '/emulator/v1/calls'],
    ['PUT', '/emulator/v1/users'],
    ['OPTIONS', '/emulator/v1/users'],
    ['OPTIONS', '/%65mulator/v1/users'],
    ['OPTIONS', '/emulator/v1/'],
  ] as const)('never gets to %s %s', async (method, path) => {
    const emulator = await start({ auth: false });
    for (const origin of [ELSEWHERE, HERE])
      expect(await asPage(emulator, method, path, { origin })).toMatchObject({
        status: 403,
        allows: undefined,
      });
  });
});
