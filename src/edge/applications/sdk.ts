import { badUsage } from '../../failure.ts';
import { VONAGE_API } from '../../vonage/hosts.ts';
import { oneLine } from '../one-line.ts';
import { markNumbers, unmarkNumbers } from './exact-numbers.ts';

export interface AccountOptions {
  readonly apiKey: string;
  readonly apiSecret: string;
  /** Where key and secret came from, for the message about a wrong one. */
  readonly origin?: string | undefined;
  /** Another host than Vonage's: the emulator. Numbers are then looked up there as well. */
  readonly apiHost?: string | undefined;
  /** What an emulator was named by, for commands that are advised: ` --emulator`. */
  readonly emulatorOption?: string;
}

/** Numbers live on the older host (applications-api.md §6). */
const REST_HOST = 'https://rest.nexmo.com';
/** The SDK has no time-out of its own (§4.1). Ten seconds: the API answers in well under one, a bad line in a few. */
export const TIMEOUT_MILLISECONDS = 10_000;

export type Sdk = Pick<import('@vonage/server-sdk').Vonage, 'applications' | 'numbers'>;

/** The unmodified `@vonage/server-sdk` for one account, and the bases of the two APIs that are used through it. */
export interface SdkAccess {
  /** Without a slash at the end. */
  readonly apiHost: string;
  readonly restHost: string;
  /** Loads it at the first request. */
  readonly sdk: () => Promise<Sdk>;
}

export const openSdk = (options: AccountOptions): SdkAccess => {
  const { apiKey, apiSecret } = options;
  const apiHost = hostOf(options.apiHost ?? VONAGE_API);
  let loading: Promise<Sdk> | undefined;
  return {
    apiHost,
    restHost: options.apiHost === undefined ? REST_HOST : apiHost,
    sdk: () => {
      loading ??= import('@vonage/server-sdk').then(({ Vonage }) => {
        const sdk = new Vonage({ apiKey, apiSecret }, { apiHost, timeout: TIMEOUT_MILLISECONDS });
        keepNumbers(sdk.applications);
        return sdk;
      });
      return loading;
    },
  };
};

/** What the SDK's client does with a body, before it is sent and when it has come; it lets those who derive from it do something else. */
interface Bodies {
  prepareBody(request: object): string | undefined;
  parseResponse(request: object, response: { text(): Promise<string> }): Promise<unknown>;
}

/**
 * Numbers that JavaScript would round pass through the client as they are: marked strings in what it gives, numbers again in what it sends.
 * Everything else, above all the credentials, is its own affair.
 */
const keepNumbers = (client: object): void => {
  // Declared protected.
  const bodies = client as Bodies;
  const [prepareBody, parseResponse] = [
    bodies.prepareBody.bind(client),
    bodies.parseResponse.bind(client),
  ] as const;
  bodies.prepareBody = (request) => {
    const body = prepareBody(request);
    return body && unmarkNumbers(body);
  };
  bodies.parseResponse = (request, response) => parseResponse(request, withMarkedText(response));
};

const withMarkedText = <R extends { text(): Promise<string> }>(response: R): R =>
  new Proxy(response, {
    get: (target, name) => {
      if (name === 'text') return async () => markNumbers(await target.text());
      const value = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });

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
