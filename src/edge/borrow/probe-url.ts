import { codeOf } from '../../failure.ts';

/** What became of one look at an old webhook URL. */
export interface Probe {
  /** True when nothing can be answering there any more: taking it over harms nobody. */
  readonly dead: boolean;
  /** A few words for people: `answers`, `does not resolve`, `gives no answer` … */
  readonly words: string;
}

/** Long enough for a sleeping host to wake; a person waits for the question. */
const PROBE_MILLISECONDS = 3_000;

/** Failures after which no request of Vonage could have arrived either. */
const DEAD_CODES: Readonly<Record<string, string>> = {
  ENOTFOUND: 'its host does not exist',
  ECONNREFUSED: 'its host refuses connections',
};

/**
 * Hosts that give out addresses for a while. Behind them an error page means that the tunnel is gone: 404 and 5xx come
 * from the provider, not from the one who rented the name.
 */
const TUNNEL_HOSTS =
  /\.(loca\.lt|localtunnel\.me|ngrok\.io|ngrok\.app|ngrok\.dev|ngrok-free\.app|ngrok-free\.dev|trycloudflare\.com|serveo\.net)$/i;

/**
 * Asks the origin of an old webhook URL once (GET /, never the webhook's own path: that would be an event) whether
 * anything is there. What is not certain counts as alive, so that a person is asked.
 */
export const probeUrl = async (address: string, signal?: AbortSignal): Promise<Probe> => {
  if (!URL.canParse(address)) return { dead: true, words: 'is not a URL' };
  const url = new URL(address);
  const limit = AbortSignal.timeout(PROBE_MILLISECONDS);
  try {
    const response = await fetch(`${url.origin}/`, {
      redirect: 'manual',
      headers: { 'user-agent': 'vonage-flow' },
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    });
    await response.body?.cancel();
    if (TUNNEL_HOSTS.test(url.hostname) && (response.status === 404 || response.status >= 500)) {
      return { dead: true, words: `is a tunnel that is gone (${response.status})` };
    }
    return { dead: false, words: 'answers' };
  } catch (error) {
    const code = codeOf(error) ?? codeOf(error instanceof Error ? error.cause : undefined) ?? '';
    const words = DEAD_CODES[code];
    return words === undefined ? { dead: false, words: 'gives no clear answer' } : { dead: true, words };
  }
};
