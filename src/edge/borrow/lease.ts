import { createHmac, timingSafeEqual } from 'node:crypto';
import { isJsonObject, parseJson } from '../../vonage/json.ts';
import type { World } from '../../world.ts';
import { askOrigin, type KnownAnswers } from './ask-origin.ts';
import { isMemory } from './journal.ts';
import type { SlotMemory } from './slot-memory.ts';

/** Where a running listener tells who holds an application; beside the nonce the only own address that is reachable from outside. */
export const LEASE_PATH = '/.vonage-flow/lease';
/** Says whose answer it is, also to who may not read it. */
export const LEASE_MARK = 'vonage-flow lease';
/** Holds the proof of the answer. */
export const PROOF_HEADER = 'x-vonage-flow-proof';

/** What a running listener holds of an application. */
export interface Lease {
  /** `alice@laptop`. */
  readonly owner: string;
  /** Milliseconds since 1970, by the owner's clock. */
  readonly since: number;
  readonly application: string;
  /** What the slots held before: a taker gives back these, never the owner's URLs. */
  readonly slots: readonly SlotMemory[];
}

/**
 * What was found behind a webhook URL: the lease of a listener that shares our API secret, `locked` for a listener that has another one,
 * undefined for everything else.
 */
export type FoundLease = Lease | 'locked' | undefined;

/** Seven slots and their URLs are a few kilobytes. */
const LONGEST_LEASE = 256 * 1024;

/** Lower-case hex HMAC-SHA-256 by the API secret, which all who may change the application share; each use has its own words. */
export const leaseProof = (secret: string, ...words: readonly string[]): string =>
  createHmac('sha256', secret)
    .update(`vonage-flow lease\n${words.join('\n')}`)
    .digest('hex');

/** Compares without telling by the time that it takes how much of it is right. */
export const isProof = (given: string | undefined, expected: string): boolean => {
  const [one, other] = [Buffer.from(given ?? ''), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
};

export interface LeaseQuestion {
  readonly secret: string;
  readonly application: string;
  readonly signal?: AbortSignal | undefined;
  /** Hears what the origin says, for who asks next whether it lives. */
  readonly answers?: KnownAnswers | undefined;
}

/** Asks whoever is behind a webhook URL whether it is a running listener that holds the application. Never at the webhook's own path. Never throws. */
export const askLease = async (
  { chance }: World,
  origin: string,
  { secret, application, signal, answers }: LeaseQuestion,
): Promise<FoundLease> => {
  const challenge = chance.hex(16);
  const proof = leaseProof(secret, 'ask', application, challenge);
  const path = query({ application, challenge, proof });
  const asked = askOrigin(origin, { path, headers: HEADERS, most: LONGEST_LEASE, signal });
  const reply = await asked;
  // A bare 404 may be of a tunnel that is gone, or of a server that lacks this page: who has to know asks for another.
  if ('failure' in reply || reply.body !== '404') answers?.set(origin, asked);
  if ('failure' in reply || reply.body.length > LONGEST_LEASE) return undefined;
  if (reply.status === 403 && reply.body.trim() === LEASE_MARK) return 'locked';
  if (reply.status !== 200) return undefined;
  const given = reply.headers.get(PROOF_HEADER) ?? undefined;
  if (!isProof(given, leaseProof(secret, 'reply', challenge, reply.body))) return undefined;
  const lease = parseJson(reply.body);
  return isLease(lease) && lease.application === application ? lease : undefined;
};

/**
 * Tells a listener that somebody has taken over what it holds, and at which URL they are; without one they do not listen. Whether it hears that
 * changes nothing for the taker.
 */
export const tellTaken = async (
  { chance }: World,
  origin: string,
  { taker, url = '' }: { readonly taker: string; readonly url?: string | undefined },
  { secret, application, signal }: LeaseQuestion,
): Promise<void> => {
  const challenge = chance.hex(16);
  const proof = leaseProof(secret, 'taken', application, challenge, taker, url);
  const path = query({ application, challenge, proof, taker, url });
  await askOrigin(origin, { method: 'POST', path, headers: HEADERS, most: 0, signal });
};

const query = (values: Readonly<Record<string, string>>): string =>
  `${LEASE_PATH}?${new URLSearchParams(values)}`;

/** A machine's request: tunnel providers show people a reminder page. */
const HEADERS = { 'bypass-tunnel-reminder': 'yes' };

const isLease = (value: unknown): value is Lease =>
  isJsonObject(value) &&
  typeof value['owner'] === 'string' &&
  typeof value['since'] === 'number' &&
  typeof value['application'] === 'string' &&
  Array.isArray(value['slots']) &&
  value['slots'].every(isMemory);
