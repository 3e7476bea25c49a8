import { Vonage } from '@vonage/server-sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmulatorHost } from '../../../src/edge/emulator/host.ts';
import type { RunningEmulator } from '../../../src/edge/emulator/running-emulator.ts';
import type { JsonObject } from '../../../src/vonage/json.ts';
import type { PlatformEvent } from '../../../src/vonage/platform-event.ts';
import { anIdentity, askApi, tokenFor } from '../../support/ask-api.ts';
import { fixedClock, startBackend } from '../../support/emulator-backend.ts';

// The unmodified server SDK changes conversations: who is in them, and what is told there.

let backend: Awaited<ReturnType<typeof startBackend>>;
let emulator: RunningEmulator;
let vonage: Vonage;
const notices: PlatformEvent[] = [];

beforeAll(async () => {
  backend = await startBackend(({ path }) => ({ status: path === '/rtc' || path === '/room' ? 200 : 204 }));
  emulator = await startEmulatorHost({
    clock: { ...fixedClock, now: Date.now },
    seed: 'members',
    speed: 'instant',
    numbers: ['442079460111'],
    users: ['alice', 'bob'],
    eventUrl: `${backend.url}/event`,
    rtcUrl: `${backend.url}/rtc`,
    identity: await anIdentity('members'),
  });
  emulator.subscribe(({ event }) => notices.push(event));
  const { applicationId, privateKey } = emulator.about;
  vonage = new Vonage({ applicationId, privateKey }, { apiHost: emulator.api });
});
afterAll(async () => {
  await emulator.close();
  await backend.close();
});

const conversations = () => vonage.conversations;
const newRoom = async (more: object = {}): Promise<string> =>
  (await conversations().createConversation(more as never)).id!;

