import { describe, expect, it } from 'vitest';
import {
  type AppPlatform,
  CALLER,
  NUMBER,
  startAppPlatform,
} from '../../../support/client-sdk/app-platform.ts';
import type { ClientApp } from '../../../support/client-sdk/client-app.ts';
import { plain } from '../../../support/client-sdk/recorder.ts';
import type { VonageClient } from '../../../support/client-sdk/sdk.ts';

// What the unmodified Client SDK asks by HTTP outside of a call's course, and what it makes of the reply (client-sdk.md §4).

interface Ids {
  readonly room: string;
  readonly member: string;
}

const A_USER = { id: expect.stringMatching(/^USR-/), name: 'alice' };
const A_ROOM = { name: 'desk', displayName: 'Desk', state: 'ACTIVE' };

const CALLS: readonly (readonly [
  call: string,
  does: (client: VonageClient, ids: Ids) => Promise<unknown>,
  gives: unknown,
])[] = [
  ['getUser me', (client) => client.getUser('me'), A_USER],
  ['getUser by name', (client) => client.getUser('bob'), { name: 'bob' }],
  ['getConversation by name', (client) => client.getConversation('desk'), { id: '{room}', ...A_ROOM }],
  [
    'getConversation',
    (client, { room }) => client.getConversation(room),
    { id: '{room}', ...A_ROOM, properties: { customData: { floor: 2 } } },
  ],
  [
    'getConversations',
    (client) => client.getConversations({ pageSize: 10, order: 'desc' }),
    {
      conversations: [{ id: '{room}', ...A_ROOM, memberId: '{member}', memberState: 'JOINED' }],
      nextCursor: null,
    },
  ],
  [
    'updateConversation',
    (client, { room }) =>
      client.updateConversation(room, { displayName: 'Front desk' }).then(() => client.getConversation(room)),
    { id: '{room}', displayName: 'Front desk' },
  ],
  [
    'getConversationMembers',
    (client, { room }) => client.getConversationMembers(room),
    { members: [{ id: '{member}', state: 'JOINED', user: A_USER }], nextCursor: null },
  ],
  [
    'getConversationMember',
    (client, { room, member }) => client.getConversationMember(room, member),
    { id: '{member}', state: 'JOINED' },
  ],
  [
    'getConversationMember me',
    (client, { room }) => client.getConversationMember(room, 'me'),
    { id: '{member}' },
  ],
  [
    'inviteToConversation',
    (client, { room }) => client.inviteToConversation(room, 'bob'),
    expect.stringMatching(/^MEM-/),
  ],
  [
    'sendMessageTextEvent',
    (client, { room }) => client.sendMessageTextEvent(room, 'hello'),
    expect.stringMatching(/^2026-03-01T09:00:0/),
  ],
  [
    'sendMessageCustomEvent',
    (client, { room }) => client.sendMessageCustomEvent(room, { a: 1 }),
    expect.stringMatching(/^2026/),
  ],
  [
    'sendCustomEvent',
    (client, { room }) => client.sendCustomEvent(room, 'free', { since: 9 }),
    expect.stringMatching(/^2026/),
  ],
  [
    'sendEphemeralEvent',
    (client, { room }) => client.sendEphemeralEvent(room, { typing: true }),
    expect.stringMatching(/^2026/),
  ],
];

const REFUSED: readonly (readonly [
  call: string,
  does: (client: VonageClient, ids: Ids) => Promise<unknown>,
  code: string,
])[] = [
  [
    'getConversation of one that is not there',
    (client) => client.getConversation('CON-00000000-0000-4000-8000-000000000000'),
    'conversation:error:not-found',
  ],
  [
    'getUser of one that is not there',
    (client) => client.getUser('USR-00000000-0000-4000-8000-000000000000'),
    'user:error:not-found',
  ],
  ['getUser by a name that nobody has', (client) => client.getUser('carol'), 'user:error:not-found'],
  [
    'getConversation by a name that none has',
    (client) => client.getConversation('hall'),
    'conversation:error:not-found',
  ],
  [
    'getLeg of one that is not there',
    (client) => client.getLeg('00000000-0000-4000-8000-000000000000'),
    'leg:error:not-found',
  ],
  [
    'createConversation by a name that is taken',
    (client) => client.createConversation({ name: 'desk' }),
    'conversation:error:duplicate-name',
  ],
  [
    'joinConversation twice',
    (client, { room }) => client.joinConversation(room),
    'conversation:error:member-already-joined',
  ],
  [
    'inviteToConversation twice',
    (client, { room }) =>
      client.inviteToConversation(room, 'bob').then(() => client.inviteToConversation(room, 'bob')),
    'conversation:error:member-already-invited',
  ],
  [
    'deleteEvent of one that is not there',
    (client, { room }) => client.deleteEvent(99, room),
    'event:error:not-found',
  ],
];

