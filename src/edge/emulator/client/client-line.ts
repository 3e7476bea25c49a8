import type { Socket } from 'socket.io';
import type { JsonObject } from '../../../vonage/json.ts';

/** A request that ends a call waits so long for the apps to have heard of it, in milliseconds. */
const HEARD_WITHIN_MS = 500;
/** Events for an app that is away are kept up to so many; a call has some thirty. */
const MOST_UNCONFIRMED = 1000;
/** The longest time that a timer can be set for, some 24 days. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export interface LineOptions {
  readonly session: string;
  readonly application: string;
  readonly user: string;
  readonly name: string;
  readonly apiKey: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** What goes to one session, over the sockets that it has one after the other. */
export interface ClientLine {
  readonly session: string;
  readonly application: string;
  readonly user: string;
  /** Of the user. */
  readonly name: string;
  /** It has a socket (again): the session is confirmed, and what was not heard is sent. `expiresAt` in Unix seconds. */
  connect(socket: Socket, expiresAt: number): void;
  /** True while it has no socket. */
  isAway(): boolean;
  /** True for the socket that it has now. */
  isOn(socket: Socket): boolean;
  /** Its socket is gone; calls `gone` when no other comes in time. */
  lose(milliseconds: number, gone: () => void): void;
  tell(event: JsonObject): void;
  /** Resolves when all was confirmed, when it has no socket, or after a moment. */
  heard(): Promise<void>;
  renew(expiresAt: number): void;
  end(): void;
}

export const createLine = ({ session, application, user, name, apiKey, now }: LineOptions): ClientLine => {
  let socket: Socket | undefined;
  /** In order; the SDK confirms each, and what it has not is sent again (`acknowledge_events`, client-sdk.md §3; U). */
  const unconfirmed = new Set<JsonObject>();
  const waiting = new Set<() => void>();
  let expiry: NodeJS.Timeout | undefined;
  let patience: NodeJS.Timeout | undefined;

  const send = (event: JsonObject): void => {
    socket?.emit(String(event['type']), event, () => {
      unconfirmed.delete(event);
      if (unconfirmed.size === 0) release();
    });
  };

  const release = (): void => {
    for (const goOn of waiting) goOn();
  };

  /** To be told so is not enough for the SDK: it hears of it by losing its socket (client-sdk.md §3). */
  const expire = (): void => {
    socket?.emit('system:error:expired-token', { type: 'system:error:expired-token', body: {} });
    socket?.disconnect();
  };

  const renew = (expiresAt: number): void => {
    clearTimeout(expiry);
    expiry = setTimeout(expire, Math.min(expiresAt * 1000 - now(), LONGEST_TIMER_MS));
    expiry.unref();
  };

  return {
    session,
    application,
    user,
    name,
    connect: (next, expiresAt) => {
      clearTimeout(patience);
      const before = socket;
      socket = next;
      before?.disconnect(true);
      const body = { id: session, user_id: user, name, api_key: apiKey };
      next.emit('session:success', { type: 'session:success', body });
      for (const event of unconfirmed) send(event);
      renew(expiresAt);
    },
    isAway: () => socket === undefined,
    isOn: (one) => one === socket,
    lose: (milliseconds, gone) => {
      socket = undefined;
      release();
      patience = setTimeout(gone, milliseconds);
      patience.unref();
    },
    tell: (event) => {
      const [oldest] = unconfirmed;
      if (oldest && unconfirmed.size >= MOST_UNCONFIRMED) unconfirmed.delete(oldest);
      unconfirmed.add(event);
      send(event);
    },
    heard: () => {
      if (socket === undefined || unconfirmed.size === 0) return Promise.resolve();
      return new Promise((resolve) => {
        const goOn = (): void => {
          clearTimeout(timer);
          waiting.delete(goOn);
          resolve();
        };
        const timer = setTimeout(goOn, HEARD_WITHIN_MS);
        waiting.add(goOn);
      });
    },
    renew,
    end: () => {
      clearTimeout(expiry);
      clearTimeout(patience);
      release();
    },
  };
};
