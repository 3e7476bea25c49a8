import { io } from 'socket.io-client';
import { expect, it } from 'vitest';
import type { JsonObject } from '../../../../../src/vonage/json.ts';
import { askApi } from '../../../../support/ask-api.ts';
import { type AppPlatform, startAppPlatform } from '../../../../support/client-sdk/app-platform.ts';
import { silentSdp } from '../../../../support/client-sdk/silent-sdp.ts';
import { openProbe } from '../../../../support/client-sdk/stun-probe.ts';

// However a call to an app ends, what was offered for it is answered by nobody any more.

interface Invitation {
  readonly sdp: string;
  readonly leg: string;
  /** Its path. */
  readonly conversation: string;
  readonly member: string;
  readonly session: string;
  /** The app logs out. */
  readonly leave: () => void;
}

/** A socket of a user without the SDK, which shows what the SDK hides. */
const listen = async (platform: AppPlatform, user: string) => {
  const socket = io(platform.emulator.api, {
    path: '/v2/rtc',
    transports: ['websocket'],
    query: { token: platform.token(user) },
    reconnection: false,
    forceNew: true,
  });
  const waiting = new Map<string, (event: JsonObject) => void>();
  socket.onAny((type: string, event: JsonObject, confirm?: () => void) => {
    confirm?.();
    waiting.get(type)?.(event);
  });
  const next = (type: string): Promise<JsonObject> =>
    new Promise((resolve) => void waiting.set(type, resolve));
  const success = await next('session:success');
  return {
    next,
    session: (success['body'] as { readonly id: string }).id,
    leave: () => void socket.disconnect(),
  };
};

const ask = async (
  platform: AppPlatform,
  user: string,
  method: string,
  path: string,
  body?: object,
): Promise<JsonObject> => {
  const headers = { authorization: `Bearer ${platform.token(user)}` };
  const reply = await askApi(platform.emulator, method, path, body, headers);
  expect([path, reply.status]).toEqual([path, 200]);
  return reply.body as JsonObject;
};

/** A call rings at alice's app for 30 s; the caller hangs up after 20, whatever has happened. */
const invite = async (platform: AppPlatform): Promise<Invitation> => {
  platform.ncco = [{ action: 'connect', timeout: 30, endpoint: [{ type: 'app', user: 'alice' }] }];
  const { next, session, leave } = await listen(platform, 'alice');
  const told = next('member:invited');
  void platform.call({ hangUpAfterSeconds: 20 });
  const { cid, body } = (await told) as {
    readonly cid: string;
    readonly body: {
      readonly sdp: string;
      readonly member_id: string;
      readonly channel: { readonly id: string };
    };
  };
  const { sdp, member_id: member, channel } = body;
  return { sdp, leg: channel.id, conversation: `/v0.3/conversations/${cid}`, member, session, leave };
};

const answer = async (platform: AppPlatform, invitation: Invitation): Promise<void> => {
  const { conversation, member, leg, session } = invitation;
  const own = { originating_session: session, from: member };
  const joined = { ...own, state: 'joined', channel: { type: 'app' } };
  await ask(platform, 'alice', 'PUT', `${conversation}/members/${member}`, joined);
  const answered = { ...own, body: { answer: silentSdp('active') } };
  await ask(platform, 'alice', 'POST', `${conversation}/rtc/${leg}/answer`, answered);
};

const leave = async (platform: AppPlatform, { conversation, member }: Invitation, why = ''): Promise<void> =>
  void (await ask(platform, 'alice', 'DELETE', `${conversation}/members/${member}${why}`));

const ENDED = /^(completed|cancelled|rejected)$/;

it.each<[end: string, act: (platform: AppPlatform, invitation: Invitation) => Promise<void> | void]>([
  ['the caller gives up', ({ clock }) => clock.pass(25_000)],
  [
    'the app turns it down',
    (platform, invitation) => leave(platform, invitation, '?reason_code=REMOTE_REJECT'),
  ],
  [
    'the app hangs up',
    async (platform, invitation) => {
      await answer(platform, invitation);
      await leave(platform, invitation);
    },
  ],
  [
    'the caller hangs up',
    async (platform, invitation) => {
      await answer(platform, invitation);
      platform.clock.pass(25_000);
    },
  ],
  [
    'the app logs out in the call',
    async (platform, invitation) => {
      await answer(platform, invitation);
      invitation.leave();
    },
  ],
])('when %s', async (_end, act) => {
  await using platform = await startAppPlatform();
  const { session } = await listen(platform, 'bob');
  const offer = {
    originating_session: session,
    body: { offer: { type: 'offer', sdp: silentSdp('actpass') } },
  };
  const { sdp: another } = await ask(platform, 'bob', 'POST', '/v0.3/legs', offer);
  const invitation = await invite(platform);
  await using probe = await openProbe();
  expect(await probe.answered(invitation.sdp, String(another))).toEqual([true, true]);
  await act(platform, invitation);
  await platform.noticed(
    (event) => event.name === 'leg-status' && event.leg === invitation.leg && ENDED.test(event.status),
  );
  expect(await probe.answered(invitation.sdp, String(another))).toEqual([false, true]);
});
