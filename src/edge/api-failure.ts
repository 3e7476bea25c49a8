import { codeOf, Failure, type FailureParts } from '../failure.ts';
import { isJsonObject } from '../vonage/json.ts';
import { oneLine } from './one-line.ts';

/** What a request was about, for the words of its failure. */
export interface ApiRequest {
  readonly apiHost: string;
  readonly id: string;
  /** What it was about when it was no single application: `the numbers`. */
  readonly thing?: string;
  /** What was to be done with it: `make`, `link`. */
  readonly verb?: string;
  readonly deed: 'read' | 'write';
  readonly keyOrigin: string | undefined;
  /** What an emulator's account was named by, for commands that are advised: ` --emulator`. */
  readonly emulatorOption?: string | undefined;
}

/** The body of an error reply is read for its detail at most this long; it comes with the status or not at all. */
const DETAIL_TIMEOUT_MILLISECONDS = 1_000;

/** What a program may conclude from a failed request. */
export interface ApiFacts {
  /** The HTTP status of the reply; undefined when there was none. */
  readonly status: number | undefined;
  /** The same request may well succeed a moment later. */
  readonly passing: boolean;
  /**
   * True for a write after which nobody knows whether the platform changed the application: a time-out, a connection
   * that broke, half an answer, a 5xx of a gateway. Only a GET can tell then.
   */
  readonly outcomeUnknown: boolean;
}

const factsByFailure = new WeakMap<object, ApiFacts>();

/** The facts of a failure that came from `Applications`; undefined for every other thrown value. */
export const factsOf = (error: unknown): ApiFacts | undefined =>
  typeof error === 'object' && error !== null ? factsByFailure.get(error) : undefined;

/** Notes the facts of a failure and returns it. */
export const withFacts = (failure: Failure, facts: ApiFacts): Failure => {
  factsByFailure.set(failure, facts);
  return failure;
};

/**
 * The SDK's errors in our words. The originals hold the Authorization header (applications-api.md §4.2), so neither
 * they nor their text go any further, not even as a cause.
 */
export const apiFailure = async (error: unknown, request: ApiRequest): Promise<Failure> => {
  const response = responseOf(error);
  if (response !== undefined && !response.ok) {
    const { status } = response;
    return withFacts(statusFailure(status, await detailOf(response), request), {
      status,
      passing: status === 429 || status >= 500,
      // Behind a gateway's 5xx the change may have been made; everything else was turned away at the door.
      outcomeUnknown: request.deed === 'write' && status >= 500,
    });
  }
  const failure = response === undefined ? networkFailure(error, request) : halfAnswer(request);
  return withFacts(failure, {
    status: response?.status,
    passing: true,
    outcomeUnknown: request.deed === 'write',
  });
};

const thingOf = ({ thing, id }: ApiRequest): string => thing ?? `application ${id}`;

const halfAnswer = (request: ApiRequest): Failure =>
  new Failure({
    what: `The answer of ${request.apiHost} about ${thingOf(request)} is not whole JSON`,
    why: 'It ended too early, or something on the way changed it.',
    tryThis: 'try again in a minute',
  });

export interface ErrorResponse {
  readonly ok: boolean;
  readonly status: number;
  text(): Promise<string>;
}

/** The reply that an error of the SDK carries; undefined when there was none. */
export const responseOf = (error: unknown): ErrorResponse | undefined => {
  const response =
    typeof error === 'object' && error !== null && 'response' in error ? error.response : undefined;
  // VetchError carries the fetch Response of the SDK's transport.
  return typeof response === 'object' && response !== null && 'status' in response
    ? (response as ErrorResponse)
    : undefined;
};

