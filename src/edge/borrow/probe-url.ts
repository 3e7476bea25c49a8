import { askOrigin, type KnownAnswers, type OriginReply } from './ask-origin.ts';

/** What became of one look at an old webhook URL. */
export interface Probe {
  /** True when nothing can be answering there any more: taking it over harms nobody. */
  readonly dead: boolean;
  /** A few words for people: `answers`, `does not resolve`, `gives no answer` … */
  readonly words: string;
}

/** Failures after which no request of Vonage could have arrived either. */
const DEAD_CODES: Readonly<Record<string, string>> = {
  ENOTFOUND: 'its host does not exist',
  ECONNREFUSED: 'its host refuses connections',
};

/**
 * Hosts that give out addresses for a while. Behind them a gateway's error means that the tunnel is gone; a 404 may as well
 * come from the server of the one who rented the name.
 */
const TUNNEL_HOSTS =
  /\.(loca\.lt|localtunnel\.me|ngrok\.io|ngrok\.app|ngrok\.dev|ngrok-free\.app|ngrok-free\.dev|trycloudflare\.com|serveo\.net)$/i;
const NGROK = /\.ngrok(-free)?\.(io|app|dev)$/i;
const LOCALTUNNEL = /\.(loca\.lt|localtunnel\.me)$/i;

/**
 * True for an address that a tunnel provider gave out, or a localtunnel server of one's own: those give out names under their own.
 *
 * @param servers URLs of such servers
 */
export const isTunnelAddress = (address: string, servers: readonly string[] = []): boolean => {
  if (!URL.canParse(address)) return false;
  const { hostname } = new URL(address);
  return TUNNEL_HOSTS.test(hostname) || isUnder(hostname, servers);
};

const isUnder = (hostname: string, servers: readonly string[]): boolean =>
  servers
    .filter((server) => URL.canParse(server))
    .map((server) => new URL(server).hostname)
    .some((own) => hostname === own || hostname.endsWith(`.${own}`));

/** Statuses of a gateway with nothing behind it. */
const GATEWAY_ERRORS: readonly number[] = [502, 503, 504];

/**
 * True when the answer is that of a tunnel provider about a tunnel that is gone. A 404 counts only with the provider's
 * own sign: ngrok's header, or the bare `404` of localtunnel's server, also one of somebody's own (`servers`).
 */
export const isGoneTunnel = (
  hostname: string,
  { status, headers, body }: OriginReply,
  servers: readonly string[] = [],
): boolean => {
  const isOwn = isUnder(hostname, servers);
  if (!TUNNEL_HOSTS.test(hostname) && !isOwn) return false;
  if (status !== 404) return GATEWAY_ERRORS.includes(status);
  if (NGROK.test(hostname)) return headers.has('ngrok-error-code');
  return (LOCALTUNNEL.test(hostname) || isOwn) && body === '404';
};

/** Enough to know the bare `404`: the rest of a page is nobody's concern. */
const BODY_CHARACTERS = 64;

export interface ProbeOptions {
  readonly signal?: AbortSignal | undefined;
  /** URLs of localtunnel servers of one's own. */
  readonly servers?: readonly string[];
  /** What origins have said already; what this one says joins it. */
  readonly answers?: KnownAnswers | undefined;
}

/**
 * Asks the origin of an old webhook URL once (GET /, never the webhook's own path: that would be an event) whether
 * anything is there. What is not certain counts as alive, so that a person is asked.
 */
export const probeUrl = async (
  address: string,
  { signal, servers = [], answers = new Map() }: ProbeOptions = {},
): Promise<Probe> => {
  if (!URL.canParse(address)) return { dead: true, words: 'is not a URL' };
  const { origin, hostname } = new URL(address);
  const asked = answers.get(origin) ?? askOrigin(origin, { path: '/', most: BODY_CHARACTERS, signal });
  answers.set(origin, asked);
  const answer = await asked;
  if ('failure' in answer) {
    const words = DEAD_CODES[answer.failure];
    return words === undefined ? { dead: false, words: 'gives no clear answer' } : { dead: true, words };
  }
  return isGoneTunnel(hostname, answer, servers)
    ? { dead: true, words: `is a tunnel that is gone (${answer.status})` }
    : { dead: false, words: 'answers' };
};
