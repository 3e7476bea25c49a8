import { createHmac } from 'node:crypto';
import { Failure, stoppedBefore, wordsOf } from '../failure.ts';
import type { Chance, Clock } from '../world.ts';
import { oneLine } from './one-line.ts';

/** Shows that an address leads to this very run: whoever answers a fresh challenge holds the run's key. */
export interface Proof {
  /** The path at which the listener answers. */
  readonly path: string;
  /** Lower-case hex HMAC-SHA-256 of the challenge, by a key that lives as long as this run. */
  answer(challenge: string): string;
  /** A challenge that was never asked before. */
  challenge(): string;
}

export const PROOF_PATH = '/.vonage-flow/nonce';

export const makeProof = (chance: Chance): Proof => {
  const key = chance.hex(32);
  return {
    path: PROOF_PATH,
    // The prefix keeps an answer from being of use anywhere else where this key may come to sign something.
    answer: (challenge) => createHmac('sha256', key).update(`nonce ${challenge}`).digest('hex'),
    challenge: () => chance.hex(16),
  };
};

export interface ProveOptions {
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
  /** All tries together, in milliseconds. */
  readonly deadlineMs?: number;
  /** Is told how long the right answer took, in milliseconds. */
  readonly took?: (milliseconds: number) => void;
}

/** A fresh tunnel's name may need some seconds to become known; the bound for a clear error is 15 s. */
const DEADLINE_MILLISECONDS = 15_000;
/** One request: the platform itself gives an answer webhook no more (voice-webhooks.md §8). */
const REQUEST_MILLISECONDS = 5_000;
const FIRST_PAUSE_MILLISECONDS = 200;
const LONGEST_PAUSE_MILLISECONDS = 2_000;
/** Of a foreign page only the beginning is looked at. */
const LONGEST_BODY_BYTES = 4_096;

/**
 * Asks for the nonce through the public URL, until the right answer comes back. Asks as a machine, not as a browser:
 * tunnel providers show people a reminder page that webhooks never see (FIELD e1.13). Fails at the deadline with what
 * came back instead.
 */
export const proveReachable = async (
  publicUrl: string,
  proof: Proof,
  options: ProveOptions,
): Promise<void> => {
  const { clock, signal, deadlineMs = DEADLINE_MILLISECONDS } = options;
  const end = clock.monotonic() + deadlineMs;
  let pause = FIRST_PAUSE_MILLISECONDS;
  for (;;) {
    const remaining = end - clock.monotonic();
    const limit = Math.max(1, Math.min(remaining, REQUEST_MILLISECONDS));
    const before = clock.monotonic();
    const seen = await askThrough(publicUrl, proof, signal, limit);
    if (seen === undefined) return options.took?.(clock.monotonic() - before);
    if (signal?.aborted) throw stoppedBefore('the public URL was proven');
    if (clock.monotonic() + pause >= end) throw unreachable(publicUrl, seen);
    await clock.sleep(pause, signal);
    pause = Math.min(pause * 2, LONGEST_PAUSE_MILLISECONDS);
  }
};

/** Asks once through the public URL. Resolves with what came back instead of the right answer; undefined when it was right. */
export const askThrough = async (
  publicUrl: string,
  proof: Proof,
  signal: AbortSignal | undefined,
  milliseconds = REQUEST_MILLISECONDS,
): Promise<string | undefined> => {
  const challenge = proof.challenge();
  const limit = AbortSignal.timeout(Math.ceil(milliseconds));
  try {
    const response = await fetch(`${publicUrl}${proof.path}?challenge=${challenge}`, {
      redirect: 'manual',
      headers: {
        'user-agent': 'vonage-flow',
        'bypass-tunnel-reminder': 'yes',
        accept: 'text/plain',
        // A connection that was open before proves nothing about the next one.
        connection: 'close',
      },
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    });
    const body = await beginOf(response);
    if (response.status === 200 && body.trim() === proof.answer(challenge)) return undefined;
    return describe(response, body.trim());
  } catch (error) {
    return limit.aborted ? 'no answer came in time' : `the connection failed: ${oneLine(wordsOf(error))}`;
  }
};

const beginOf = async (response: Response): Promise<string> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= LONGEST_BODY_BYTES) break;
  }
  return Buffer.concat(chunks).toString('utf8');
};

const describe = (response: Response, body: string): string => {
  const status = response.status;
  const location = response.headers.get('location');
  if (status >= 300 && status < 400 && location !== null)
    return `a redirect to ${oneLine(location)} (${status})`;
  if (/<!doctype html|<html/i.test(body)) {
    const title = /<title[^>]*>([^<]*)/i.exec(body)?.[1]?.trim();
    return title ? `an HTML page, "${oneLine(title, 80)}" (${status})` : `an HTML page (${status})`;
  }
  if (status === 200 && /^[0-9a-f]{64}$/.test(body)) return 'the answer of another run of vonage-flow';
  return body === '' ? `an empty answer (${status})` : `"${oneLine(body, 80)}" (${status})`;
};

const unreachable = (publicUrl: string, seen: string): Failure =>
  new Failure({
    what: `${oneLine(publicUrl)} does not lead to this program`,
    why: `A question sent there came back with something else: ${seen}.`,
    tryThis: [
      'start again: a fresh tunnel may need a moment, or another address',
      'use a tunnel of your own: --public-url <url>, or a tunnel server of your own: --tunnel-host <url>',
      'or do without the internet: vonage-flow listen --emulator',
    ],
  });