/** Title, detail and bad parameters of a problem+json body (§1.2), or what else was sent, in one line. */
export const detailOf = async (response: ErrorResponse): Promise<string | undefined> => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooSlow = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, DETAIL_TIMEOUT_MILLISECONDS, undefined);
  });
  const text = await Promise.race([response.text().catch(() => undefined), tooSlow]);
  clearTimeout(timer);
  if (text === undefined || text.trim() === '') return undefined;
  try {
    const body: unknown = JSON.parse(text);
    if (!isJsonObject(body)) return undefined;
    const parameters = Array.isArray(body['invalid_parameters'])
      ? body['invalid_parameters'].filter(isJsonObject)
      : [];
    const words = sentences([
      ...[body['title'], body['detail']].filter((part) => typeof part === 'string'),
      parameters.map(({ name, reason }) => `${String(name)} ${String(reason)}`).join('; '),
    ]);
    return words === '' ? undefined : `The API says: ${oneLine(words, 400)}`;
  } catch {
    return /<html|<!doctype/i.test(text)
      ? 'The answer was an HTML page.'
      : `The answer was: ${oneLine(sentences([text]))}`;
  }
};

/** Each text as a sentence, for more words may follow; a detail that only repeats the title is told once. */
const sentences = (texts: readonly string[]): string => {
  const bare = new Set(texts.map((text) => text.trim().replace(/\.$/, '')));
  return [...bare]
    .filter((text) => text !== '')
    .map((text) => (/[.!?…]$/.test(text) ? text : `${text}.`))
    .join(' ');
};

const statusFailure = (status: number, detail: string | undefined, request: ApiRequest): Failure => {
  const { apiHost, id, thing, deed, keyOrigin, verb = deed === 'write' ? 'change' : 'show' } = request;
  const fail = (parts: FailureParts) =>
    new Failure({ ...parts, why: [parts.why, detail].filter(Boolean).join(' ') || undefined });
  if (status === 401 || status === 403) {
    return fail({
      what: `Vonage does not accept the API key and secret${keyOrigin === undefined ? '' : ` from ${keyOrigin}`} (${status})`,
      why: 'One of the two is wrong, or they belong to different accounts.',
      tryThis: 'copy both from the API settings in the Vonage dashboard',
    });
  }
  if (status === 404 && thing === undefined) {
    return fail({
      what: `There is no application ${id} (404)`,
      why: `It does not exist, or belongs to another account than the API key${keyOrigin === undefined ? '' : ` from ${keyOrigin}`}.`,
      tryThis:
        request.emulatorOption === undefined
          ? 'compare the id and the account in the Vonage dashboard, or look at all: vonage-flow app list'
          : `look at all: vonage-flow app list${request.emulatorOption}`,
    });
  }
  if (status === 409) {
    return fail({
      what: `Vonage refused to ${verb} ${thingOf(request)} (409)`,
      why: 'Somebody else may be changing it right now.',
      tryThis: 'try again in a minute',
    });
  }
  if (status === 429 || status >= 500) {
    return fail({
      what:
        status === 429
          ? `${apiHost} gets too many requests from this account (429)`
          : `${apiHost} has a fault of its own (${status})`,
      tryThis: 'wait a minute, then try again',
    });
  }
  return fail({
    what: `Vonage refused to ${verb} ${thingOf(request)} (${status})`,
    tryThis: 'look at what the API says; if the application itself looks right, please report this',
  });
};

/** What a network error code means to a person. Never the error's own text: it may hold a URL with a password. */
const NETWORK_WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'the name is not known: no such host, or no internet',
  EAI_AGAIN: 'no name server answered: is this computer online?',
  ECONNRESET: 'the connection broke',
  EPIPE: 'the connection broke',
  ETIMEDOUT: 'the connection was not answered',
  EHOSTUNREACH: 'there is no way to that host',
  ENETUNREACH: 'there is no way to that network',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'a certificate on the way is self-signed, as behind a company proxy',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate cannot be verified',
};

const networkFailure = (error: unknown, { apiHost }: ApiRequest): Failure =>
  new Failure({
    what: `${apiHost} could not be asked`,
    why: wordsOfNetwork(error),
    tryThis: 'check the connection to the internet, then try again',
  });

/** Why there was no reply, one sentence. */
export const wordsOfNetwork = (error: unknown): string => {
  const name = error instanceof Error ? error.name : '';
  const code = codeOf(error) ?? codeOf(error instanceof Error ? error.cause : undefined);
  return name === 'AbortError'
    ? 'There was no answer in time.'
    : `The reason: ${NETWORK_WORDS[code ?? ''] ?? 'the answer ended too early or was not HTTP'}${code === undefined ? '' : ` (${code})`}.`;
};