/** What came to the RTC event URL about a conversation, in the order of its log. */
const told = async (room: string, count: number, path = '/rtc'): Promise<readonly JsonObject[]> => {
  for (;;) {
    const found = backend.heard
      .filter((one) => one.path === path)
      .map(({ body }) => JSON.parse(body) as JsonObject)
      .filter((event) => event['conversation_id'] === room);
    if (found.length >= count) return found.sort((one, other) => Number(one['id']) - Number(other['id']));
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

const join = (room: string, name: string, state = 'joined') =>
  conversations().createMember(room, { user: { name }, state, channel: { type: 'app' } } as never);

describe('members', () => {
  it('are invited, join and leave, and the application hears of it', async () => {
    const room = await newRoom({ name: 'desk' });
    const member = await join(room, 'alice', 'invited');
    expect(member).toMatchObject({
      id: expect.stringMatching(/^MEM-/),
      state: 'INVITED',
      conversationId: room,
      user: { name: 'alice' },
      channel: { type: 'app' },
    });
    expect(await conversations().updateMember(room, member.id!, { state: 'joined' } as never)).toMatchObject({
      state: 'JOINED',
    });
    const left = { state: 'left', reason: { code: '123', text: 'My shift is over' } };
    expect(await conversations().updateMember(room, member.id!, left as never)).toMatchObject({
      state: 'LEFT',
    });
    expect(await conversations().getMember(room, member.id!)).toMatchObject({ state: 'LEFT' });
    expect(await told(room, 3)).toMatchObject([
      { id: 1, type: 'member:invited', from: member.id, body: { user: { name: 'alice' }, cname: 'desk' } },
      { id: 2, type: 'member:joined', body: { member_id: member.id } },
      { id: 3, type: 'member:left', body: { member_id: member.id, reason: left.reason } },
    ]);
  });

  it('are known to their user by the newest, whoever came back after leaving', async () => {
    const room = await newRoom();
    const first = await join(room, 'alice');
    await conversations().updateMember(room, first.id!, { state: 'left' } as never);
    const me = () =>
      askApi(emulator, 'GET', `/v1/conversations/${room}/members/me`, undefined, {
        authorization: `Bearer ${tokenFor(emulator, { sub: 'alice' })}`,
      });
    expect(await me()).toMatchObject({ status: 200, body: { id: first.id, state: 'LEFT' } });
    const second = await join(room, 'alice');
    expect(await me()).toMatchObject({ status: 200, body: { id: second.id, state: 'JOINED' } });
  });

  it('are found by their user', async () => {
    const room = await newRoom();
    await join(room, 'bob');
    const { body } = await askApi(emulator, 'GET', '/v1/users?name=bob');
    const [{ id }] = (body as { _embedded: { users: [{ id: string }] } })._embedded.users;
    const found: unknown[] = [];
    for await (const one of conversations().listAllUserConversations(id)) found.push(one.id);
    expect(found).toEqual([room]);
  });
});

describe('events', () => {
  it('of an app’s own go to all who listen, also where no call is', async () => {
    const room = await newRoom();
    const member = await join(room, 'alice');
    const event = { type: 'custom:queue:position', from: member.id, body: { position: 3 } };
    const made = await conversations().createEvent(room, event as never);
    expect(made).toMatchObject({ id: 2, type: 'custom:queue:position', body: { position: 3 } });
    expect((await told(room, 2))[1]).toMatchObject({
      ...event,
      id: 2,
      application_id: emulator.about.applicationId,
      _embedded: { from_user: { name: 'alice' }, from_member: { id: member.id } },
    });
    expect(await conversations().getEvent(room, '2' as never)).toMatchObject({ body: { position: 3 } });
    expect(
      notices.filter((notice) => notice.name === 'client-event' && notice.event === 'custom:queue:position'),
    ).toMatchObject([{ user: 'alice', conversation: room, payload: { cid: room, body: { position: 3 } } }]);
  });

  it('that were deleted keep their place', async () => {
    const room = await newRoom();
    await conversations().createEvent(room, { type: 'custom:note', body: { text: 'secret' } } as never);
    await conversations().createEvent(room, { type: 'custom:note', body: { text: 'kept' } } as never);
    await conversations().deleteEvent(room, '1' as never);
    const { body } = await askApi(emulator, 'GET', `/v1/conversations/${room}/events`);
    expect(body).toMatchObject({
      _embedded: [
        { id: 1, body: { timestamp: { deleted: expect.any(String) } } },
        { id: 2 },
        { id: 3, type: 'event:delete', body: { event_id: 1 } },
      ],
    });
    expect(JSON.stringify(body)).not.toContain('secret');
    const without = await askApi(
      emulator,
      'GET',
      `/v1/conversations/${room}/events?exclude_deleted_events=true`,
    );
    expect(without.body).toMatchObject({ _embedded: [{ id: 2 }, { id: 3 }] });
    // Apps hear of it, the RTC event URL does not.
    expect((await told(room, 2)).map(({ type }) => type)).toEqual(['custom:note', 'custom:note']);
    expect(
      notices.filter((notice) => notice.name === 'webhook-sent' && notice.kind === 'event:delete'),
    ).toEqual([]);
  });

  it('that only pass have no id and are not in the log', async () => {
    const room = await newRoom();
    const { status, body } = await askApi(emulator, 'POST', `/v1/conversations/${room}/events`, {
      type: 'ephemeral',
      body: { typing: true },
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({ type: 'ephemeral', body: { typing: true } });
    expect(body).not.toHaveProperty('id');
    expect(await conversations().getConversation(room)).toMatchObject({ sequenceNumber: 0 });
    expect((await told(room, 1))[0]).not.toHaveProperty('id');
  });

  it('say something to all, until it is over or stopped', async () => {
    const room = await newRoom();
    const said = await conversations().createEvent(room, {
      type: 'audio:say',
      body: { text: 'We close in five minutes', loop: 0 },
    } as never);
    const { say_id: sayId } = (await told(room, 1))[0]!['body'] as { say_id: string };
    expect(said).toMatchObject({ id: 1, type: 'audio:say' });
    await conversations().createEvent(room, { type: 'audio:say:stop', body: { say_id: sayId } } as never);
    expect((await told(room, 3)).map(({ id, type }) => [id, type])).toEqual([
      [1, 'audio:say'],
      [2, 'audio:say:stop'],
      [3, 'audio:say:done'],
    ]);
    await conversations().createEvent(room, { type: 'audio:say', body: { text: 'Good night' } } as never);
    expect((await told(room, 5)).slice(3).map(({ type }) => type)).toEqual(['audio:say', 'audio:say:done']);
  });

  it('go to a listener of the conversation’s own as well', async () => {
    const callback = {
      url: `${backend.url}/room`,
      event_mask: 'custom:wanted, member:joined',
      params: { ncco_url: 'https://a.example/ncco' },
      method: 'POST',
    };
    const { body } = await askApi(emulator, 'POST', '/v1/conversations', { name: 'watched', callback });
    expect(body).toMatchObject({ callback });
    const room = String((body as JsonObject)['id']);
    await join(room, 'alice');
    for (const type of ['custom:other', 'custom:wanted'])
      await conversations().createEvent(room, { type, body: {} } as never);
    expect(await told(room, 2, '/room')).toMatchObject([
      { id: 1, type: 'member:joined', params: callback.params },
      { id: 3, type: 'custom:wanted', params: callback.params },
    ]);
    expect(await told(room, 3)).toHaveLength(3);
  });

  it('tell that the conversation has another name', async () => {
    const room = await newRoom({ name: 'old' });
    await conversations().updateConversation({ id: room, name: 'new' } as never);
    expect(await told(room, 1)).toMatchObject([
      { id: 1, type: 'conversation:updated', body: { id: room, name: 'new', state: 'ACTIVE' } },
    ]);
  });
});

const code = (name: string) => ({ code: name });
const invalid = (name: string, reason: unknown) => ({
  code: 'http:error:validation-fail',
  invalid_parameters: [{ name, reason }],
});

describe('members and events, refused', () => {
  it.each<[method: string, path: string, body: unknown, status: number, reply: object]>([
    ['POST', 'members', 'no JSON', 400, code('http:error:validation-fail')],
    ['POST', 'members', { state: 'joined' }, 400, invalid('user', '"user" must have an id or a name')],
    [
      'POST',
      'members',
      { user: { name: 'alice' }, state: 'left' },
      400,
      invalid('state', '"state" must be one of [invited, joined]'),
    ],
    ['POST', 'members', { user: { name: 'nobody' }, state: 'joined' }, 404, code('user:error:not-found')],
    // What would have to dial is not there, and says so.
    [
      'POST',
      'members',
      { user: { name: 'alice' }, state: 'invited', channel: { type: 'phone' } },
      501,
      { title: 'Not emulated' },
    ],
    ['PATCH', 'members/MEM-0', { state: 'left' }, 404, code('conversation:error:member-not-found')],
    [
      'PATCH',
      'members/MEM-0',
      { state: 'away' },
      400,
      invalid('state', '"state" must be one of [joined, left]'),
    ],
    ['POST', 'events', { type: 'custom:' }, 400, invalid('type', expect.stringContaining('custom:{name}'))],
    ['POST', 'events', { type: 'member:joined' }, 400, invalid('type', expect.any(String))],
    ['POST', 'events', { type: 'custom:a', body: [] }, 400, invalid('body', '"body" must be an object')],
    ['POST', 'events', { type: 'custom:a', from: 'MEM-0' }, 404, code('conversation:error:member-not-found')],
    ['POST', 'events', { type: 'message', body: {} }, 400, invalid('body', '"body" is not that of message')],
    ['POST', 'events', { type: 'audio:say', body: {} }, 400, invalid('body.text', '"text" is required')],
    ['POST', 'events', { type: 'audio:say:stop', body: { say_id: 'x' } }, 404, code('event:error:not-found')],
    ['POST', 'events', { type: 'audio:mute:on' }, 400, invalid('to', '"to" must be a member with a leg')],
    ['POST', 'events', { type: 'audio:record', body: {} }, 501, { title: 'Not emulated' }],
    ['DELETE', 'events/99', undefined, 404, code('event:error:not-found')],
    ['DELETE', 'events/1', undefined, 400, invalid('event_id', expect.any(String))],
  ])('%s /v1/conversations/…/%s %j', async (method, path, body, status, reply) => {
    const room = await newRoom();
    await join(room, 'alice');
    expect(await askApi(emulator, method, `/v1/conversations/${room}/${path}`, body)).toMatchObject({
      status,
      body: reply,
    });
  });
});
