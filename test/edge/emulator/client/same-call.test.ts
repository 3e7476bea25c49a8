import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/vonage/json.ts';
import type { PlatformEvent } from '../../../../src/vonage/platform-event.ts';
import { askApi } from '../../../support/ask-api.ts';
import {
  type AppPlatform,
  NUMBER,
  startAppPlatform,
  tokenOf,
} from '../../../support/client-sdk/app-platform.ts';
import type { ClientApp } from '../../../support/client-sdk/client-app.ts';

// A call of an app is one call for everybody: the voice webhooks (5a), the RTC webhooks (5b) and the app (5c) tell of the
// same legs, and nobody acts for anybody else.

const TO_ALICE = [{ action: 'connect', endpoint: [{ type: 'app', user: 'alice' }] }];

interface ConversationEvent {
  readonly kind: string;
  readonly id: number;
  readonly conversationId: string;
  readonly body: { readonly memberId: string };
}

const events = (app: ClientApp): readonly ConversationEvent[] =>
  app.of('conversationEvent').map(([event]) => event as ConversationEvent);

/** A phone calls, and alice's app rings. */
const ring = async (platform: AppPlatform, alice: ClientApp) => {
  platform.ncco = TO_ALICE;
  const over = platform.call();
  const [call] = (await alice.next('callInvite')) as [string];
  const [event] = (await alice.next('conversationEvent')) as [ConversationEvent];
  return { call, over, room: event.conversationId, member: event.body.memberId };
};

describe('a call from an app', () => {
  it('asks for an NCCO with the user and what the app gave along', async () => {
    await using platform = await startAppPlatform();
    let query = new URLSearchParams();
    platform.ncco = (asked) => {
      query = new URLSearchParams(asked.query);
      return [{ action: 'talk', text: 'Hello' }];
    };
    const alice = await platform.open('alice');
    // Flat: what is nested the SDK itself sends as null.
    const context = { to: NUMBER, order: 7, gift: true, note: 'é' };
    const call = await alice.client.serverCall(context);
    await alice.next('callHangup');
    const { custom_data: custom, ...asked } = Object.fromEntries(query);
    expect(asked).toEqual({
      from_user: 'alice',
      to: NUMBER,
      uuid: call,
      conversation_uuid: events(alice)[0]!.conversationId,
      endpoint_type: 'app',
      region_url: platform.emulator.api,
    });
    expect(JSON.parse(custom!)).toEqual(context);
  });

  it('needs no number: the application is asked all the same', async () => {
    await using platform = await startAppPlatform();
    platform.ncco = [{ action: 'talk', text: 'Hello' }];
    const alice = await platform.open('alice');
    await alice.client.serverCall();
    expect(await alice.next('callHangup')).toEqual([expect.any(String), expect.any(Object), 'REMOTE_HANGUP']);
  });

  it('is answered by the real app alone: what a script says for its user is told as unused', async () => {
    const usual = { bob: { does: 'busy' } } as const;
    await using platform = await startAppPlatform({ callees: usual });
    const [alice, bob] = [await platform.open('alice'), await platform.open('bob')];
    const ring = async (app: ClientApp, user: string): Promise<unknown> => {
      platform.ncco = [{ action: 'connect', endpoint: [{ type: 'app', user }] }];
      const over = platform.call({ callees: { alice: { does: 'reject' }, zoe: { does: 'busy' } } });
      const [call] = (await app.next('callInvite')) as [string];
      await app.client.answer(call);
      await app.client.hangup(call);
      return over;
    };
    expect(await ring(alice, 'alice')).toMatchObject({ unused: [{ by: 'alice', does: 'reject' }] });
    // Said for all calls, and of no use to those of a real app.
    expect(await ring(bob, 'bob')).toMatchObject({ unused: [] });
    await alice.client.deleteSession();
    await platform.noticed((event) => event.name === 'user-state-changed' && event.state === 'offline');
    const body = JSON.stringify({ alice: 'foreground', bob: 'background' });
    const reply = await fetch(`${platform.emulator.api}/emulator/v1/users`, { method: 'PUT', body });
    expect(await reply.json()).toEqual({
      users: { alice: 'offline', bob: 'background' },
      problems: ['alice is still offline: a real app has to log in first'],
    });
  });

  it('can be told from outside by its id: the Voice API knows the leg of the app', async () => {
    await using platform = await startAppPlatform();
    platform.ncco = [{ action: 'conversation', name: 'desk' }];
    const alice = await platform.open('alice');
    const call = await alice.client.serverCall({ to: NUMBER });
    await alice.next('callTransfer');
    const headers = { authorization: `Bearer ${tokenOf(platform)}` };
    const { body } = await askApi(platform.emulator, 'GET', `/v1/calls/${call}`, undefined, headers);
    expect(body).toMatchObject({ uuid: call, status: 'answered', from: { type: 'app', user: 'alice' } });
  });
});

