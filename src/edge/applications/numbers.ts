import { Failure } from '../../failure.ts';
import { isJsonObject, type Json, type JsonObject } from '../../vonage/json.ts';
import { apiFailure, withFacts } from '../api-failure.ts';
import { oneLine } from '../one-line.ts';
import { type AccountOptions, openSdk } from './sdk.ts';

/** A number of the account (applications-api.md §6). */
export interface AccountNumber {
  readonly msisdn: string;
  /** Two letters. */
  readonly country: string;
  readonly type: string | undefined;
  readonly features: readonly string[];
  /** The application that it is linked to. */
  readonly application: string | undefined;
  /** Where calls go instead of to the application: `sip` and `tel` win over its voice capability. */
  readonly voiceCallbackType: string | undefined;
  readonly voiceCallbackValue: string | undefined;
  /** What else is set for it and goes along with every update, as on the wire: a URL for messages, a SIP address. */
  readonly settings: Readonly<Record<string, string>>;
}

/** The numbers of one account. */
export interface Numbers {
  /** All of them, or those linked to an application. */
  list(application?: string): Promise<readonly AccountNumber[]>;
  /** Links a number to an application, or to none; all else that is set for it stays. Fails when the platform does not confirm it. */
  link(number: AccountNumber, application: string | undefined): Promise<void>;
}

/** The API's largest page is not documented beyond this. */
const PAGE_SIZE = 100;
/** More numbers than any account shows at a terminal; ends a server that pages without end. */
const MOST_PAGES = 100;

/** Opens the numbers of an account, through the SDK's authenticated transport. Its failures are told as those of applications are. */
export const openNumbers = (options: AccountOptions): Numbers => {
  const { restHost, sdk } = openSdk(options);
  const about = (thing: string, deed: 'read' | 'write') => ({
    apiHost: restHost,
    id: '',
    thing,
    deed,
    keyOrigin: options.origin,
  });
  const page = async (index: number, application: string | undefined): Promise<JsonObject> => {
    const asked = about('the numbers', 'read');
    const { numbers } = await sdk();
    let data: unknown;
    try {
      const params = { size: PAGE_SIZE, index, ...(application && { application_id: application }) };
      // The SDK's request type wants its own enums for what are plain strings on the wire.
      const request = { url: `${restHost}/account/numbers`, method: 'GET', params } as never;
      ({ data } = await numbers.sendRequest<unknown>(request));
    } catch (error) {
      throw await apiFailure(error, asked);
    }
    if (isJsonObject(data)) return data;
    throw noNumbers(restHost);
  };
  return {
    list: async (application) => {
      const found: AccountNumber[] = [];
      for (let index = 1; index <= MOST_PAGES; index += 1) {
        // An account without numbers is answered with `{}`.
        const { numbers = [], count } = await page(index, application);
        const here = Array.isArray(numbers) ? numbers.filter(isJsonObject).map(numberOf) : [];
        found.push(...here);
        if (here.length < PAGE_SIZE || found.length >= Number(count)) break;
      }
      // An emulator or a proxy that does not know the filter gives all of them.
      return application === undefined ? found : found.filter((one) => one.application === application);
    },
    link: async ({ country, msisdn, settings }, application) => {
      const thing = `number ${msisdn}`;
      let reply: unknown;
      try {
        const { numbers } = await sdk();
        // Whether an update keeps what it does not name is not documented. Vonage's own CLI sends everything again, and unlinks by
        // leaving `app_id` out (vonage-cli 3, apps numbers link, unlink).
        const form = {
          country,
          msisdn,
          ...settings,
          ...(application !== undefined && { app_id: application }),
        };
        reply = (await numbers.sendFormSubmitRequest<unknown>(`${restHost}/number/update`, form)).data;
      } catch (error) {
        throw await apiFailure(error, { ...about(thing, 'write'), verb: 'link' });
      }
      if (isJsonObject(reply) && String(reply['error-code']) === '200') return;
      const label = isJsonObject(reply) ? reply['error-code-label'] : undefined;
      throw withFacts(
        new Failure({
          what: `Vonage did not ${application === undefined ? 'unlink' : 'link'} ${thing}`,
          why: typeof label === 'string' ? `The API says: ${oneLine(label)}` : undefined,
          tryThis: 'look at the number in the Vonage dashboard',
        }),
        { status: 200, passing: false, outcomeUnknown: true },
      );
    },
  };
};

/** Parameters of an update besides the application, by the names that the list has for them (Numbers API; @vonage/numbers). */
const SETTINGS = [
  'moHttpUrl',
  'moSmppSysType',
  'voiceCallbackType',
  'voiceCallbackValue',
  'voiceStatusCallback',
];

const text = (value: Json | undefined): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

const numberOf = (number: JsonObject): AccountNumber => ({
  msisdn: String(number['msisdn'] ?? ''),
  country: text(number['country']) ?? '',
  type: text(number['type']),
  features: Array.isArray(number['features']) ? number['features'].map(String) : [],
  application: text(number['app_id'])?.toLowerCase(),
  voiceCallbackType: text(number['voiceCallbackType']),
  voiceCallbackValue: text(number['voiceCallbackValue']),
  settings: Object.fromEntries(
    SETTINGS.flatMap((name) => {
      const value = text(number[name]);
      return value === undefined ? [] : [[name, value]];
    }),
  ),
});

const noNumbers = (restHost: string): Failure =>
  new Failure({
    what: `${restHost} did not answer with the numbers of the account`,
    why: 'It said 200, but what it sent is no JSON object.',
    tryThis: [
      'try again in a minute',
      'look whether a proxy or a sign-in page stands between this computer and the API',
    ],
  });
