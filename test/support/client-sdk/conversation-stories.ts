import { askApi } from '../ask-api.ts';
import { tokenOf } from './app-platform.ts';
import type { ClientStory } from './call-stories.ts';
import type { ClientApp } from './client-app.ts';

interface Heard {
  readonly kind: string;
  readonly eventType?: string;
  readonly from: { readonly user?: { readonly name: string } };
}

/** Every SDK says of every message that it came, its own too; a step is over when all have heard that of all. */
const delivered = (apps: readonly ClientApp[], names: readonly string[]): Promise<unknown> =>
  Promise.all(
    apps.flatMap((app) =>
      names.map((by) =>
        app.next(
          'conversationEvent',
          ({ kind, from }: Heard) => kind === 'message:delivered' && from.user?.name === by,
        ),
      ),
    ),
  );

/** Every sort of message that the SDK reads (rtc-events.md §4). */
const CONTENTS: Readonly<Record<string, object>> = {
  text: { text: 'hello' },
  image: { image: { url: 'https://a.example/desk.png' } },
  audio: { audio: { url: 'https://a.example/desk.mp3' } },
  video: { video: { url: 'https://a.example/desk.mp4' } },
  file: { file: { url: 'https://a.example/desk.pdf' } },
  vcard: { vcard: { url: 'https://a.example/desk.vcf' } },
  location: { location: { longitude: '-0.12', latitude: '51.5', name: 'London', address: 'Strand' } },
  template: {
    template: { name: 'welcome', parameters: ['Ann'] },
    whatsapp: { policy: 'deterministic', locale: 'en' },
  },
  custom: { custom: { floor: 2 } },
};

export const CONVERSATION_STORIES: readonly ClientStory[] = [
  {
    name: 'two-users-in-a-conversation',
    play: async (_platform, story) => {
      const alice = await story.open('alice');
      const bob = await story.open('bob');
      const both = [alice, bob];
      const room = await story.step('alice creates a conversation', () =>
        alice.client.createConversation({ name: 'desk', displayName: 'Desk' }),
      );
      await story.step('alice joins', () => alice.client.joinConversation(room));
      await story.step('alice invites bob', () => alice.client.inviteToConversation(room, 'bob'));
      await story.step('bob joins', () => bob.client.joinConversation(room));
      await story.step('bob writes "hello"', async () => {
        await bob.client.sendMessageTextEvent(room, 'hello');
        await delivered(both, ['alice', 'bob']);
      });
      const [hello] = alice
        .of('conversationEvent')
        .map(([event]) => event as { kind: string; id: number })
        .filter(({ kind }) => kind === 'message:text');
      await story.step('alice has seen it', () => alice.client.sendMessageSeenEvent(hello!.id, room));
      await story.step('alice sends a picture', async () => {
        await alice.client.sendMessageImageEvent(room, new URL('https://a.example/desk.png'));
        await delivered(both, ['alice', 'bob']);
      });
      await story.step('bob sends an event of his own', () =>
        bob.client.sendCustomEvent(room, 'desk:free', { since: 9 }),
      );
      await story.step('bob is typing, which nobody keeps', () =>
        bob.client.sendEphemeralEvent(room, { typing: true }),
      );
      await story.step('bob takes his message back', () => bob.client.deleteEvent(hello!.id, room));
      await story.step('bob leaves', () => bob.client.leaveConversation(room));
      await story.step('alice writes to herself', async () => {
        await alice.client.sendMessageTextEvent(room, 'gone?');
        await delivered([alice], ['alice']);
      });
    },
  },
  {
    name: 'the-server-writes',
    play: async (platform, story) => {
      const alice = await story.open('alice');
      const room = await story.step('alice is in a conversation', async () => {
        const id = await alice.client.createConversation({ name: 'desk' });
        await alice.client.joinConversation(id);
        return id;
      });
      const headers = { authorization: `Bearer ${tokenOf(platform)}` };
      const post = async (type: string, body: object): Promise<void> => {
        const path = `/v1/conversations/${room}/events`;
        const reply = await askApi(platform.emulator, 'POST', path, { type, body }, headers);
        if (reply.status !== 201) throw new Error(`${type}: ${reply.status} ${reply.why}`);
      };
      for (const [sort, content] of Object.entries(CONTENTS)) {
        await story.step(`the server writes: ${sort}`, async () => {
          await post('message', { message_type: sort, ...content });
          await delivered([alice], ['alice']);
        });
      }
      for (const receipt of ['submitted', 'seen', 'rejected', 'undeliverable']) {
        await story.step(`the server says that the first was ${receipt}`, () =>
          post(`message:${receipt}`, { event_id: 2 }),
        );
      }
    },
  },
];
