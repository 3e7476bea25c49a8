import type { Exchange } from '../flow/exchange.ts';

/** What an exchange says about the user's own server, next to what is known of it. */
export type ServerNews =
  /** It could not be asked, and that was said before: nothing new. */
  | 'still down'
  /** It replied, after nobody had been there. */
  | 'up again'
  /** It has taken long several times in a row. */
  | 'slow'
  /** It no longer does. */
  | 'quick again'
  | undefined;

/** A caller who hears nothing for longer begins to talk, in milliseconds. */
const SLOW_MILLISECONDS = 1_000;
/** One slow reply may be a cold start. */
const IN_A_ROW = 3;

interface Health {
  /** Why there was no reply the last time. */
  failing: string | undefined;
  /** Nobody was there, or answered, since its last reply. */
  isDown: boolean;
  isSlow: boolean;
  /** Replies in a row that say the other thing of its speed than what is known. */
  against: number;
}

/** Remembers how each of the user's servers was the last time, so that one that is down, or slow, is said once. */
export const serverHealth = (): ((exchange: Exchange) => ServerNews) => {
  const servers = new Map<string, Health>();
  return ({ origin, deadline }) => {
    if (origin.by !== 'forward') return undefined;
    const name = originOf(origin.url);
    const health = servers.get(name) ?? { failing: undefined, isDown: false, isSlow: false, against: 0 };
    servers.set(name, health);
    const before = health.failing;
    health.failing = origin.failure;
    if (origin.failure !== undefined) {
      health.isDown ||= origin.isDown === true;
      return before === origin.failure ? 'still down' : undefined;
    }
    if (health.isDown) {
      health.isDown = false;
      return 'up again';
    }
    // Of sound and pages nobody waits so.
    return deadline ? speedNews(health, origin.milliseconds >= SLOW_MILLISECONDS) : undefined;
  };
};

const speedNews = (health: Health, isSlow: boolean): ServerNews => {
  health.against = isSlow === health.isSlow ? 0 : health.against + 1;
  if (health.against < IN_A_ROW) return undefined;
  health.isSlow = isSlow;
  health.against = 0;
  return isSlow ? 'slow' : 'quick again';
};

/** The part of a URL that names the server, without the cost of parsing it. */
const originOf = (url: string): string => {
  const path = url.indexOf('/', url.indexOf('//') + 2);
  return path === -1 ? url : url.slice(0, path);
};
