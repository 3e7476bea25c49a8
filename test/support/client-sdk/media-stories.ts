import { vi } from 'vitest';
import { CALLER, NUMBER } from './app-platform.ts';
import type { ClientStory } from './call-stories.ts';
import { PeerConnection } from './peer-connection.ts';

const TO_ALICE = [{ action: 'connect', endpoint: [{ type: 'app', user: 'alice' }] }];

const inACall = async (
  platform: Parameters<ClientStory['play']>[0],
  story: Parameters<ClientStory['play']>[1],
  config: object,
) => {
  const alice = await story.open('alice', 'alice', { config: { ...config } });
  platform.ncco = TO_ALICE;
  const call = await story.step(`${CALLER} calls, and alice answers`, async () => {
    void platform.call();
    const [id] = await alice.next('callInvite');
    await alice.client.answer(String(id));
    await alice.next(
      'conversationEvent',
      ({ kind, from }: { kind: string; from: { user?: { name: string } } }) =>
        kind === 'member:joined' && from.user?.name !== 'alice',
    );
    return String(id);
  });
  return { alice, call };
};

/** What only a browser can cause. */
export const MEDIA_STORIES: readonly ClientStory[] = [
  {
    name: 'sound-is-lost',
    play: async (platform, story) => {
      const { alice, call } = await inACall(platform, story, {});
      await story.step('the connection of the browser is lost', () =>
        alice.connection(call).becomes('disconnected'),
      );
    },
  },
  {
    name: 'sound-is-lost-and-found',
    play: async (platform, story) => {
      const { alice, call } = await inACall(platform, story, { autoReconnectMedia: true });
      await story.step('the connection of the browser is lost', () =>
        alice.connection(call).becomes('disconnected'),
      );
      await story.step('alice offers another, and the platform takes it', async () => {
        await alice.client.reconnectCall(call);
        await alice.next('callMediaReconnection');
      });
    },
  },
  {
    name: 'sound-cannot-begin',
    play: async (platform, story) => {
      const alice = await story.open('alice');
      platform.ncco = [{ action: 'talk', text: 'Hello' }];
      vi.spyOn(PeerConnection.prototype, 'setRemoteDescription').mockImplementationOnce(() => {
        throw new Error('the connection is closed');
      });
      await story.step(`alice calls ${NUMBER}, and the browser refuses the answer`, async () => {
        void alice.client.serverCall({ to: NUMBER }).catch(() => undefined);
        await alice.next('callMediaError');
      });
    },
  },
];
