import type { UserState } from '../../../src/emulator/user-state.ts';
import { askApi } from '../ask-api.ts';
import { type AppPlatform, CALLER, NUMBER, tokenOf } from './app-platform.ts';
import type { ClientApp } from './client-app.ts';
import type { Story } from './story.ts';

export interface ClientStory {
  /** Of its file, and in words. */
  readonly name: string;
  readonly play: (platform: AppPlatform, story: Story) => Promise<void>;
}

const FRIEND = '447700900333';
const connect = (endpoint: object, more: object = {}) => [
  { action: 'connect', endpoint: [endpoint], ...more },
];
const TO_ALICE = connect({ type: 'app', user: 'alice' });

/** The server changes a call by the Voice API. */
const modify = async (platform: AppPlatform, leg: string, body: object, path = ''): Promise<void> => {
  const headers = { authorization: `Bearer ${tokenOf(platform)}` };
  const reply = await askApi(platform.emulator, 'PUT', `/v1/calls/${leg}${path}`, body, headers);
  if (reply.status >= 300) throw new Error(`${JSON.stringify(body)}: ${reply.status} ${reply.why}`);
};

interface Ringing {
  readonly call: string;
  /** Of whoever calls. */
  readonly callersLeg: string;
  readonly over: Promise<unknown>;
}

/** A phone calls, and apps ring. */
const ring = async (
  platform: AppPlatform,
  story: Story,
  apps: readonly ClientApp[],
  ncco: readonly object[] = TO_ALICE,
): Promise<Ringing> => {
  platform.ncco = ncco;
  return story.step(`${CALLER} calls, and is connected to alice`, async () => {
    const placed = platform.noticed(({ name }) => name === 'call-placed');
    const over = platform.call();
    const [[call]] = await Promise.all(
      apps.map((app) => app.next('callInvite')) as [Promise<readonly unknown[]>],
    );
    return { call: String(call), callersLeg: ((await placed) as { readonly leg: string }).leg, over };
  });
};

const answer = (story: Story, app: ClientApp, { call }: Pick<Ringing, 'call'>): Promise<unknown> =>
  story.step('alice answers', async () => {
    await app.client.answer(call);
    // The last that an answer makes.
    await app.next(
      'conversationEvent',
      ({ kind, from }: { kind: string; from: { user?: { name: string } } }) =>
        kind === 'member:joined' && from.user?.name !== 'alice',
    );
  });

const isStatus =
  (wanted: string) =>
  (_call: string, _leg: string, status: string): boolean =>
    status === wanted;

/** What those do who are called from here on. */
const callee = async ({ emulator }: AppPlatform, callees: object): Promise<void> => {
  const reply = await fetch(`${emulator.api}/emulator/v1/callees`, {
    method: 'PUT',
    body: JSON.stringify(callees),
  });
  if (!reply.ok) throw new Error(await reply.text());
};

/** The SDK has its reply before the platform's time goes on, as it has on any network. */
const reject = (platform: AppPlatform, app: ClientApp, { call }: Ringing): Promise<void> =>
  platform.clock.standFor(app.client.reject(call));

/** A user calls, and a phone that they are connected to picks up. */
const callFriend = async (platform: AppPlatform, story: Story, app: ClientApp): Promise<string> => {
  platform.ncco = connect({ type: 'phone', number: FRIEND });
  return story.step(
    `alice calls with {"to": "${NUMBER}", "about": "a parcel"}; the NCCO connects to ${FRIEND}`,
    async () => {
      const call = await app.client.serverCall({ to: NUMBER, about: 'a parcel' });
      await app.next(
        'legStatusUpdate',
        (_call: string, _leg: string, status: string) => status === 'ANSWERED',
      );
      return call;
    },
  );
};