const withIds = (value: unknown, ids: Ids): unknown => {
  if (typeof value === 'string') return value.replace('{room}', ids.room).replace('{member}', ids.member);
  if (Array.isArray(value)) return value.map((one) => withIds(one, ids));
  if (typeof value !== 'object' || value === null || 'asymmetricMatch' in value) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withIds(one, ids)]));
};

const inARoom = async (platform: AppPlatform): Promise<{ readonly alice: ClientApp; readonly ids: Ids }> => {
  const alice = await platform.open('alice');
  const room = await alice.client.createConversation({
    name: 'desk',
    displayName: 'Desk',
    customData: { floor: 2 },
  });
  return { alice, ids: { room, member: await alice.client.joinConversation(room) } };
};

describe('the SDK asks', () => {
  it.each(CALLS)('%s', async (_call, does, gives) => {
    await using platform = await startAppPlatform();
    const { alice, ids } = await inARoom(platform);
    const reply = plain(await does(alice.client, ids));
    const wanted = withIds(gives, ids);
    if (typeof reply === 'string') expect(reply).toEqual(wanted);
    else expect(reply).toMatchObject(wanted as object);
  });

  it.each(REFUSED)('%s, and is refused', async (_call, does, code) => {
    await using platform = await startAppPlatform();
    const { alice, ids } = await inARoom(platform);
    await expect(does(alice.client, ids)).rejects.toMatchObject({ code });
  });

  it('deleteConversation', async () => {
    await using platform = await startAppPlatform();
    const { alice, ids } = await inARoom(platform);
    await alice.client.deleteConversation(ids.room);
    await expect(alice.client.getConversation(ids.room)).rejects.toMatchObject({
      code: 'conversation:error:not-found',
    });
  });

  it('getConversationEvents, of which it can read only its own sorts', async () => {
    await using platform = await startAppPlatform();
    platform.ncco = [{ action: 'connect', endpoint: [{ type: 'app', user: 'alice' }] }];
    const alice = await platform.open('alice');
    void platform.call();
    const [call] = await alice.next('callInvite');
    await alice.client.answer(String(call));
    const [{ conversationId }] = (await alice.next('conversationEvent')) as [{ conversationId: string }];
    await alice.client.sendCustomEvent(conversationId, 'note', { text: 'a' });
    await alice.client.sendMessageTextEvent(conversationId, 'b');
    await alice.next(
      'conversationEvent',
      ({ kind }: { readonly kind: string }) => kind === 'message:delivered',
    );
    const page = plain(
      await alice.client.getConversationEvents(conversationId, { order: 'asc', pageSize: 100 }),
    );
    const { events } = page as { readonly events: readonly { readonly kind: string }[] };
    expect([...new Set(events.map(({ kind }) => kind))].sort()).toEqual([
      'custom',
      'member:invited',
      'member:joined',
      'message:text',
    ]);
  });

  it('getLeg and getCallLegs', async () => {
    await using platform = await startAppPlatform();
    platform.ncco = [{ action: 'connect', endpoint: [{ type: 'app', user: 'alice' }] }];
    const alice = await platform.open('alice');
    void platform.call();
    const call = String((await alice.next('callInvite'))[0]);
    await alice.client.answer(call);
    const own = {
      id: call,
      type: 'app',
      direction: 'outbound',
      status: 'answered',
      from: { type: 'phone', number: CALLER },
      to: { type: 'app', user: 'alice' },
    };
    expect(plain(await alice.client.getLeg(call))).toMatchObject(own);
    expect(plain(await alice.client.getCallLegs(call))).toMatchObject({
      legs: [{ type: 'phone', direction: 'inbound', from: { number: CALLER }, to: { number: NUMBER } }, own],
    });
  });

  it('page after page', async () => {
    await using platform = await startAppPlatform();
    const { alice, ids } = await inARoom(platform);
    for (const note of [1, 2, 3]) await alice.client.sendCustomEvent(ids.room, 'note', { note });
    const first = plain(await alice.client.getConversationEvents(ids.room, { pageSize: 2 })) as Page;
    const second = plain(
      await alice.client.getConversationEvents(ids.room, { pageSize: 2, cursor: first.nextCursor }),
    ) as Page;
    expect([...first.events, ...second.events].map(({ id }) => id)).toEqual([1, 2, 3, 4]);
  });
});

interface Page {
  readonly events: readonly { readonly id: number }[];
  readonly nextCursor: string | null;
}
