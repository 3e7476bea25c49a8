import { badUsage, Failure } from '../failure.ts';
import { type Application, isApplication } from '../vonage/application.ts';
import { isJsonObject } from '../vonage/json.ts';
import { apiFailure, withFacts } from './api-failure.ts';
import { oneLine } from './one-line.ts';

/** The Applications API of one account, as raw JSON. */
export interface Applications {
  /** Base URL without a slash at the end. */
  readonly apiHost: string;
  /** The application as GET gives it. */
  read(id: string, within?: Within): Promise<Application>;
  /**
   * Replaces the application (PUT) and gives the platform's reply. `_links` is left out, everything else goes as it
   * is. What a failed write leaves behind is told by `factsOf` in `api-failure.ts`.
   */
  write(application: Application, within?: Within): Promise<Application>;
  /** How many numbers are linked to the application; undefined when that cannot be learned. */
  numbersLinked(id: string): Promise<number | undefined>;
}

export interface Within {
  readonly timeoutMilliseconds?: number;
  /** Ends the waiting, not the request: a PUT that was sent may still take effect. */
  readonly signal?: AbortSignal | undefined;
}

export interface ApplicationsOptions {
  readonly apiKey: string;
  readonly apiSecret: string;
  /** Where key and secret came from, for the message about a wrong one. */
  readonly origin?: string | undefined;
  /** Another host than Vonage's: the emulator. Numbers are then looked up there as well. */
  readonly apiHost?: string | undefined;
}

const API_HOST = 'https://api.nexmo.com';
/** Numbers live on the older host (applications-api.md §6). */
const REST_HOST = 'https://rest.nexmo.com';
/** The SDK has no time-out of its own (§4.1). Ten seconds: the API answers in well under one, a bad line in a few. */
const TIMEOUT_MILLISECONDS = 10_000;
/** A count of numbers only decorates a question, so it may not hold it up for long. */
const NUMBERS_TIMEOUT_MILLISECONDS = 3_000;

/**
 * Opens the Applications API through the unmodified `@vonage/server-sdk`, which is loaded at the first request. Only
 * its authenticated transport is used: its object mapping mangles applications (applications-api.md §4.3).
 */
export const openApplications = (options: ApplicationsOptions): Applications => {
  const apiHost = hostOf(options.apiHost ?? API_HOST);
  const restHost = options.apiHost === undefined ? REST_HOST : apiHost;
  const about = { apiHost, keyOrigin: options.origin };
  let loading: Promise<Sdk> | undefined;
  const sdk = (): Promise<Sdk> => {
    loading ??= loadSdk(options, apiHost);
    return loading;
  };
  const urlOf = (id: string) => `${apiHost}/v2/applications/${encodeURIComponent(id)}`;

  const ask = async (
    id: string,
    request: object,
    deed: 'read' | 'write',
    within: Within,
  ): Promise<Application> => {
    const { applications } = await sdk();
    let data: unknown;
    try {
      const timeout = within.timeoutMilliseconds ?? TIMEOUT_MILLISECONDS;
      // The SDK's request type wants its own enums for what are plain strings on the wire.
      const sent = applications.sendRequest<unknown>({ url: urlOf(id), timeout, ...request } as never);
      data = (await unlessAborted(sent, within.signal)).data;
    } catch (error) {
      throw await apiFailure(error, { ...about, id, deed });
    }
    return requireApplication(data, id, apiHost, deed);
  };

  return {
    apiHost,
    read: (id, within = {}) => ask(id, { method: 'GET' }, 'read', within),
    write: (application, within = {}) => {
      const { _links, ...data } = application;
      return ask(application.id, { method: 'PUT', type: 'application/json', data }, 'write', within);
    },
    numbersLinked: async (id) => {
      try {
        const { numbers } = await sdk();
        const { data } = await numbers.sendRequest<unknown>({
          url: `${restHost}/account/numbers`,
          method: 'GET',
          params: { application_id: id, size: 1 },
          timeout: NUMBERS_TIMEOUT_MILLISECONDS,
          // As above: plain strings on the wire.
        } as never);
        const count = isJsonObject(data) ? data['count'] : undefined;
        // An account without numbers is answered with `{}`.
        return typeof count === 'number' ? count : isJsonObject(data) && !('count' in data) ? 0 : undefined;
      } catch {
        return undefined;
      }
    },
  };
};

type Sdk = Pick<import('@vonage/server-sdk').Vonage, 'applications' | 'numbers'>;

const loadSdk = async ({ apiKey, apiSecret }: ApplicationsOptions, apiHost: string): Promise<Sdk> => {
  const { Vonage } = await import('@vonage/server-sdk');
  return new Vonage({ apiKey, apiSecret }, { apiHost, timeout: TIMEOUT_MILLISECONDS });
};

const hostOf = (text: string): string => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw badUsage({
      what: `"${oneLine(text, 80)}" is not the URL of an API host`,
      tryThis: 'give it with its scheme, such as http://127.0.0.1:4010',
    });
  }
  return text.replace(/\/+$/, '');
};

const unlessAborted = async <T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> => {
  if (signal === undefined) return work;
  // Nobody looks at a request that was given up, so its later failure is nobody's surprise.
  work.catch(() => undefined);
  let stop: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(new GaveUp());
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
};

/** Known to `apiFailure` by its name. */
class GaveUp extends Error {
  override name = 'AbortError';
}

/** A 200 may carry an HTML page as a string, or somebody else's JSON (§4.2): only the asked application passes. */
const requireApplication = (
  data: unknown,
  id: string,
  apiHost: string,
  deed: 'read' | 'write',
): Application => {
  if (isApplication(data) && data.id.toLowerCase() === id.toLowerCase()) return data;
  const failure = new Failure({
    what: `${apiHost} did not answer with application ${id}`,
    why: `It said 200, but sent ${whatItIs(data)}.`,
    tryThis: [
      'try again in a minute',
      'look whether a proxy or a sign-in page stands between this computer and the API',
    ],
  });
  // The PUT may well have been carried out behind the odd answer.
  throw withFacts(failure, { status: 200, passing: true, outcomeUnknown: deed === 'write' });
};

const whatItIs = (data: unknown): string => {
  if (typeof data === 'string') {
    return /<html|<!doctype/i.test(data)
      ? 'an HTML page'
      : data === ''
        ? 'an empty body'
        : `"${oneLine(data, 80)}"`;
  }
  if (data === null || data === undefined) return 'a body that is not whole JSON';
  return isJsonObject(data)
    ? `an object with ${oneLine(Object.keys(data).join(', '), 80) || 'no keys'}`
    : 'something else';
};
