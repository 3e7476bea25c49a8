import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { startEmulator } from '../../../../src/edge/emulator/start-emulator.ts';
import { LOGIN_DEEDS } from '../../../../src/emulator/client/login-refusal.ts';
import { type Fault, parseFault } from '../../../../src/emulator/fault.ts';
import type { PlatformEvent } from '../../../../src/vonage/platform-event.ts';
import { anIdentity, tokenFor } from '../../../support/ask-api.ts';
import { changeWait } from '../../../support/change-wait.ts';
import {
  type AppPlatform,
  NUMBER,
  startAppPlatform,
  tokenOf,
} from '../../../support/client-sdk/app-platform.ts';
import { openClientApp } from '../../../support/client-sdk/client-app.ts';
import { hurryReconnects } from '../../../support/client-sdk/hurry-reconnects.ts';
import { openNetwork } from '../../../support/client-sdk/network.ts';
import { startStory } from '../../../support/client-sdk/story.ts';

// How the unmodified Client SDK gets a session, and how it does not.

beforeAll(hurryReconnects);

const OTHERS = anIdentity('others');

const now = ({ clock }: AppPlatform): number => Math.floor(clock.now() / 1000);

/** So long the SDK waits for an answer to its login (client-sdk.md §3). */
const SDK_PATIENCE_MS = 5000;

/** What `createSession` rejects with. */
const codeOf = async (login: Promise<unknown>): Promise<string> =>
  login.then(
    () => 'logged in',
    (error: { readonly code?: string }) => String(error.code),
  );

describe('a login', () => {
  it('gives a session, and tells whose it is', async () => {
    await using platform = await startAppPlatform();
    const { session, client } = await platform.open('alice');
    expect(session).toMatch(/^[\da-f-]{36}$/);
    expect(await client.getUser('me')).toMatchObject({ name: 'alice' });
    expect(await platform.noticed(({ name }) => name === 'client-logged-in')).toMatchObject({
      user: 'alice',
      session,
      sdk: '@vonage/client-sdk 2.3.1',
    });
  });

  // client-sdk.md §3.1, on demand; the table that people read is the one that is tried.
  const page = readFileSync(new URL('../../../../docs/client-sdk.md', import.meta.url), 'utf8');
  const refusals = [...page.matchAll(/^\| `(login:\S+)` \| `(\S+)` \|$/gm)].map(
    ([, fault = '', code = '']) => [fault, code] as const,
  );
  it('is refused in every way that there is, by docs/client-sdk.md', () => {
    expect(refusals.map(([fault]) => fault)).toEqual(LOGIN_DEEDS.map((deed) => `login:${deed}`));
  });
  it.each(refusals)('fails by --fault %s with %s', async (fault, code) => {
    // The table has only faults.
    await using platform = await startAppPlatform({ faults: [parseFault(fault) as Fault] });
    const login = () => codeOf(platform.open('alice'));
    expect(await (fault === 'login:timeout' ? changeWait(SDK_PATIENCE_MS, 10, login) : login())).toBe(code);
    platform.emulator.setFaults([]);
    expect(await codeOf(platform.open('alice'))).toBe('logged in');
  });

  const TOKENS: readonly (readonly [
    token: string,
    of: (platform: AppPlatform) => string | Promise<string>,
    code: string,
    /** What the emulator tells, which the SDK cannot; undefined when it has nothing to tell. */
    why: string | undefined,
  ])[] = [
    ['of a user', (platform) => platform.token('alice'), 'logged in', undefined],
    [
      'that is over',
      (platform) => platform.token('alice', { iat: now(platform) - 60, exp: now(platform) - 1 }),
      'session:error:expired-token',
      'the token expired 1 s ago',
    ],
    [
      'that does not count yet',
      (platform) => platform.token('alice', { nbf: now(platform) + 60 }),
      'session:error:invalid-token',
      'nbf says that the token counts in 60 s only',
    ],
    [
      'that lives two days',
      (platform) => platform.token('alice', { exp: now(platform) + 172_800 }),
      'session:error:invalid-token',
      'exp is more than 24 hours after iat',
    ],
    [
      'of a user that is not there',
      (platform) => platform.token('carol'),
      'session:error:invalid-token',
      'the application has no user "carol": it has alice, bob',
    ],
    [
      'of a server',
      tokenOf,
      'session:error:invalid-token',
      'the token has no sub, the name of a user: nobody can log in with it',
    ],
    [
      'of another application',
      (platform) => platform.token('alice', { application_id: '00000000-0000-4000-8000-000000000000' }),
      'session:error:invalid-token',
      'there is no application "00000000-0000-4000-8000-000000000000"',
    ],
    [
      'that somebody else signed',
      async (platform) =>
        tokenFor(
          platform.emulator,
          { sub: 'alice', iat: now(platform), exp: now(platform) + 60 },
          (await OTHERS).privateKey,
        ),
      'session:error:invalid-token',
      "the token is not signed with this application's private key",
    ],
    [
      'whose acl leaves sessions out',
      (platform) => platform.token('alice', { acl: { paths: { '/*/users/**': {} } } }),
      'system:error:permission',
      "the token's acl has no path that opens /v0.3/sessions",
    ],
    ['that is none', () => 'a.b.c', 'session:error:invalid-token', 'the token is no JWT of three parts'],
    // The SDK itself says so.
    ['of no letters', () => '', 'session:error:empty-token', undefined],
  ];
  it.each(TOKENS)('with a token %s', async (_words, of, code, why) => {
    await using platform = await startAppPlatform();
    expect(await codeOf(platform.open('alice', { token: await of(platform) }))).toBe(code);
    const told = platform.notices.filter((event) => event.name === 'client-refused');
    expect(told.map((event) => event.why)).toEqual(why === undefined ? [] : [why]);
  });

  it('takes every token when the emulator does not check them', async () => {
    await using platform = await startAppPlatform({ auth: false });
    const others = (await OTHERS).privateKey;
    const token = tokenFor(platform.emulator, { sub: 'alice', exp: 1 }, others);
    expect(await codeOf(platform.open('alice', { token }))).toBe('logged in');
    expect(await codeOf(platform.open('nobody', { token: 'a.b.c' }))).toBe('session:error:invalid-token');
  });
});

