import { hostname } from 'node:os';
import type { World } from '../../world.ts';
import { isProof, LEASE_MARK, type Lease, leaseProof, PROOF_HEADER } from './lease.ts';

/** Answers who asks for the lease of a running listener. */
export interface LeaseDesk {
  /** What is held from now on; undefined: nothing. `heir` hears the URL of whoever takes over and listens. */
  hold(lease: (() => Lease) | undefined, heir?: (url: string) => void): void;
  answer(method: string, query: string): LeaseReply;
}

export interface LeaseReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface LeaseDeskOptions {
  /** The API secret; without one nobody is answered. */
  readonly secret: string | undefined;
  /** Hears who took over. */
  readonly taken: (taker: string) => void;
}

/** Questions are remembered, so that one that was overheard cannot be asked again. The oldest may be forgotten. */
const MOST_QUESTIONS = 1_000;
const LONGEST_TAKER = 100;

const PLAIN = { 'content-type': 'text/plain', 'cache-control': 'no-store' };

/** The desk of a listener, at which nothing is held yet. A question whose proof is not of the secret, or that was asked before, is refused (403). */
export const leaseDesk = ({ secret, taken }: LeaseDeskOptions): LeaseDesk => {
  let held: (() => Lease) | undefined;
  let hearsHeir: ((url: string) => void) | undefined;
  const asked = new Set<string>();
  const isNew = (challenge: string): boolean => {
    if (asked.has(challenge)) return false;
    if (asked.size >= MOST_QUESTIONS) asked.clear();
    asked.add(challenge);
    return true;
  };
  return {
    hold: (lease, heir) => {
      held = lease;
      hearsHeir = heir;
    },
    answer: (method, query) => {
      const lease = held?.();
      if (secret === undefined || lease === undefined) return { status: 404, headers: PLAIN, body: '' };
      const values = new URLSearchParams(query);
      const [application = '', challenge = '', proof = '', taker = '', url = ''] = [
        'application',
        'challenge',
        'proof',
        'taker',
        'url',
      ].map((name) => values.get(name) ?? undefined);
      const words =
        method === 'POST' ? ['taken', application, challenge, taker, url] : ['ask', application, challenge];
      if (!isProof(proof, leaseProof(secret, ...words)) || !isNew(challenge))
        return { status: 403, headers: PLAIN, body: LEASE_MARK };
      if (application !== lease.application) return { status: 404, headers: PLAIN, body: '' };
      if (method === 'POST') {
        taken(taker.slice(0, LONGEST_TAKER));
        if (url !== '') hearsHeir?.(url);
        return { status: 204, headers: PLAIN, body: '' };
      }
      const body = JSON.stringify(lease);
      const headers = {
        'content-type': 'application/json',
        'cache-control': 'no-store',
        [PROOF_HEADER]: leaseProof(secret, 'reply', challenge, body),
      };
      return { status: 200, headers, body };
    },
  };
};

/** Who runs this, as colleagues know them: `alice@laptop`. */
export const ownName = ({ env }: World): string => {
  const user = env['USER'] ?? env['LOGNAME'] ?? env['USERNAME'];
  return user === undefined || user === '' ? hostname() : `${user}@${hostname()}`;
};
