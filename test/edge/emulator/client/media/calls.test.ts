import { describe, expect, it } from 'vitest';
import { isJsonObject, type JsonObject } from '../../../../../src/vonage/json.ts';
import { askApi } from '../../../../support/ask-api.ts';
import {
  type AppPlatform,
  NUMBER,
  startAppPlatform,
  tokenOf,
} from '../../../../support/client-sdk/app-platform.ts';
import type { ClientApp } from '../../../../support/client-sdk/client-app.ts';
import { type ForeignPeer, installForeignMedia } from '../../../../support/client-sdk/foreign-peer.ts';
import { silentSdp } from '../../../../support/client-sdk/silent-sdp.ts';
import { openProbe } from '../../../../support/client-sdk/stun-probe.ts';
import { fixedClock } from '../../../../support/emulator-backend.ts';

// The unmodified Client SDK with a WebRTC stack that is not ours, against the emulator, in real time.

const TO_ALICE = [{ action: 'connect', endpoint: [{ type: 'app', user: 'alice' }] }];

const openAlice = async (platform: AppPlatform): Promise<ClientApp> => {
  const alice = await platform.open('alice');
  installForeignMedia();
  return alice;
};

const peerOf = (app: ClientApp, call: string): ForeignPeer =>
  app.client.getPeerConnection(call) as ForeignPeer;

/** One side of a connection: what it calls itself, and what it was told of the other. */
interface Side {
  readonly name: string;
  readonly sdp: string;
}
const sideOf = ({ name, remoteDescription }: ForeignPeer): Side => ({
  name,
  sdp: remoteDescription?.sdp ?? '',
});

/** What alice's app would have from `POST /v0.3/legs` for an offer. */
const offerLeg = async (platform: AppPlatform, { session }: ClientApp, sdp: string): Promise<JsonObject> => {
  const body = { originating_session: session, body: { offer: { type: 'offer', sdp } } };
  const headers = { authorization: `Bearer ${platform.token('alice')}` };
  const reply = await askApi(platform.emulator, 'POST', '/v0.3/legs', body, headers);
  return reply.body as JsonObject;
};

/** Whether the other side of a connection still answers, of which the peer may know nothing any more. */
const isThere = async (platform: AppPlatform, app: ClientApp, peer: Side): Promise<boolean> => {
  await using probe = await openProbe(peer.name);
  const another = await offerLeg(platform, app, silentSdp('actpass'));
  return (await probe.answered(peer.sdp, String(another['sdp'])))[0]!;
};

describe('a call of an app is connected', () => {
  it('when it calls, before it knocks, until it hangs up', async () => {
    await using platform = await startAppPlatform({ clock: fixedClock });
    platform.ncco = [{ action: 'talk', text: 'Hello', loop: 0 }];
    const alice = await openAlice(platform);
    const call = await alice.client.serverCall({ to: NUMBER });
    const peer = peerOf(alice, call);
    expect(peer.connectionState).toBe('connected');
    expect(await peer.heard(2)).toHaveLength(2);
    const side = sideOf(peer);
    expect(await isThere(platform, alice, side)).toBe(true);
    await alice.client.hangup(call);
    expect(await alice.next('callHangup')).toEqual([call, expect.anything(), 'LOCAL_HANGUP']);
    expect(await isThere(platform, alice, side)).toBe(false);
  });

  it('when it answers, until the caller hangs up', async () => {
    await using platform = await startAppPlatform({ clock: fixedClock });
    platform.ncco = TO_ALICE;
    const alice = await openAlice(platform);
    const over = platform.call();
    const [invited] = await alice.next('callInvite');
    const call = String(invited);
    await alice.client.answer(call);
    const peer = peerOf(alice, call);
    expect(peer.connectionState).toBe('connected');
    expect(await peer.heard(2)).toHaveLength(2);
    const side = sideOf(peer);
    expect(await isThere(platform, alice, side)).toBe(true);
    const placed = await platform.noticed(({ name }) => name === 'call-placed');
    const leg = placed.name === 'call-placed' ? placed.leg : '';
    const headers = { authorization: `Bearer ${tokenOf(platform)}` };
    await askApi(platform.emulator, 'PUT', `/v1/calls/${leg}`, { action: 'hangup' }, headers);
    await over;
    expect(await alice.next('callHangup')).toEqual([call, expect.anything(), 'REMOTE_HANGUP']);
    expect(await isThere(platform, alice, side)).toBe(false);
  });

  it('anew, when the app offers media again', async () => {
    await using platform = await startAppPlatform({ clock: fixedClock });
    platform.ncco = [{ action: 'talk', text: 'Hello', loop: 0 }];
    const alice = await openAlice(platform);
    const call = await alice.client.serverCall({ to: NUMBER });
    const before = sideOf(peerOf(alice, call));
    await alice.client.reconnectCall(call);
    const after = peerOf(alice, call);
    await after.connected();
    expect(await after.heard(2)).toHaveLength(2);
    expect(await isThere(platform, alice, before)).toBe(false);
    expect(await isThere(platform, alice, sideOf(after))).toBe(true);
    await alice.client.hangup(call);
  });
});

it('a leg that has knocked keeps its media for as long as it lasts', async () => {
  await using platform = await startAppPlatform();
  platform.ncco = [{ action: 'talk', text: 'Hello', loop: 0 }];
  const alice = await platform.open('alice');
  const never = await offerLeg(platform, alice, silentSdp('actpass'));
  const call = await alice.client.serverCall({ to: NUMBER });
  const sdp = alice.connection(call).remoteDescription?.sdp ?? '';
  platform.clock.pass(60_000);
  await offerLeg(platform, alice, silentSdp('actpass'));
  const there = [String(never['sdp']), sdp].map((one) => isThere(platform, alice, { name: 'app', sdp: one }));
  expect(await Promise.all(there)).toEqual([false, true]);
});

it('no notice has the password of a connection', async () => {
  await using platform = await startAppPlatform();
  platform.ncco = TO_ALICE;
  const alice = await platform.open('alice');
  void platform.call();
  await alice.next('callInvite');
  const notice = await platform.noticed(
    (event) => event.name === 'client-event' && event.event === 'member:invited',
  );
  const payload = notice.name === 'client-event' ? notice.payload : undefined;
  const body = payload?.['body'];
  expect(isJsonObject(body) && body['sdp']).toContain('a=ice-ufrag:none');
});
