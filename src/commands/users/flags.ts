import type { ApplicationFlags } from '../application-key.ts';

/** What commander understood of `users token`'s command line. */
export interface TokenFlags extends ApplicationFlags {
  /** Seconds. */
  readonly ttl?: number;
  readonly json?: boolean;
}
