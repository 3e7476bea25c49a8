import { badUsage } from '../../failure.ts';
import { VONAGE_API } from '../../vonage/hosts.ts';
import { oneLine } from '../one-line.ts';

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
      loading ??= import('@vonage/server-sdk').then(
        ({ Vonage }) => new Vonage({ apiKey, apiSecret }, { apiHost, timeout: TIMEOUT_MILLISECONDS }),
      );
      return loading;
    },
  };
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
