import { type Application, isApplication } from '../vonage/application.ts';
import { isJsonObject, type JsonObject } from '../vonage/json.ts';
import { apiFailure, withFacts } from './api-failure.ts';
import { type AccountOptions, openSdk, TIMEOUT_MILLISECONDS } from './applications/sdk.ts';
import { oddAnswer } from './odd-answer.ts';
import { unlessAborted } from './unless-aborted.ts';

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
  /** All applications of the account, page by page, as the API lists them. */
  list(): Promise<readonly Application[]>;
  /** Makes an application (POST) and gives the platform's reply, which may hold a private key. */
  create(fields: JsonObject): Promise<Application>;
  /** How many numbers are linked to the application; undefined when that cannot be learned. */
  numbersLinked(id: string): Promise<number | undefined>;
}

export interface Within {
  readonly timeoutMilliseconds?: number;
  /** Ends the waiting, not the request: a PUT that was sent may still take effect. */
  readonly signal?: AbortSignal | undefined;
}

/** Applications on a page of the list; the largest that the API documents (§1.1). */
const PAGE_SIZE = 100;
/** Ends a server that pages without end. */
const MOST_PAGES = 100;
/** A count of numbers only decorates a question, so it may not hold it up for long. */
const NUMBERS_TIMEOUT_MILLISECONDS = 3_000;

/**
 * Opens the Applications API through the unmodified `@vonage/server-sdk`, which is loaded at the first request. Only
 * its authenticated transport is used: its object mapping mangles applications (applications-api.md §4.3).
 */
export const openApplications = (options: AccountOptions): Applications => {
  const { apiHost, restHost, sdk } = openSdk(options);
  const about = { apiHost, keyOrigin: options.origin, emulatorOption: options.emulatorOption };
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

  const askAll = async (
    request: object,
    asked: { readonly thing: string; readonly deed: 'read' | 'write'; readonly verb?: string },
  ): Promise<unknown> => {
    const { applications } = await sdk();
    try {
      const sent = { url: `${apiHost}/v2/applications`, timeout: TIMEOUT_MILLISECONDS, ...request };
      // As above: plain strings on the wire.
      return (await applications.sendRequest<unknown>(sent as never)).data;
    } catch (error) {
      throw await apiFailure(error, { ...about, id: '', ...asked });
    }
  };

  return {
    apiHost,
    list: async () => {
      const found: Application[] = [];
      for (let page = 1; page <= MOST_PAGES; page += 1) {
        const params = { page_size: PAGE_SIZE, page };
        const list = pageIn(
          await askAll({ method: 'GET', params }, { thing: 'the applications', deed: 'read' }),
          apiHost,
        );
        found.push(...list.applications);
        if (page >= list.pages) break;
      }
      return found;
    },
    create: async (fields) => {
      const thing = 'a new application';
      const request = { method: 'POST', type: 'application/json', data: fields };
      const reply = await askAll(request, { thing, deed: 'write', verb: 'make' });
      if (isApplication(reply)) return reply;
      throw withFacts(oddAnswer(thing, apiHost, reply), {
        status: 200,
        passing: false,
        outcomeUnknown: true,
      });
    },
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

/** A 200 may carry an HTML page as a string, or somebody else's JSON (§4.2): only the asked application passes. */
const requireApplication = (
  data: unknown,
  id: string,
  apiHost: string,
  deed: 'read' | 'write',
): Application => {
  if (isApplication(data) && data.id.toLowerCase() === id.toLowerCase()) return data;
  // The PUT may well have been carried out behind the odd answer.
  throw withFacts(oddAnswer(`application ${id}`, apiHost, data), {
    status: 200,
    passing: true,
    outcomeUnknown: deed === 'write',
  });
};

/** A page of the list; how many there are, or one when that is not told. */
const pageIn = (data: unknown, apiHost: string): { applications: Application[]; pages: number } => {
  const embedded = isJsonObject(data) ? data['_embedded'] : undefined;
  const applications = isJsonObject(embedded) ? embedded['applications'] : undefined;
  if (!isJsonObject(data) || !Array.isArray(applications)) throw oddAnswer('the applications', apiHost, data);
  const pages = data['total_pages'];
  return { applications: applications.filter(isApplication), pages: typeof pages === 'number' ? pages : 1 };
};