describe('a call to an app', () => {
  it('has the same legs, the same events and the same numbers for all who hear of it', async () => {
    await using platform = await startAppPlatform();
    const alice = await platform.open('alice');
    const { call, over, room } = await ring(platform, alice);
    await alice.client.answer(call);
    await alice.client.mute(call);
    await alice.client.hangup(call);
    await over;

    const rtc = platform.heardAt('/rtc').filter((event) => event['conversation_id'] === room);
    const numbers = rtc.map(({ id }) => Number(id)).sort((one, other) => one - other);
    expect(numbers).toEqual(numbers.map((_id, index) => index + 1));

    const told = platform.notices.flatMap((notice) =>
      notice.name === 'client-event' && notice.conversation === room && notice.payload
        ? [notice.payload]
        : [],
    );
    expect(told.length).toBeGreaterThan(5);
    for (const { cid, body, ...event } of told) {
      const { sdp: _only, ...plain } = body as JsonObject;
      const same = rtc.find(({ id }) => id === event['id']);
      expect(same).toMatchObject({ ...event, conversation_id: cid, body: plain });
    }
    for (const { kind, id } of events(alice))
      expect(rtc.find((event) => event['id'] === id)?.['type']).toBe(kind);

    const voice = platform.heardAt('/event').filter(({ uuid }) => uuid === call);
    expect(voice.map(({ status, conversation_uuid: conversation }) => [status, conversation])).toEqual(
      ['started', 'answered', 'completed'].map((status) => [status, room]),
    );
    expect(voice[0]).toMatchObject({ to: 'alice', direction: 'outbound' });
  });
});

describe('an app that turns a call down', () => {
  it('has the reply a good while before what is told of it, or the SDK takes it for another device’s', async () => {
    await using platform = await startAppPlatform();
    const alice = await platform.open('alice');
    const { call, over } = await ring(platform, alice);
    const repliedAt = await platform.clock.standFor(
      alice.client.reject(call).then(() => platform.clock.now()),
    );
    await over;
    const left = platform.heardAt('/rtc').find(({ type }) => type === 'member:left');
    expect(Date.parse(String(left?.['timestamp'])) - repliedAt).toBeGreaterThanOrEqual(100);
  });
});

describe('a phone with an app on the line', () => {
  it('waits for nothing any more once it is moved elsewhere', async () => {
    await using platform = await startAppPlatform();
    platform.ncco = [{ action: 'conversation', name: 'desk' }];
    const alice = await platform.open('alice');
    const hers = await alice.client.serverCall({ to: NUMBER });
    const [, room] = (await alice.next('callTransfer')) as [string, string];
    const over = platform.call();
    const isThere = (event: PlatformEvent): boolean =>
      event.name === 'member-joined' && event.channel === 'phone' && event.conversation === room;
    const phone = (await platform.noticed(isThere)) as { readonly leg: string };
    // Nobody leaves alice.
    platform.clock.pass(40_000);
    const late = platform.clock.now() + 35_000;
    while (platform.clock.now() < late) await new Promise(setImmediate);
    const headers = { authorization: `Bearer ${tokenOf(platform)}` };
    const menu = [{ action: 'talk', text: 'Please hold the line. '.repeat(40) }];
    const transfer = { action: 'transfer', destination: { type: 'ncco', ncco: menu } };
    const { status } = await askApi(platform.emulator, 'PUT', `/v1/calls/${phone.leg}`, transfer, headers);
    expect(status).toBe(204);
    await alice.client.hangup(hers);
    platform.clock.pass(100_000);
    await over;
    expect(platform.notices.filter(({ name }) => name === 'gave-up')).toEqual([]);
  });
});

describe('what an app gives as a reason', () => {
  /** Who left, and why, as the RTC event URL hears it. */
  const reasons = (platform: AppPlatform) =>
    platform
      .heardAt('/rtc')
      .filter(({ type }) => type === 'member:left')
      .map(({ body }) => body as { readonly channel: { readonly id: string }; readonly reason: object });

  it.each([
    ['alice', 'who was called'],
    ['bob', 'who calls'],
  ])('for hanging up is why it left: %s, %s', async (who) => {
    await using platform = await startAppPlatform();
    platform.ncco = TO_ALICE;
    const [alice, bob] = [await platform.open('alice'), await platform.open('bob')];
    const bobs = await bob.client.serverCall({ to: NUMBER });
    const alices = String((await alice.next('callInvite'))[0]);
    await alice.client.answer(alices);
    const [app, leg] = who === 'alice' ? [alice, alices] : [bob, bobs];
    await app.client.hangup(leg, 'back soon', 'desk:lunch');
    await platform.noticed(({ name }) => name === 'call-ended');
    expect(reasons(platform)).toContainEqual(
      expect.objectContaining({
        channel: expect.objectContaining({ id: leg }),
        reason: { text: 'back soon', code: 'desk:lunch' },
      }),
    );
    expect(reasons(platform).filter(({ channel }) => channel.id !== leg)).toMatchObject([
      { reason: { text: 'normal', code: 'HANGUP' } },
    ]);
  });
});

