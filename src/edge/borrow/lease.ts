import { createHmac, timingSafeEqual } from 'node:crypto';
import { isJsonObject, parseJson } from '../../vonage/json.ts';
import type { World } from '../../world.ts';
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

/** A host that takes longer is not asked by a person who waits. */
const ASK_MILLISECONDS = 3_000;
/** Seven slots and their URLs are a few kilobytes. */
const LONGEST_LEASE = 256 * 1024;

/** Lower-case hex HMAC-SHA-256 by the API secret, which all who may change the application share; each use has its own words. */
export const leaseProof = (secret: string, ...words: readonly string[]): string =>
  createHmac('sha256', secret)
    .update(`vonage-flow lease\n${words.join('\n')}`)
    .digest('hex');

export const isProof = (given: string | undefined, expected: string): boolean => {
  const [one, other] = [Buffer.from(given ?? ''), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
};

export interface LeaseQuestion {
  readonly secret: string;
  readonly application: string;
  readonly signal?: AbortSignal | undefined;
}

/** Asks whoever is behind a webhook URL whether it is a running listener that holds the application. Never at the webhook's own path. Never throws. */
export const askLease = async (
  { chance }: World,
  address: string,
  question: LeaseQuestion,
): Promise<FoundLease> => {
  const { secret, application } = question;
  const challenge = chance.hex(16);
  const proof = leaseProof(secret, 'ask', application, challenge);
  const reply = await send(address, { application, challenge, proof }, 'GET', question.signal);
  if (reply === undefined) return undefined;
  if (reply.status === 403 && reply.body.trim() === LEASE_MARK) return 'locked';
  if (reply.status !== 200) return undefined;
  if (!isProof(reply.proof, leaseProof(secret, 'reply', challenge, reply.body))) return undefined;
  const lease = parseJson(reply.body);
  return isLease(lease) && lease.application === application ? lease : undefined;
};

/**
 * Tells a listener that somebody has taken over what it holds, and at which URL they are; without one they do not listen. Whether it hears that
 * changes nothing for the taker.
 */
export const tellTaken = async (
  { chance }: World,
  address: string,
  { taker, url = '' }: { readonly taker: string; readonly url?: string | undefined },
  { secret, application, signal }: LeaseQuestion,
): Promise<void> => {
  const challenge = chance.hex(16);
  const proof = leaseProof(secret, 'taken', application, challenge, taker, url);
  await send(address, { application, challenge, proof, taker, url }, 'POST', signal);
};

const send = async (
  address: string,
  query: Readonly<Record<string, string>>,
  method: 'GET' | 'POST',
  signal: AbortSignal | undefined,
): Promise<{ status: number; body: string; proof: string | undefined } | undefined> => {
  if (!URL.canParse(address)) return undefined;
  const limit = AbortSignal.timeout(ASK_MILLISECONDS);
  try {
    const url = `${new URL(address).origin}${LEASE_PATH}?${new URLSearchParams(query)}`;
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      // A machine's request: tunnel providers show people a reminder page.
      headers: { 'user-agent': 'vonage-flow', 'bypass-tunnel-reminder': 'yes' },
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    });
    let body = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      body += decoder.decode(chunk, { stream: true });
      if (body.length > LONGEST_LEASE) return undefined;
    }
    return { status: response.status, body, proof: response.headers.get(PROOF_HEADER) ?? undefined };
  } catch {
    return undefined;
  }
};

const isLease = (value: unknown): value is Lease =>
  isJsonObject(value) &&
  typeof value['owner'] === 'string' &&
  typeof value['since'] === 'number' &&
  typeof value['application'] === 'string' &&
  Array.isArray(value['slots']) &&
  value['slots'].every(isMemory);