describe('a session', () => {
  it('ends with deleteSession, and the app is gone then', async () => {
    await using platform = await startAppPlatform();
    const alice = await platform.open('alice');
    await alice.client.deleteSession();
    const isOut = (event: PlatformEvent): boolean =>
      event.name === 'user-state-changed' && event.why === 'logged-out';
    expect(await platform.noticed(isOut)).toMatchObject({ user: 'alice', state: 'offline' });
    await expect(alice.client.deleteSession()).rejects.toMatchObject({
      code: 'session:error:no-active-session',
    });
    expect(alice.of('sessionError')).toEqual([]);
  });

  it('goes on with a new token beyond the first', async () => {
    await using platform = await startAppPlatform();
    const short = { iat: now(platform) - 28, exp: now(platform) + 2 };
    const story = startStory(platform);
    const alice = await story.open('alice', 'alice', { token: platform.token('alice', short) });
    await alice.client.refreshSession(platform.token('alice'));
    // Whose token is over when alice's first would have been.
    const bob = await platform.open('bob', { token: platform.token('bob', short) });
    expect(await bob.next('sessionError')).toEqual(['EXPIRED_TOKEN']);
    await platform.noticed(
      (event) => event.name === 'user-state-changed' && event.user === 'bob' && event.why === 'token-expired',
    );
    // Is over when alice has heard something.
    await story.step('alice is still there', () => undefined);
    expect(alice.of('sessionError')).toEqual([]);
  });

  // The SDK has one word for every 401, whatever the body says.
  it.each([
    [
      'that is over',
      (platform: AppPlatform) => platform.token('alice', { iat: now(platform) - 60, exp: now(platform) - 1 }),
      'internal:auth:authorization_error',
    ],
    ['of another user', (platform: AppPlatform) => platform.token('bob'), 'session:error:not-found'],
    ['that is none', () => 'a.b.c', 'internal:auth:authorization_error'],
  ])('does not go on with a token %s', async (_words, of, code) => {
    await using platform = await startAppPlatform();
    const alice = await platform.open('alice');
    await expect(alice.client.refreshSession(of(platform))).rejects.toMatchObject({ code });
  });

  it('is taken up again by its id, with what was sent meanwhile', async () => {
    await using platform = await startAppPlatform();
    await using network = await openNetwork(platform.emulator.api);
    const before = await platform.open('alice', { websocketUrl: network.url });
    await network.end();
    platform.ncco = [{ action: 'connect', endpoint: [{ type: 'app', user: 'alice' }] }];
    void platform.call();
    await platform.noticed((event) => event.name === 'client-event' && event.event === 'member:invited');
    const after = await platform.open('alice', { sessionId: before.session });
    expect(after.session).toBe(before.session);
    expect(
      platform.notices.flatMap((event) => (event.name === 'client-connection' ? [event.is] : [])),
    ).toEqual(['lost', 'back']);
    expect(await after.next('callInvite')).toEqual([expect.any(String), '447700900222', 'phone']);
  });

  it('is taken over by the second socket that names it, and lives on', async () => {
    await using platform = await startAppPlatform();
    const first = await platform.open('alice');
    const room = await first.client.createConversation();
    await first.client.joinConversation(room);
    const second = await platform.open('alice', { sessionId: first.session });
    expect(second.session).toBe(first.session);
    // Told so as the SDK understands it: it must not come back and take the session again.
    expect(await first.next('sessionError')).toEqual(['EXPIRED_TOKEN']);
    await second.client.sendCustomEvent(room, 'note', {});
    const isNote = ({ kind }: { readonly kind: string }): boolean => kind === 'custom';
    expect(await second.next('conversationEvent', isNote)).toMatchObject([{ conversationId: room }]);
    expect(first.of('reconnecting')).toEqual([]);
    expect(
      platform.notices.filter((event) => event.name === 'user-state-changed' && event.state === 'offline'),
    ).toEqual([]);
  });

  it('ends when its connection does not come back in time, and its call with it', async () => {
    await using platform = await startAppPlatform();
    await using network = await openNetwork(platform.emulator.api);
    platform.ncco = [{ action: 'connect', endpoint: [{ type: 'app', user: 'alice' }] }];
    const alice = await platform.open('alice', { websocketUrl: network.url });
    const bob = await platform.open('bob');
    await bob.client.serverCall({ to: NUMBER });
    await alice.client.answer(String((await alice.next('callInvite'))[0]));
    await changeWait(30_000, 10, async () => {
      await network.end();
      expect(await bob.next('callHangup')).toEqual([expect.any(String), expect.any(Object), 'REMOTE_HANGUP']);
    });
    const isLost = (event: PlatformEvent): boolean =>
      event.name === 'user-state-changed' && event.why === 'connection-lost';
    expect(await platform.noticed(isLost)).toMatchObject({ user: 'alice', state: 'offline' });
  });

  it('of somebody else, or that never was, cannot be taken up', async () => {
    await using platform = await startAppPlatform();
    const alice = await platform.open('alice');
    const login = (sessionId: string) => codeOf(platform.open('bob', { sessionId }));
    expect(await login(alice.session)).toBe('session:error:invalid-session');
    expect(await login('00000000-0000-4000-8000-000000000000')).toBe('session:error:invalid-session');
    expect(platform.notices.filter(({ name }) => name === 'client-refused')).toEqual(
      Array(2).fill(
        expect.objectContaining({
          user: 'bob',
          why: 'this user has no session with that session_id (any more)',
        }),
      ),
    );
  });

  it('is over when the emulator starts again, and the app logs in anew', async () => {
    const before = await startAppPlatform();
    const alice = await before.open('alice');
    await before.emulator.close();
    await using after = await startAppPlatform({ port: Number(new URL(before.emulator.api).port) });
    expect(await alice.next('sessionError')).toEqual(['EXPIRED_TOKEN']);
    expect(await alice.client.createSession(after.token('alice'))).toMatch(/^[\da-f-]{36}$/);
    await before[Symbol.asyncDispose]();
  });

  it('sets the pace, also of an emulator on virtual time', async () => {
    await using platform = await startAppPlatform({ speed: 'instant' });
    platform.ncco = [{ action: 'connect', endpoint: [{ type: 'app', user: 'alice' }] }];
    const alice = await platform.open('alice');
    const over = platform.call();
    const [call] = await alice.next('callInvite');
    await alice.client.answer(String(call));
    await alice.client.hangup(String(call));
    expect(await over).toMatchObject({ problems: [], completed: true });
  });

  it('hears nothing of a user of the same name in another application', async () => {
    const applications = ['1', '2'].map((last) => ({ numbers: [`44207946011${last}`], users: ['alice'] }));
    await using emulator = await startEmulator({ applications });
    const apps = await Promise.all(
      emulator.applications.map((one) => openClientApp({ api: emulator.api, token: one.userToken('alice') })),
    );
    const rooms = await Promise.all(apps.map(({ client }) => client.createConversation({ name: 'desk' })));
    await expect(apps[1]!.client.joinConversation(rooms[0]!)).rejects.toMatchObject({
      code: 'conversation:error:not-found',
    });
    for (const [index, { client }] of apps.entries()) {
      await client.joinConversation(rooms[index]!);
      await client.sendCustomEvent(rooms[index]!, 'hello', {});
    }
    for (const [index, app] of apps.entries()) {
      await app.next('conversationEvent', ({ kind }: { readonly kind: string }) => kind === 'custom');
      const heard = app
        .of('conversationEvent')
        .map(([event]) => (event as { conversationId: string }).conversationId);
      expect(new Set(heard)).toEqual(new Set([rooms[index]]));
      await app.close();
    }
  });

  it('is one of two hundred at once, each with a call of its own', async () => {
    const users = Array.from({ length: 200 }, (_, index) => `user${index + 1}`);
    await using platform = await startAppPlatform({ users });
    // Also where two hundred of them and the emulator in one process are slow.
    const apps = await changeWait(SDK_PATIENCE_MS, 55_000, () =>
      Promise.all(users.map((user) => platform.open(user))),
    );
    expect(new Set(apps.map(({ session }) => session)).size).toBe(200);
    platform.ncco = ({ query }) => {
      const caller = new URLSearchParams(query).get('from')!;
      return [
        { action: 'connect', endpoint: [{ type: 'app', user: `user${Number(caller.slice(-3)) + 1}` }] },
      ];
    };
    const phones = users.map((_user, index) => `447700900${String(index).padStart(3, '0')}`);
    for (const from of phones) void platform.call({ from });
    const invitations = await Promise.all(apps.map((app) => app.next('callInvite')));
    expect(invitations.map(([, from]) => from)).toEqual(phones);
    expect(apps.flatMap((app) => app.of('callInvite'))).toHaveLength(200);
  });
});
