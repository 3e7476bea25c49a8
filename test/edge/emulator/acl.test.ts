import { describe, expect, it } from 'vitest';
import { aclOf, isOpen } from '../../../src/edge/emulator/acl.ts';
import { startEmulatorHost } from '../../../src/edge/emulator/host.ts';
import { anIdentity, askApi, tokenFor } from '../../support/ask-api.ts';
import { fixedClock } from '../../support/emulator-backend.ts';

const paths = (...patterns: readonly string[]) => ({
  paths: Object.fromEntries(patterns.map((pattern) => [pattern, {}])),
});

describe('the acl of a token', () => {
  it.each<[acl: object | undefined, path: string, open: boolean]>([
    [undefined, '/v1/calls', true],
    [{}, '/v1/calls', true],
    [paths(), '/v1/calls', false],
    [paths('/*/users/**'), '/v1/users', true],
    [paths('/*/users/**'), '/v1/users/', true],
    [paths('/*/users/**'), '/v1/users/USR-1/conversations', true],
    [paths('/*/users/**'), '/v1/conversations/CON-1/users', false],
    [paths('/*/users/**', '/*/legs/**'), '/v0.3/legs/1', true],
    [paths('/v1/users/*'), '/v1/users/USR-1', true],
    [paths('/v1/users/*'), '/v1/users/USR-1/conversations', false],
    [paths('/v1/users/*'), '/v1/users', false],
    [paths('/**'), '/v1/calls/1/talk', true],
    [paths('/**/talk'), '/v1/calls/1/talk', true],
    [paths('/**/talk'), '/v1/calls/1/stream', false],
  ])('%j opens %s: %s', (acl, path, open) => {
    expect(isOpen(aclOf(acl as never), path)).toBe(open);
  });
});

it('a path that the acl does not open is 403, in the words of its API', async () => {
  const emulator = await startEmulatorHost({
    clock: { ...fixedClock, now: Date.now },
    seed: 'acl',
    speed: 'instant',
    numbers: [],
    users: ['alice'],
    identity: await anIdentity('acl'),
  });
  const ask = (path: string) =>
    askApi(emulator, 'GET', path, undefined, {
      authorization: `Bearer ${tokenFor(emulator, { sub: 'alice', acl: paths('/*/users/**') })}`,
    });
  expect(await ask('/v1/users')).toMatchObject({ status: 200 });
  expect(await ask('/v1/conversations')).toMatchObject({
    status: 403,
    body: { code: 'system:error:permission' },
    why: "the token's acl has no path that opens /v1/conversations",
  });
  expect(await ask('/v1/calls')).toMatchObject({
    status: 403,
    body: { type: 'FORBIDDEN', error_title: 'Forbidden' },
  });
  await emulator.close();
});
