import { askApi } from '../ask-api.ts';
import type { AppPlatform } from './app-platform.ts';
import { tokenOf } from './app-platform.ts';
import type { ClientApp, ClientAppOptions } from './client-app.ts';
import { type Name, namesInOrder, wordsOf } from './story-words.ts';

/**
 * What happens to apps, as text that reads like a playbook: `>` is what somebody does, below it every callback of every app,
 * app by app. Legs, conversations and members have letters and numbers in place of ids.
 */
export interface Story {
  /** Opens an app of a user; `as` is its name in the text. */
  open(user: string, as?: string, more?: Partial<ClientAppOptions>): Promise<ClientApp>;
  /** Does something, and goes on when that is over and every app has heard all that was sent to it. */
  step<T>(words: string, act: () => Promise<T> | T): Promise<T>;
  /** The app has no session any more: nothing can reach it. */
  lostSession(app: ClientApp): void;
  /** An id by its letter. */
  readonly name: Name;
  text(): string;
}

interface Told {
  readonly app: ClientApp;
  readonly as: string;
  /** A conversation of its own, by which is known that all before it was heard. */
  readonly fence: string;
  hasSession: boolean;
  /** How many of its callbacks are in the text. */
  shown: number;
}

const FENCE = 'custom:fence';

export const startStory = (platform: AppPlatform): Story => {
  const lines: string[] = [];
  const told: Told[] = [];
  const name = namesInOrder();
  const fences = new Set<string>();
  const ask = async (path: string, body: object): Promise<{ readonly id: string }> => {
    const headers = { authorization: `Bearer ${tokenOf(platform)}` };
    const reply = await askApi(platform.emulator, 'POST', `/v1/conversations${path}`, body, headers);
    if (reply.status >= 300) throw new Error(`${path}: ${JSON.stringify(reply.body)}`);
    return reply.body as { readonly id: string };
  };

  /** Sockets keep order: whoever heard what was sent last has heard everything. */
  const settle = async (): Promise<void> => {
    for (const one of told) {
      if (!one.hasSession) continue;
      const { id } = await ask(`/${one.fence}/events`, { type: FENCE, body: {} });
      await one.app.next(
        'conversationEvent',
        (event: { readonly conversationId: string; readonly id: number }) =>
          event.conversationId === one.fence && event.id === Number(id),
      );
    }
    for (const one of told) {
      const news = one.app.calls.slice(one.shown);
      one.shown = one.app.calls.length;
      const words = news.flatMap((called) => wordsOf(called, name, fences) ?? []);
      lines.push(...inAnyOrder(words).map((line) => `${one.as.padEnd(longest(told))}  ${line}`));
    }
  };

  return {
    name,
    open: async (user, as = user, more = {}) => {
      const app = await platform.open(user, { name: as, ...more });
      const { id: fence } = await ask('', { name: `fence ${app.session}` });
      fences.add(fence);
      const joined = { user: { name: user }, state: 'joined', channel: { type: 'app' } };
      await ask(`/${fence}/members`, joined);
      told.push({ app, as, fence, hasSession: true, shown: 0 });
      return app;
    },
    lostSession: (app) => {
      for (const one of told) if (one.app === app) one.hasSession = false;
    },
    step: async (words, act) => {
      lines.push(`> ${words}`);
      const result = await act();
      await settle();
      return result;
    },
    text: () => `${lines.join('\n')}\n`,
  };
};

const longest = (told: readonly Told[]): number => Math.max(...told.map(({ as }) => as.length));

/** Who says first that a message came is chance. */
const inAnyOrder = (lines: readonly string[]): readonly string[] => {
  const isDelivered = (line: string): boolean => line.includes('message:delivered');
  const first = lines.findIndex(isDelivered);
  const sorted = lines.filter(isDelivered).sort();
  const others = lines.filter((line) => !isDelivered(line));
  return first < 0 ? lines : [...others.slice(0, first), ...sorted, ...others.slice(first)];
};
