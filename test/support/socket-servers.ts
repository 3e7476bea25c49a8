import type { Effect, Order } from '../../src/emulator/effect.ts';
import type { SocketNews } from '../../src/emulator/socket/socket-news.ts';
import type { SocketSound } from '../../src/vonage/platform-event.ts';

/** What an application does with the WebSocket that is opened to it. */
export interface SocketScript {
  /** Why it does not open. */
  readonly fails?: Omit<Extract<SocketNews, { readonly is: 'failed' }>, 'is'>;
  /** News, so many milliseconds after it opened. `close` is the application's code. */
  readonly does?: readonly (readonly [after: number, news: SocketNews | { readonly close: number }])[];
}

export const SILENT: SocketSound = {
  seconds: 0,
  sent: 0,
  dropped: 0,
  received: 0,
  played: 0,
  level: null,
  gaps: 0,
};

type SocketInput = { readonly type: 'socket'; readonly leg: string; readonly news: SocketNews };
interface Later {
  readonly order: Order;
  readonly after: number;
  readonly input: SocketInput;
}

const closedBy = (by: 'application' | 'platform', code: number): SocketNews => ({
  is: 'closed',
  by,
  code,
  reason: '',
  sound: SILENT,
  audio: 'http://api/audio.wav',
});

/** Plays the sockets of a scenario on virtual time, as the host does them for real. */
export const socketServers = (scripts: Readonly<Record<string, SocketScript>>) => {
  const open = new Map<string, Order>();
  return {
    /** True while the socket is open; the end of it is told once. */
    isOpen: (leg: string): boolean => open.has(leg),
    take: (effect: Effect): readonly Later[] => {
      if (effect.do === 'close-socket') {
        const order = open.get(effect.leg);
        open.delete(effect.leg);
        return order === undefined
          ? []
          : [{ order, after: 0, input: news(effect.leg, closedBy('platform', 1000)) }];
      }
      if (effect.do !== 'dial-socket') return [];
      const { leg, order, endpoint } = effect;
      const { fails, does = [] } = scripts[endpoint.uri] ?? {};
      if (fails) return [{ order, after: 0, input: news(leg, { is: 'failed', ...fails }) }];
      open.set(leg, order);
      const opened: SocketNews = { is: 'opened', milliseconds: 0, to: endpoint.uri, slowsDown: false };
      return [
        { order, after: 0, input: news(leg, opened) },
        ...does.map(([after, one]) => ({
          order,
          after: Math.max(1, after),
          input: news(leg, 'close' in one ? closedBy('application', one.close) : one),
        })),
      ];
    },
    /** What is told of a socket was told: an end closes it. */
    told: (leg: string, { is }: SocketNews): void => {
      if (is === 'closed') open.delete(leg);
    },
  };
};

const news = (leg: string, one: SocketNews): SocketInput => ({ type: 'socket', leg, news: one });