export const CALL_STORIES: readonly ClientStory[] = [
  {
    name: 'phone-calls-app-hangs-up',
    play: async (platform, story) => {
      const alice = await story.open('alice');
      const ringing = await ring(platform, story, [alice]);
      await answer(story, alice, ringing);
      await story.step('alice hangs up', () => alice.client.hangup(ringing.call).then(() => ringing.over));
    },
  },
  {
    name: 'phone-calls-and-hangs-up',
    play: async (platform, story) => {
      const alice = await story.open('alice');
      const ringing = await ring(platform, story, [alice]);
      await answer(story, alice, ringing);
      await story.step('the server hangs up the caller', () =>
        modify(platform, ringing.callersLeg, { action: 'hangup' }).then(() => ringing.over),
      );
    },
  },
  {
    name: 'phone-calls-app-rejects',
    play: async (platform, story) => {
      const alice = await story.open('alice');
      const ringing = await ring(platform, story, [alice]);
      await story.step('alice rejects', async () => {
        await reject(platform, alice, ringing);
        await ringing.over;
      });
    },
  },
  {
    name: 'phone-calls-and-gives-up',
    play: async (platform, story) => {
      const alice = await story.open('alice');
      const ringing = await ring(platform, story, [alice]);
      await story.step('the caller is hung up before alice answers', async () => {
        await modify(platform, ringing.callersLeg, { action: 'hangup' });
        await alice.next('callInviteCancel');
        await ringing.over;
      });
    },
  },
  {
    name: 'phone-calls-nobody-answers',
    play: async (platform, story) => {
      const alice = await story.open('alice');
      const ringing = await ring(
        platform,
        story,
        [alice],
        connect({ type: 'app', user: 'alice' }, { timeout: 20 }),
      );
      await story.step('20 s pass', async () => {
        platform.clock.pass(20_000);
        await alice.next('callInviteCancel');
        await ringing.over;
      });
    },
  },
  {
    name: 'phone-calls-two-apps-one-answers',
    play: async (platform, story) => {
      const phone = await story.open('alice', 'alice phone');
      const tablet = await story.open('alice', 'alice tablet');
      const ringing = await ring(platform, story, [phone, tablet]);
      await story.step('alice answers on the phone', async () => {
        await Promise.all([
          phone.client.answer(ringing.call),
          tablet.next('callInviteCancel'),
          phone.next('legStatusUpdate'),
        ]);
      });
      await story.step('alice hangs up on the phone', () =>
        phone.client.hangup(ringing.call).then(() => ringing.over),
      );
    },
  },
  {
    name: 'phone-calls-two-apps-one-rejects',
    play: async (platform, story) => {
      const phone = await story.open('alice', 'alice phone');
      const tablet = await story.open('alice', 'alice tablet');
      const ringing = await ring(platform, story, [phone, tablet]);
      await story.step('alice rejects on the phone', async () => {
        await reject(platform, phone, ringing);
        await Promise.all([tablet.next('callInviteCancel'), ringing.over]);
      });
    },
  },
  {
    name: 'in-a-call',
    play: async (platform, story) => {
      const alice = await story.open('alice');
      const ringing = await ring(platform, story, [alice]);
      await answer(story, alice, ringing);
      const { client } = alice;
      const { call, callersLeg } = ringing;
      const does: readonly (readonly [string, () => Promise<unknown>])[] = [
        ['alice mutes herself', () => client.mute(call)],
        ['alice unmutes herself', () => client.unmute(call)],
        ['alice stops listening', () => client.enableEarmuff(call)],
        ['alice listens again', () => client.disableEarmuff(call)],
        ['alice presses 12#', () => client.sendDTMF(call, '12#')],
        ['alice lets "Hello" be said', () => client.say(call, 'Hello')],
        ['the server mutes alice', () => modify(platform, call, { action: 'mute' })],
        ['the server unmutes alice', () => modify(platform, call, { action: 'unmute' })],
        ['the server mutes the caller', () => modify(platform, callersLeg, { action: 'mute' })],
        ['the server stops alice from hearing', () => modify(platform, call, { action: 'earmuff' })],
        ['the server presses 5 for the caller', () => modify(platform, callersLeg, { digits: '5' }, '/dtmf')],
      ];
      for (const [words, act] of does) await story.step(words, act);
      await story.step('alice hangs up', () => client.hangup(call).then(() => ringing.over));
    },
  },
  {
    name: 'a-call-is-moved',
    play: async (platform, story) => {
      const alice = await story.open('alice');
      const ringing = await ring(platform, story, [alice]);
      await answer(story, alice, ringing);
      await story.step('the server moves alice into a conversation', async () => {
        const ncco = [{ action: 'conversation', name: 'desk' }];
        await modify(platform, ringing.call, { action: 'transfer', destination: { type: 'ncco', ncco } });
        await alice.next('callTransfer');
      });
      await story.step('alice hangs up', () =>
        alice.client.hangup(ringing.call).then(() => alice.next('callHangup')),
      );
    },
  },
  {
    name: 'app-calls-phone-hangs-up',
    play: async (platform, story) => {
      const alice = await story.open('alice');
      await callFriend(platform, story, alice);
      await story.step(`10 s pass, and ${FRIEND} hangs up`, async () => {
        platform.clock.pass(10_000);
        await alice.next('callHangup');
      });
    },
  },
  {
    name: 'app-calls-phone-and-hangs-up',
    play: async (platform, story) => {
      const alice = await story.open('alice');
      const call = await callFriend(platform, story, alice);
      await story.step('alice hangs up', () =>
        alice.client.hangup(call).then(() => alice.next('callHangup')),
      );
    },
  },
  {
    name: 'app-calls-app',
    play: async (platform, story) => {
      const alice = await story.open('alice');
      const bob = await story.open('bob');
      platform.ncco = TO_ALICE;
      const [bobs, alices] = await story.step(`bob calls ${NUMBER}, and is connected to alice`, async () => {
        const [call, [invited]] = await Promise.all([
          bob.client.serverCall({ to: NUMBER }),
          alice.next('callInvite'),
        ]);
        return [call, String(invited)] as const;
      });
      await story.step('alice answers', async () => {
        await alice.client.answer(alices);
        await bob.next(
          'legStatusUpdate',
          (_call: string, _leg: string, status: string) => status === 'ANSWERED',
        );
      });
      await story.step('alice mutes herself', () => alice.client.mute(alices));
      await story.step('bob hangs up', () =>
        bob.client.hangup(bobs).then(() => Promise.all([bob.next('callHangup'), alice.next('callHangup')])),
      );
    },
  },
  {
    name: 'app-calls-app-and-gives-up',
    play: async (platform, story) => {
      const alice = await story.open('alice');
      const bob = await story.open('bob');
      platform.ncco = TO_ALICE;
      const bobs = await story.step(`bob calls ${NUMBER}, and is connected to alice`, async () => {
        const [call] = await Promise.all([bob.client.serverCall({ to: NUMBER }), alice.next('callInvite')]);
        return call;
      });
      await story.step('bob hangs up', () =>
        bob.client
          .hangup(bobs)
          .then(() => Promise.all([bob.next('callHangup'), alice.next('callInviteCancel')])),
      );
    },
  },
  {
    name: 'app-opens-while-it-rings',
    play: async (platform, story) => {
      const phone = await story.open('alice', 'alice phone');
      const ringing = await ring(platform, story, [phone]);
      const tablet = await story.open('alice', 'alice tablet');
      await story.step('alice opens the app on the tablet as well', () => tablet.next('callInvite'));
      await story.step('alice answers there', async () => {
        await Promise.all([tablet.client.answer(ringing.call), phone.next('callInviteCancel')]);
        await tablet.next('legStatusUpdate');
      });
      await story.step('alice hangs up', () => tablet.client.hangup(ringing.call).then(() => ringing.over));
    },
  },
  {
    name: 'a-push-opens-the-app',
    play: async (platform, story) => {
      const alice = await story.open('alice');
      platform.ncco = TO_ALICE;
      const put = (state: UserState) => platform.emulator.setUserStates({ alice: state });
      let over: Promise<unknown> | undefined;
      // In the background nothing reaches it at all, so that nobody can wait for what it was told.
      const call = await story.step(
        `the app of alice is in the background; ${CALLER} calls, and is connected to her; a push opens it`,
        async () => {
          put('background');
          over = platform.call();
          await platform.noticed((event) => event.name === 'client-event' && event.via === 'push');
          put('foreground');
          return String((await alice.next('callInvite'))[0]);
        },
      );
      await answer(story, alice, { call });
      await story.step('alice hangs up', () => alice.client.hangup(call).then(() => over));
    },
  },
  {
    name: 'app-logs-out-in-a-call',
    play: async (platform, story) => {
      const alice = await story.open('alice');
      const bob = await story.open('bob');
      platform.ncco = TO_ALICE;
      const alices = await story.step(`bob calls ${NUMBER}, and is connected to alice`, async () => {
        await bob.client.serverCall({ to: NUMBER });
        return String((await alice.next('callInvite'))[0]);
      });
      await story.step('alice answers', async () => {
        await alice.client.answer(alices);
        await bob.next('legStatusUpdate', isStatus('ANSWERED'));
      });
      story.lostSession(alice);
      await story.step('alice logs out', async () => {
        await alice.client.deleteSession();
        await bob.next('callHangup');
      });
    },
  },
  {
    name: 'two-calls-at-once',
    play: async (platform, story) => {
      const alice = await story.open('alice');
      const one = await ring(platform, story, [alice]);
      await answer(story, alice, one);
      const other = await ring(platform, story, [alice]);
      await story.step('alice rejects the second', async () => {
        await reject(platform, alice, other);
        await other.over;
      });
      await story.step('alice hangs up the first', () => alice.client.hangup(one.call).then(() => one.over));
    },
  },
  {
    name: 'app-calls-a-number-that-is-busy',
    play: async (platform, story) => {
      await callee(platform, { [FRIEND]: { does: 'busy' } });
      const alice = await story.open('alice');
      platform.ncco = connect({ type: 'phone', number: FRIEND });
      await story.step(`alice calls, and ${FRIEND} is busy`, async () => {
        await alice.client.serverCall({ to: NUMBER });
        await alice.next('callHangup');
      });
    },
  },
  {
    name: 'app-calls-and-hears-a-text',
    play: async (platform, story) => {
      const alice = await story.open('alice');
      platform.ncco = [{ action: 'talk', text: 'We are closed.' }];
      await story.step('alice calls; the NCCO only talks', async () => {
        await alice.client.serverCall({ to: NUMBER });
        await alice.next('callHangup');
      });
    },
  },
  {
    name: 'app-calls-and-the-server-is-down',
    play: async (platform, story) => {
      const alice = await story.open('alice');
      platform.ncco = 'oops';
      await story.step('alice calls; the answer URL gives no NCCO', async () => {
        await alice.client.serverCall({ to: NUMBER });
        await alice.next('callHangup');
      });
    },
  },
  {
    name: 'two-apps-in-a-room',
    play: async (platform, story) => {
      const alice = await story.open('alice');
      const bob = await story.open('bob');
      platform.ncco = [{ action: 'conversation', name: 'desk' }];
      const enter = (app: ClientApp, who: string) =>
        story.step(`${who} calls, and is in the conversation "desk"`, async () => {
          const call = await app.client.serverCall({ to: NUMBER });
          await app.next('callTransfer');
          return call;
        });
      const alices = await enter(alice, 'alice');
      const bobs = await enter(bob, 'bob');
      await story.step('bob mutes himself', () => bob.client.mute(bobs));
      await story.step('bob presses 5', () => bob.client.sendDTMF(bobs, '5'));
      await story.step('bob hangs up', () => bob.client.hangup(bobs));
      await story.step('alice hangs up', () => alice.client.hangup(alices));
    },
  },
  {
    name: 'a-phone-stays-with-an-app',
    play: async (platform, story) => {
      const alice = await story.open('alice');
      platform.ncco = [{ action: 'conversation', name: 'desk' }];
      const call = await story.step('alice calls, and is in the conversation "desk"', async () => {
        const id = await alice.client.serverCall({ to: NUMBER });
        await alice.next('callTransfer');
        return id;
      });
      await story.step('a phone comes in, and a minute passes', async () => {
        void platform.call();
        await alice.next('legStatusUpdate');
        platform.clock.pass(60_000);
      });
      await story.step('alice hangs up: nobody is there for the phone to stay with', () =>
        alice.client.hangup(call),
      );
      platform.clock.pass(60_000);
      await platform.noticed(({ name }) => name === 'gave-up');
    },
  },
];
