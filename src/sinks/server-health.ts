import type { Exchange } from '../flow/exchange.ts';

/** What an exchange says about the user's own server, next to what is known of it. */
export type ServerNews =
  /** It could not be asked, and that was said before: nothing new. */
  | 'still down'
  /** It replied, after it could not be asked. */
  | 'up again'
  | undefined;

/** Remembers whether the user's server could be asked the last time, so that a server that is down is said once. */
export const serverHealth = (): ((exchange: Exchange) => ServerNews) => {
  let failing: string | undefined;
  return ({ origin }) => {
    if (origin.by !== 'forward') return undefined;
    const before = failing;
    failing = origin.failure;
    if (before === undefined || before === failing) return before === undefined ? undefined : 'still down';
    return failing === undefined ? 'up again' : undefined;
  };
};
