import type { ClientStory } from './call-stories.ts';
import { openNetwork } from './network.ts';

/** What happens to a session after its login. */
export const SESSION_STORIES: readonly ClientStory[] = [
  {
    name: 'connection-is-lost-and-found',
    play: async (platform, story) => {
      await using network = await openNetwork(platform.emulator.api);
      const alice = await story.open('alice', 'alice', { websocketUrl: network.url });
      platform.ncco = [{ action: 'connect', endpoint: [{ type: 'app', user: 'alice' }] }];
      const call = await story.step('a phone calls, and alice answers', async () => {
        void platform.call();
        const [id] = await alice.next('callInvite');
        await alice.client.answer(String(id));
        await alice.next('conversationEvent', ({ id }: { readonly id: number }) => id === 12);
        return String(id);
      });
      await story.step('the connection breaks; alice is muted meanwhile', async () => {
        network.drop();
        await alice.client.mute(call);
        await alice.next('mute');
      });
      await story.step('alice hangs up', () =>
        alice.client.hangup(call).then(() => alice.next('callHangup')),
      );
    },
  },
  {
    name: 'connection-is-lost-while-others-write',
    play: async (platform, story) => {
      await using network = await openNetwork(platform.emulator.api);
      const alice = await story.open('alice', 'alice', { websocketUrl: network.url });
      const bob = await story.open('bob');
      const room = await story.step('alice and bob are in a conversation', async () => {
        const id = await alice.client.createConversation({ name: 'desk' });
        await alice.client.joinConversation(id);
        await bob.client.joinConversation(id);
        return id;
      });
      await story.step(
        'the connection of alice breaks; bob sends three events before there is another',
        async () => {
          network.stall();
          network.drop();
          for (const note of [1, 2, 3]) await bob.client.sendCustomEvent(room, 'note', { note });
          network.flow();
          await alice.next(
            'conversationEvent',
            ({ body }: { readonly body: { readonly note?: number } }) => body.note === 3,
          );
        },
      );
      await story.step('bob sends another', () => bob.client.sendCustomEvent(room, 'note', { note: 4 }));
    },
  },
  {
    name: 'connection-is-lost-for-good',
    play: async (platform, story) => {
      await using network = await openNetwork(platform.emulator.api);
      const alice = await story.open('alice', 'alice', { websocketUrl: network.url });
      await story.step('the connection breaks, and five tries to make another fail', async () => {
        await network.end();
        await alice.next('sessionError');
        story.lostSession(alice);
      });
    },
  },
  {
    name: 'token-runs-out',
    play: async (platform, story) => {
      const now = Math.floor(platform.clock.now() / 1000);
      const alice = await story.open('alice', 'alice', {
        token: platform.token('alice', { iat: now - 28, exp: now + 2 }),
      });
      await story.step('two seconds later the token is over', async () => {
        await alice.next('sessionError');
        story.lostSession(alice);
      });
    },
  },
];
