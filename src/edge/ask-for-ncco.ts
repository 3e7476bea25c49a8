import { request } from 'undici';
import { Failure, wordsOf } from '../failure.ts';
import { toQuery } from '../vonage/query.ts';
import type { Chance, Clock } from '../world.ts';
import { reachAgent } from './reach-agent.ts';
import { readReplyText } from './read-reply-text.ts';

/** What a server answered when it was asked for an NCCO as Vonage asks. */
export interface AskedNcco {
  readonly status: number;
  readonly contentType: string;
  readonly milliseconds: number;
  readonly text: string;
}

/** Vonage waits so long for an answer webhook (voice-webhooks.md §8, S). */
const ANSWER_MILLISECONDS = 5_000;
const MOST_BYTES = 10 * 1024 * 1024;

/**
 * Asks an address as Vonage would: GET or POST with the answer webhook's fields (voice-webhooks.md §2.1). Fails when
 * nobody answers in time.
 */
export const askForNcco = async (
  url: string,
  call: { readonly method: 'GET' | 'POST'; readonly from: string; readonly to: string },
  { clock, chance }: { readonly clock: Clock; readonly chance: Chance },
): Promise<AskedNcco> => {
  const fields = {
    from: call.from,
    to: call.to,
    endpoint_type: 'phone',
    uuid: chance.hex(16),
    conversation_uuid: `CON-${chance.uuid()}`,
  };
  const startedAt = clock.monotonic();
  try {
    const target = call.method === 'GET' ? `${url}${url.includes('?') ? '&' : '?'}${toQuery(fields)}` : url;
    const response = await request(target, {
      method: call.method,
      dispatcher: reachAgent,
      signal: AbortSignal.timeout(ANSWER_MILLISECONDS),
      ...(call.method === 'POST' && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(fields),
      }),
    });
    const text = await readReplyText(response, MOST_BYTES);
    const contentType = response.headers['content-type'];
    return {
      status: response.statusCode,
      contentType: typeof contentType === 'string' ? contentType : 'none',
      milliseconds: clock.monotonic() - startedAt,
      text,
    };
  } catch (error) {
    throw new Failure({
      what: `${call.method} ${url} brought no answer`,
      why:
        error instanceof Error && error.name === 'TimeoutError'
          ? 'It took longer than the 5 s that Vonage waits.'
          : wordsOf(error),
      tryThis: ['start your server', 'look at the address and the method (--method POST)'],
      cause: error,
    });
  }
};
