import type { Exchange, ReplyOrigin } from '../flow/exchange.ts';

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
    const word = wordOf(origin);
    if (!word) return undefined;
    const name = originOf(word.url);
    const health = servers.get(name) ?? { failing: undefined, isDown: false, isSlow: false, against: 0 };
    servers.set(name, health);
    if (word.isLate && health.failing !== undefined) return undefined;
    const before = health.failing;
    health.failing = word.failure;
    if (word.failure !== undefined) {
      health.isDown ||= word.isDown === true;
      return before === word.failure ? 'still down' : undefined;
    }
    if (health.isDown) {
      health.isDown = false;
      return 'up again';
    }
    // Of sound and pages nobody waits so.
    return deadline || origin.by === 'ncco'
      ? speedNews(health, word.milliseconds >= SLOW_MILLISECONDS)
      : undefined;
  };
};

/** What became of asking the server. */
interface Word {
  readonly url: string;
  readonly milliseconds: number;
  readonly failure?: string | undefined;
  readonly isDown?: boolean | undefined;
  /** Nothing yet: it may be there or not. */
  readonly isLate?: boolean | undefined;
}

/** Also of a server that the safety net has answered for; undefined when none was asked. */
const wordOf = (origin: ReplyOrigin): Word | undefined => {
  if (origin.by === 'forward') return origin;
  if (origin.by !== 'ncco' || !origin.insteadOf) return undefined;
  const { url, milliseconds, why, isFailure, isDown, isLate } = origin.insteadOf;
  return { url, milliseconds, failure: isFailure ? why : undefined, isDown, isLate };
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
