import { describe, expect, it } from 'vitest';
import type { RestRequest } from '../../../src/emulator/input.ts';
import { createPlatform } from '../../../src/emulator/platform.ts';
import { step } from '../../../src/emulator/step.ts';
import type { JsonObject } from '../../../src/vonage/json.ts';
import { APPLICATION, NUMBER } from '../../support/emulator-driver.ts';

const platform = () =>
  createPlatform({ seed: 'rest', applications: [APPLICATION], numbers: [NUMBER], users: [] });

const ask = (
  method: string,
  path: string,
  more: Partial<RestRequest> = {},
  on = platform(),
): { readonly status: number; readonly body: JsonObject | undefined } => {
  const request = {
    ticket: '1',
    method,
    path,
    origin: 'http://127.0.0.1:4010',
    query: {},
    body: undefined,
    contentType: 'application/json',
    ...more,
  };
  const [effect] = step(on, { at: 0, type: 'rest', request })[1];
  if (effect?.do !== 'answer-rest') throw new Error('no answer');
  return { status: effect.status, body: effect.body };
};

const ONE = `/v2/applications/${APPLICATION.id}`;
const LINKS = { self: { href: ONE } };

describe('the Applications API', () => {
  it('fills defaults when an application is written, and only what is missing', () => {
    const webhooks = {
      answer_url: { socket_timeout: 2000, address: 'http://a' },
      event_url: { address: '' },
    };
    const body = {
      name: 'x',
      id: 'ignored',
      _links: {},
      odd: [1, [2]],
      capabilities: {
        voice: { webhooks, odd: 1 },
        rtc: { webhooks: { event_url: { address: 'http://r' } } },
        vbc: {},
        new: { a: 1 },
      },
    };
    expect(ask('PUT', ONE, { body })).toEqual({
      status: 200,
      body: {
        id: APPLICATION.id,
        name: 'x',
        keys: { public_key: 'PEM' },
        odd: [1, [2]],
        privacy: { improve_ai: true },
        capabilities: {
          voice: {
            webhooks: {
              answer_url: {
                address: 'http://a',
                http_method: 'GET',
                connect_timeout: 1000,
                socket_timeout: 2000,
              },
              event_url: { address: '', http_method: 'POST', connect_timeout: 1000, socket_timeout: 10_000 },
            },
            odd: 1,
          },
          rtc: { webhooks: { event_url: { address: 'http://r', http_method: 'POST' } } },
          vbc: {},
          new: { a: 1 },
        },
        _links: LINKS,
      },
    });
  });

  it.each([
    ['{}', {}],
    ['no URL at all', { voice: { webhooks: {} } }],
    [
      'an empty fallback',
      { voice: { webhooks: { fallback_answer_url: { address: '', http_method: 'GET' } } } },
    ],
    [
      'every capability',
      {
        voice: {},
        rtc: {},
        messages: { version: 'v1' },
        verify: {},
        vbc: {},
        video: { webhooks: {} },
        network_apis: { redirect_uri: 'x' },
      },
    ],
  ])('writing back what was read changes nothing: %s', (_name, capabilities) => {
    const on = platform();
    ask('PUT', ONE, { body: { name: 'odd', capabilities } }, on);
    const before = ask('GET', ONE, {}, on).body!;
    ask('PUT', ONE, { body: before }, on);
    expect(ask('GET', ONE, {}, on).body).toEqual(before);
  });

  it('replaces: what is left out is gone, but for the keys', () => {
    const on = platform();
    ask('PUT', ONE, { body: { name: 'bare' } }, on);
    expect(ask('GET', ONE, {}, on).body).toEqual({
      id: APPLICATION.id,
      name: 'bare',
      keys: { public_key: 'PEM' },
      privacy: { improve_ai: true },
      capabilities: {},
      _links: LINKS,
    });
  });

  const voice = (answer_url: JsonObject) => ({
    name: 'x',
    capabilities: { voice: { webhooks: { answer_url } } },
  });
  const at = 'capabilities.voice.webhooks.answer_url';
  it.each([
    [
      'an unknown key',
      voice({ address: 'a', connection_timeout: 500 }),
      `${at}.connection_timeout`,
      'is not known; known are: http_method, address, socket_timeout, connect_timeout',
    ],
    [
      'a method',
      voice({ address: 'a', http_method: 'PUT' }),
      `${at}.http_method`,
      'must be one of: GET, POST',
    ],
    [
      'a short time-out',
      voice({ address: 'a', connect_timeout: 1 }),
      `${at}.connect_timeout`,
      'must be between 300 and 1000',
    ],
    [
      'a long time-out',
      voice({ address: 'a', socket_timeout: 5001 }),
      `${at}.socket_timeout`,
      'must be between 1000 and 5000',
    ],
    ['an address', voice({ address: 1 }), `${at}.address`, 'must be a text'],
    ['no name', { capabilities: {} }, 'name', 'must not be blank'],
    [
      'a time-out of RTC',
      {
        name: 'x',
        capabilities: { rtc: { webhooks: { event_url: { address: 'a', socket_timeout: 2000 } } } },
      },
      'capabilities.rtc.webhooks.event_url.socket_timeout',
      'is not known; known are: http_method, address',
    ],
    ['a capability', { name: 'x', capabilities: { voice: null } }, 'capabilities.voice', 'must be an object'],
  ] as const)('refuses %s', (_name, body, name, reason) => {
    expect(ask('PUT', ONE, { body })).toEqual({
      status: 400,
      body: {
        type: 'https://developer.vonage.com/api-errors/application#payload-validation',
        title: 'Bad Request',
        detail: 'The request failed due to validation errors',
        instance: expect.stringMatching(/^[0-9a-f-]{36}$/),
        invalid_parameters: [{ name, reason }],
      },
    });
  });

  it('lists by pages with relative links', () => {
    const on = platform();
    for (const name of ['b', 'c']) ask('POST', '/v2/applications', { body: { name } }, on);
    const page = (query: Record<string, string>) => {
      const { _embedded, ...rest } = ask('GET', '/v2/applications', { query }, on).body as JsonObject & {
        _embedded: { applications: JsonObject[] };
      };
      return { ...rest, names: _embedded.applications.map(({ name }) => name) };
    };
    expect(page({ page_size: '2' })).toEqual({
      names: ['demo', 'b'],
      page_size: 2,
      page: 1,
      total_items: 3,
      total_pages: 2,
      _links: {
        self: { href: '/v2/applications?page_size=2&page=1' },
        first: { href: '/v2/applications?page_size=2' },
        last: { href: '/v2/applications?page_size=2&page=2' },
        next: { href: '/v2/applications?page_size=2&page=2' },
      },
    });
    expect(page({ page_size: '2', page: '2' })).toMatchObject({
      names: ['c'],
      _links: { prev: { href: '/v2/applications?page_size=2&page=1' } },
    });
  });

  it('creates with keys that are shown once, and deletes for good', () => {
    const on = platform();
    const freshKeys = { publicKey: 'PUBLIC', privateKey: 'PRIVATE' };
    const { status, body } = ask('POST', '/v2/applications', { body: { name: 'new' }, freshKeys }, on);
    expect([status, body?.['keys']]).toEqual([201, { public_key: 'PUBLIC', private_key: 'PRIVATE' }]);
    const path = `/v2/applications/${String(body?.['id'])}`;
    expect(ask('GET', path, {}, on).body?.['keys']).toEqual({ public_key: 'PUBLIC' });
    expect(ask('DELETE', path, {}, on)).toEqual({ status: 204, body: undefined });
    expect(ask('GET', path, {}, on).status).toBe(404);
  });

  it.each([
    ['an unknown id', 'GET', '/v2/applications/none', {}, 404, 'not-found'],
    ['a wrong verb', 'PATCH', ONE, {}, 405, 'wrong-verb'],
    ['a form', 'PUT', ONE, { contentType: 'application/x-www-form-urlencoded' }, 415, 'content-type-header'],
    ['no JSON', 'PUT', ONE, { body: 'not-json' as const }, 400, 'payload-validation'],
    ['a page too large', 'GET', '/v2/applications', { query: { page_size: '101' } }, 400, 'list-validation'],
  ])('refuses %s', (_name, method, path, more, status, fragment) => {
    const reply = ask(method, path, more);
    expect([reply.status, String(reply.body?.['type']).split('#')[1]]).toEqual([status, fragment]);
  });

  it('says 501 for what it does not have', () => {
    expect(ask('GET', '/v1/legs')).toEqual({
      status: 501,
      body: {
        title: 'Not emulated',
        detail:
          'The emulator does not have GET /v1/legs. What it has stands in docs/emulator.md of the package vonage-flow, under "The REST API".',
      },
    });
  });
});