describe('an app of any name', () => {
  it.each(['Änn Lée + 😀/#?', 'a b', '100%', '__proto__'])('%s', async (name) => {
    await using platform = await startAppPlatform({ users: [name, 'bob'] });
    platform.ncco = [{ action: 'connect', endpoint: [{ type: 'app', user: name }] }];
    const [called, bob] = [await platform.open(name), await platform.open('bob')];
    await bob.client.serverCall({ to: NUMBER });
    const [call, from] = await called.next('callInvite');
    expect(from).toBe('bob');
    await called.client.answer(String(call));
    expect(await called.client.getUser('me')).toMatchObject({ name });
    await called.client.hangup(String(call));
    await bob.next('callHangup');
  });
});

describe('a user who is in a conversation twice', () => {
  it('hears of each event once: as a reader and by phone', async () => {
    await using platform = await startAppPlatform();
    platform.ncco = [{ action: 'conversation', name: 'desk' }];
    const [alice, bob] = [await platform.open('alice'), await platform.open('bob')];
    const room = await bob.client.createConversation({ name: 'desk' });
    await alice.client.joinConversation(room);
    await bob.client.joinConversation(room);
    await alice.client.serverCall({ to: NUMBER });
    await alice.next('callTransfer');
    await bob.client.sendMessageTextEvent(room, 'hello');
    await bob.next('conversationEvent', ({ kind }: ConversationEvent) => kind === 'message:delivered');
    const heard = events(alice).filter(({ conversationId }) => conversationId === room);
    expect(heard.map(({ id }) => id)).toEqual([...new Set(heard.map(({ id }) => id))]);
    expect(heard.filter(({ kind }) => kind === 'message:text')).toHaveLength(1);
  });

  it('hears of it in each session once: by two phones', async () => {
    await using platform = await startAppPlatform();
    platform.ncco = [{ action: 'conversation', name: 'desk' }];
    const [one, two] = [await platform.open('alice'), await platform.open('alice')];
    const bob = await platform.open('bob');
    await one.client.serverCall({ to: NUMBER });
    const [, room] = (await one.next('callTransfer')) as [string, string];
    await two.client.serverCall({ to: NUMBER });
    await two.next('callTransfer');
    await bob.client.joinConversation(room);
    await bob.client.sendMessageTextEvent(room, 'hello');
    await bob.next('conversationEvent', ({ kind }: ConversationEvent) => kind === 'message:delivered');
    for (const app of [one, two]) {
      const heard = events(app).filter(({ conversationId }) => conversationId === room);
      expect(heard.filter(({ kind }) => kind === 'message:text')).toHaveLength(1);
    }
  });
});

