import { request } from 'undici';
import { wordsOf } from '../../failure.ts';

/** A person waits; whoever has not answered by then is as good as away. */
const TIMEOUT_MILLISECONDS = 5_000;

export type AskedDate =
  /** Milliseconds since 1970, by the clock there; undefined when it does not tell. */
  { readonly ok: true; readonly date: number | undefined } | { readonly ok: false; readonly why: string };

/** Asks for the head of a host's page: whatever it answers, it is there, and its Date header tells the time. No credentials go along. */
export const askDate = async (url: string): Promise<AskedDate> => {
  try {
    const { headers, body } = await request(url, {
      method: 'HEAD',
      signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
    });
    await body.dump();
    const date = Date.parse(String(headers['date'] ?? ''));
    return { ok: true, date: Number.isNaN(date) ? undefined : date };
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    return {
      ok: false,
      why: name === 'TimeoutError' ? `no answer within ${TIMEOUT_MILLISECONDS / 1000} s` : wordsOf(error),
    };
  }
};
