import { Vonage } from '@vonage/server-sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmulatorHost } from '../../../src/edge/emulator/host.ts';
import type { RunningEmulator } from '../../../src/edge/emulator/running-emulator.ts';
import { anIdentity, askApi, tokenFor } from '../../support/ask-api.ts';
import { fixedClock } from '../../support/emulator-backend.ts';

// The unmodified server SDK looks at conversations while calls are in them.

const FROM = '442079460111';

let emulator: RunningEmulator;
let vonage: Vonage;
/** Alice in a named conversation of her own, put there by a call. */
let uuid: string;
let room: string;

const until = async <T>(look: () => Promise<T | undefined>): Promise<T> => {
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};

beforeAll(async () => {
  emulator = await startEmulatorHost({
    clock: { ...fixedClock, now: Date.now },
    seed: 'conversations',
    speed: 20,
    numbers: [FROM],
    users: ['alice', 'bob'],
    // She stays for as long as a busy machine may need for all that is asked below.
    callees: { alice: { does: 'answer', afterSeconds: 1, hangUpAfterSeconds: 36_000 } },
    eventUrl: 'http://127.0.0.1:9/event',
    identity: await anIdentity('conversations'),
  });
  const { applicationId, privateKey } = emulator.about;
  vonage = new Vonage({ applicationId, privateKey }, { apiHost: emulator.api });
  ({ uuid } = await vonage.voice.createOutboundCall({
    to: [{ type: 'app', user: 'alice' }],
    from: { type: 'phone', number: FROM },
    ncco: [{ action: 'conversation', name: 'room' }] as never,
  }));
  room = await until(async () => {
    for await (const { id, name } of vonage.conversations.listAllConversations()) {
      if (name === 'room') return id;
    }
    return undefined;
  });
});
afterAll(() => emulator.close());

describe('conversations by the server SDK', () => {
  it('are made, read, changed and taken away', async () => {
    const made = await vonage.conversations.createConversation({
      name: 'lobby',
      displayName: 'The lobby',
      properties: { ttl: 60, customData: { floor: '1' } } as never,
    });
    expect(made).toMatchObject({
      id: expect.stringMatching(/^CON-/),
      name: 'lobby',
      displayName: 'The lobby',
      state: 'ACTIVE',
      sequenceNumber: 0,
      properties: { ttl: 60, customData: { floor: '1' } },
    });
    expect(await vonage.conversations.getConversation(made.id!)).toEqual(made);
    const changed = await vonage.conversations.updateConversation({ id: made.id!, name: 'hall' } as never);
    expect(changed).toMatchObject({ id: made.id, name: 'hall', displayName: null });
    const names: (string | undefined)[] = [];
    for await (const { name } of vonage.conversations.listAllConversations({ pageSize: 1 })) names.push(name);
    // The call's own is empty while the call is in the room, and gone.
    expect(names).toEqual(['room', 'hall']);
    await vonage.conversations.deleteConversation(made.id!);
    await expect(vonage.conversations.getConversation(made.id!)).rejects.toThrow('status code 404');
  });

  it('tell who is in them', async () => {
    const members: unknown[] = [];
    for await (const member of vonage.conversations.listAllMembers(room)) members.push(member);
    expect(members).toEqual([
      expect.objectContaining({
        id: expect.stringMatching(/^MEM-/),
        state: 'JOINED',
        user: expect.objectContaining({ name: 'alice' }),
      }),
    ]);
    const [{ id }] = members as [{ id: string }];
    const member = await vonage.conversations.getMember(room, id);
    expect(member).toMatchObject({
      id,
      conversationId: room,
      state: 'JOINED',
      channel: { id: uuid, type: 'app', to: { type: 'app', user: 'alice' } },
      media: { audio: true, audioSettings: { enabled: true, earmuffed: false, muted: false } },
    });
    await vonage.voice.muteCall(uuid);
    expect(await vonage.conversations.getMember(room, id)).toMatchObject({
      media: { audioSettings: { muted: true } },
    });
  });

  it('tell a user which member is theirs', async () => {
    const ask = (sub: string) =>
      askApi(emulator, 'GET', `/v1/conversations/${room}/members/me`, undefined, {
        authorization: `Bearer ${tokenFor(emulator, { sub })}`,
      });
    expect(await ask('alice')).toMatchObject({
      status: 200,
      body: { state: 'JOINED', _embedded: { user: { name: 'alice' } } },
    });
    expect(await ask('bob')).toMatchObject({
      status: 404,
      body: { code: 'conversation:error:member-not-found' },
    });
  });

  it('are found by their user', async () => {
    const { body } = await askApi(emulator, 'GET', '/v1/users?name=alice');
    const [{ id }] = (body as { _embedded: { users: [{ id: string }] } })._embedded.users;
    const found: unknown[] = [];
    for await (const one of vonage.conversations.listAllUserConversations(id)) found.push(one.id);
    expect(found).toEqual([room]);
    const left = await askApi(emulator, 'GET', `/v1/users/${id}/conversations?state=LEFT`);
    expect(left.body).toMatchObject({ _embedded: { conversations: [] } });
  });

  it('have their log', async () => {
    const events: { id: number; type: string }[] = [];
    for await (const event of vonage.conversations.listAllEvents(room, { pageSize: 2 }))
      events.push(event as never);
    expect(events.slice(0, 3).map(({ id, type }) => [id, type])).toEqual([
      [1, 'member:joined'],
      [2, 'rtc:transfer'],
      [3, 'member:media'],
    ]);
    expect(await vonage.conversations.getEvent(room, '1' as never)).toMatchObject({
      id: 1,
      type: 'member:joined',
      fromUser: { name: 'alice' },
    });
    const filtered = await askApi(
      emulator,
      'GET',
      `/v1/conversations/${room}/events?event_type=rtc:transfer,member:left&start_id=1&end_id=9`,
    );
    expect(filtered.body).toMatchObject({ _embedded: [{ id: 2, type: 'rtc:transfer' }] });
  });
});

