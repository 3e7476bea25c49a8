import { createRequire } from 'node:module';
import { wordsOf } from '../../failure.ts';
import { isJsonObject } from '../../vonage/json.ts';
import { oneLine } from '../one-line.ts';

/** The little of the package's own HTTP client that is needed here. */
interface Axios {
  readonly interceptors: {
    readonly request: Interceptors<Config>;
    readonly response: Interceptors<Answer>;
  };
  readonly CancelToken: { source(): { readonly token: unknown; cancel(why: string): void } };
}
interface Interceptors<T> {
  use(fulfilled: (value: T) => T, rejected?: (error: unknown) => T): number;
  eject(id: number): void;
}
interface Config {
  readonly url?: string;
  timeout?: number;
  maxContentLength?: number;
  cancelToken?: unknown;
}
interface Answer {
  readonly status: number;
  readonly data: unknown;
  readonly config?: Config | undefined;
}

/** One request to the control server; an answer that takes longer is none. */
const REQUEST_MILLISECONDS = 10_000;
/** A registration is a few hundred bytes. */
const LONGEST_ANSWER_BYTES = 64 * 1024;

/**
 * Makes the `localtunnel` package take the first answer of its control server as final. By itself it asks again each
 * second for ever, without a time-out, and loses what the server said (FIELD e1.1): its HTTP client throws at every
 * status that the package means to look at. So until released, requests to this server get a time-out and an end, and
 * whatever goes wrong is handed to the package as the failed reply that it knows how to report.
 */
export const answerOnce = (
  host: string,
  signal: AbortSignal,
): { said(): string | undefined; release(): void } => {
  let said: string | undefined;
  const axios = axiosOfLocaltunnel();
  // A later version of the package may have another client; the deadline around the opening holds all the same.
  if (axios === undefined) return { said: () => said, release: () => undefined };

  const cancel = axios.CancelToken.source();
  const stop = () => cancel.cancel('stopped');
  signal.addEventListener('abort', stop, { once: true });
  const isOurs = (config: Config | undefined): boolean => config?.url?.startsWith(`${host}/`) === true;
  const refused = (words: string): Answer => {
    said = words;
    return { status: 0, data: { message: words } };
  };

  const request = axios.interceptors.request.use((config) => {
    if (!isOurs(config)) return config;
    return {
      ...config,
      timeout: REQUEST_MILLISECONDS,
      maxContentLength: LONGEST_ANSWER_BYTES,
      cancelToken: cancel.token,
    };
  });
  const response = axios.interceptors.response.use(
    (answer) =>
      !isOurs(answer.config) || isRegistration(answer.data) ? answer : refused(wordsOfAnswer(answer)),
    (error) => {
      const { config, response: answer } = partsOf(error);
      // A cancelled request bears no config; only ours are cancelled by this token.
      if (config !== undefined && !isOurs(config)) throw error;
      return refused(answer === undefined ? networkWords(error, signal) : wordsOfAnswer(answer));
    },
  );
  return {
    said: () => said,
    release: () => {
      signal.removeEventListener('abort', stop);
      axios.interceptors.request.eject(request);
      axios.interceptors.response.eject(response);
    },
  };
};

/** The copy that the package itself loads. */
const axiosOfLocaltunnel = (): Axios | undefined => {
  try {
    const here = createRequire(import.meta.url);
    // Only the members above are used; another shape fails the check and counts as another client.
    const axios = createRequire(here.resolve('localtunnel'))('axios') as Partial<Axios>;
    return axios.interceptors && axios.CancelToken ? (axios as Axios) : undefined;
  } catch {
    return undefined;
  }
};

/** The package opens as many connections as it is told, without a look at the number or at the port. */
const MOST_CONNECTIONS = 100;

const isRegistration = (data: unknown): boolean =>
  isJsonObject(data) &&
  typeof data['id'] === 'string' &&
  typeof data['url'] === 'string' &&
  URL.canParse(data['url']) &&
  /^https?:$/.test(new URL(data['url']).protocol) &&
  isWithin(data['port'], 1, 65_535) &&
  (data['max_conn_count'] === undefined || isWithin(data['max_conn_count'], 1, MOST_CONNECTIONS));

const isWithin = (value: unknown, least: number, most: number): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;

const partsOf = (error: unknown): { readonly config?: Config; readonly response?: Answer } =>
  // An error of axios carries the request's config, and the response when there was one.
  typeof error === 'object' && error !== null ? (error as { config?: Config; response?: Answer }) : {};

const wordsOfAnswer = ({ status, data }: Answer): string => {
  if (isJsonObject(data)) {
    const message = typeof data['message'] === 'string' ? data['message'] : undefined;
    return message === undefined
      ? `it answered ${status} without a tunnel`
      : `it said ${status}, "${oneLine(message)}"`;
  }
  const text = typeof data === 'string' ? data : '';
  if (/<html|<!doctype/i.test(text))
    return `it answered ${status} with an HTML page: that is no tunnel server, or it is out of order`;
  return text.trim() === '' ? `it answered ${status} with nothing` : `it said ${status}, "${oneLine(text)}"`;
};

const networkWords = (error: unknown, signal: AbortSignal): string => {
  const words = wordsOf(error);
  if (signal.aborted || /timeout of \d+ms exceeded|ECONNABORTED/.test(words))
    return 'it gave no answer in time';
  return oneLine(words);
};
