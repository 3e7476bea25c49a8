import { request } from 'undici';
import { wordsOf } from '../../failure.ts';
import type { Clock } from '../../world.ts';
import { reachAgent } from '../reach-agent.ts';
import { readReplyText } from '../read-reply-text.ts';

/** A webhook that is ready to go. */
export interface OutgoingWebhook {
  /** With the query of a GET. */
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined for one without a body. */
  readonly body: Uint8Array | string | undefined;
}

/** What came back, or why nothing did. */
export interface WebhookReply {
  readonly status: number | undefined;
  readonly contentType: string | undefined;
  readonly text: string;
  readonly milliseconds: number;
  readonly failure: string | undefined;
}

/** Vonage waits no longer for any webhook (voice-webhooks.md §8, S). */
const PATIENCE_MILLISECONDS = 10_000;
/** An NCCO is a few kilobytes. */
const MOST_BYTES = 1024 * 1024;

/** Sends one webhook and reads the reply; redirects are not followed. Never rejects. */
export const sendWebhook = async (
  { url, method, headers, body }: OutgoingWebhook,
  clock: Clock,
  stop: AbortSignal,
): Promise<WebhookReply> => {
  const startedAt = clock.monotonic();
  const took = (): number => clock.monotonic() - startedAt;
  const none = { status: undefined, contentType: undefined, text: '' };
  try {
    const response = await request(url, {
      method,
      headers,
      dispatcher: reachAgent,
      signal: AbortSignal.any([AbortSignal.timeout(PATIENCE_MILLISECONDS), stop]),
      ...(body !== undefined && { body: typeof body === 'string' ? body : Buffer.from(body) }),
    });
    const text = await readReplyText(response, MOST_BYTES);
    const type = response.headers['content-type'];
    return {
      status: response.statusCode,
      contentType: typeof type === 'string' ? type : undefined,
      text,
      milliseconds: took(),
      failure: undefined,
    };
  } catch (error) {
    const isLate = error instanceof Error && error.name === 'TimeoutError';
    const why = isLate ? `no reply within ${PATIENCE_MILLISECONDS / 1000} s` : wordsOf(error);
    return { ...none, milliseconds: took(), failure: stop.aborted ? 'stopped' : why };
  }
};