const code = (name: string) => ({ code: name });
const invalid = (name: string, reason: string) => ({
  code: 'http:error:validation-fail',
  invalid_parameters: [{ name, reason }],
});

describe('conversations, refused', () => {
  it.each<[method: string, path: string, body: unknown, status: number, reply: object]>([
    ['POST', '', { name: 'room' }, 409, code('conversation:error:duplicate-name')],
    ['POST', '', { name: 1 }, 400, invalid('name', '"name" must be a string')],
    [
      'POST',
      '',
      { display_name: 'x'.repeat(51) },
      400,
      invalid('display_name', '"display_name" length must be less than or equal to 50 characters long'),
    ],
    ['POST', '', { properties: [] }, 400, invalid('properties', '"properties" must be an object')],
    ['POST', '', 'no JSON', 400, code('http:error:validation-fail')],
    ['POST', '', { callback: { url: 'nowhere' } }, 400, invalid('callback', '"callback" must have a url')],
    ['POST', '', { numbers: [] }, 501, { title: 'Not emulated' }],
    [
      'GET',
      '?date_start=soon',
      undefined,
      400,
      invalid('date_start', '"date_start" must be a valid ISO 8601 date'),
    ],
    ['GET', '/CON-0', undefined, 404, code('conversation:error:not-found')],
    ['GET', '/CON-0/members', undefined, 404, code('conversation:error:not-found')],
    ['GET', '/CON-0/events', undefined, 404, code('conversation:error:not-found')],
    ['DELETE', '/{room}', undefined, 501, { title: 'Not emulated' }],
    ['GET', '/{room}/members/MEM-0', undefined, 404, code('conversation:error:member-not-found')],
    ['GET', '/{room}/events/99999', undefined, 404, code('event:error:not-found')],
    ['GET', '/{room}/events?start_id=x', undefined, 400, invalid('start_id', '"start_id" must be a number')],
    [
      'GET',
      '/{room}/events?event_type=a,b,c,d,e,f',
      undefined,
      400,
      invalid('event_type', '"event_type" can hold 5 types'),
    ],
    ['PUT', '/{room}/talk', {}, 400, invalid('text', 'is required')],
    ['PUT', '/{room}/legs', {}, 501, { title: 'Not emulated' }],
  ])('%s /v1/conversations%s %j', async (method, path, body, status, reply) => {
    const full = `/v1/conversations${path.replace('{room}', room)}`;
    expect(await askApi(emulator, method, full, body)).toMatchObject({ status, body: reply });
  });
});