describe('nobody acts for somebody else', () => {
  const DEEDS: readonly (readonly [
    deed: string,
    method: string,
    path: (ids: { readonly room: string; readonly member: string; readonly call: string }) => string,
    body: object | undefined,
  ])[] = [
    [
      'takes the call of alice',
      'PUT',
      ({ room, member }) => `/v0.3/conversations/${room}/members/${member}`,
      { state: 'joined' },
    ],
    [
      'answers in her place',
      'POST',
      ({ room, call }) => `/v0.3/conversations/${room}/rtc/${call}/answer`,
      { body: { answer: 'v=0' } },
    ],
    [
      'offers media for her',
      'POST',
      ({ room, call }) => `/v0.3/conversations/${room}/rtc/${call}/offer`,
      { body: { offer: { sdp: 'v=0' } } },
    ],
    [
      'turns it down for her',
      'DELETE',
      ({ room, member }) => `/v0.2/conversations/${room}/members/${member}?reason_code=REMOTE_REJECT`,
      undefined,
    ],
  ];
  it.each(DEEDS)('bob %s, and is refused', async (_deed, method, path, body) => {
    await using platform = await startAppPlatform();
    const alice = await platform.open('alice');
    const bob = await platform.open('bob');
    const ringing = await ring(platform, alice);
    const headers = { authorization: `Bearer ${platform.token('bob')}` };
    const asked = body && { originating_session: bob.session, ...body };
    const { status } = await askApi(platform.emulator, method, path(ringing), asked, headers);
    expect(status).toBeGreaterThanOrEqual(400);
    // It still rings, and alice can take it.
    await alice.client.answer(ringing.call);
    expect(alice.of('callInviteCancel')).toEqual([]);
    await alice.client.hangup(ringing.call);
  });

  it('bob writes in the name of alice, and is refused', async () => {
    await using platform = await startAppPlatform();
    const alice = await platform.open('alice');
    const room = await alice.client.createConversation({ name: 'desk' });
    const member = await alice.client.joinConversation(room);
    const write = (user: string) =>
      askApi(
        platform.emulator,
        'POST',
        `/v0.3/conversations/${room}/events`,
        { type: 'message', from: member, body: { message_type: 'text', text: 'hello' } },
        { authorization: `Bearer ${platform.token(user)}` },
      );
    expect(await write('bob')).toMatchObject({ status: 403 });
    expect(await write('alice')).toMatchObject({ status: 201 });
  });

  it('bob takes back the call that alice makes, and is refused', async () => {
    await using platform = await startAppPlatform();
    platform.ncco = [{ action: 'conversation', name: 'desk' }];
    const alice = await platform.open('alice');
    await alice.client.serverCall({ to: NUMBER });
    await alice.next('callTransfer');
    const joined = platform.heardAt('/rtc').find(({ type }) => type === 'member:joined');
    const { channel } = joined!['body'] as { readonly channel: { readonly knocking_id: string } };
    const takeBack = (user: string) =>
      askApi(platform.emulator, 'DELETE', `/v0.3/knocking/${channel.knocking_id}`, undefined, {
        authorization: `Bearer ${platform.token(user)}`,
      });
    expect(await takeBack('bob')).toMatchObject({ status: 404 });
    expect(await takeBack('alice')).toMatchObject({ status: 204 });
    await alice.next('callHangup');
  });

  it('of two devices that answer at once, one has the call', async () => {
    await using platform = await startAppPlatform();
    const apps = await Promise.all([platform.open('alice'), platform.open('alice')]);
    const { call } = await ring(platform, apps[0]);
    await apps[1].next('callInvite');
    const answers = await Promise.allSettled(apps.map(({ client }) => client.answer(call)));
    const faster = answers.findIndex(({ status }) => status === 'fulfilled');
    expect(answers[1 - faster]).toMatchObject({
      status: 'rejected',
      reason: { code: 'conversation:error:member-already-joined' },
    });
    await apps[faster]!.client.hangup(call);
    expect(await apps[faster]!.next('callHangup')).toEqual([call, expect.any(Object), 'LOCAL_HANGUP']);
    expect(apps[1 - faster]!.of('callHangup')).toEqual([]);
  });

  it('a device that goes while it answers leaves the call to the other', async () => {
    await using platform = await startAppPlatform();
    const [gone, other] = [await platform.open('alice'), await platform.open('alice')];
    const { call, room, member } = await ring(platform, gone);
    await other.next('callInvite');
    const headers = { authorization: `Bearer ${platform.token('alice')}` };
    const joining = { originating_session: gone.session, state: 'joined' };
    await askApi(platform.emulator, 'PUT', `/v0.3/conversations/${room}/members/${member}`, joining, headers);
    await gone.close();
    await other.client.answer(call);
    await other.client.hangup(call);
  });

  it('a call that is turned down stays so, though the app logs out at once', async () => {
    await using platform = await startAppPlatform();
    const alice = await platform.open('alice');
    const { over, room, member } = await ring(platform, alice);
    const headers = { authorization: `Bearer ${platform.token('alice')}` };
    const turnsDown = async (): Promise<void> => {
      const path = `/v0.2/conversations/${room}/members/${member}?reason_code=REMOTE_REJECT`;
      await askApi(platform.emulator, 'DELETE', path, undefined, headers);
      await alice.close();
      await platform.noticed((event) => event.name === 'user-state-changed' && event.state === 'offline');
    };
    await platform.clock.standFor(turnsDown());
    await over;
    expect(platform.heardAt('/event').map(({ status }) => status)).toContain('rejected');
  });

  it('in a session of somebody else no call begins', async () => {
    await using platform = await startAppPlatform();
    const alice = await platform.open('alice');
    const headers = { authorization: `Bearer ${platform.token('bob')}` };
    const offer = { originating_session: alice.session, body: { offer: { type: 'offer', sdp: 'v=0' } } };
    const { status } = await askApi(platform.emulator, 'POST', '/v0.3/legs', offer, headers);
    expect(status).toBe(400);
  });
});
