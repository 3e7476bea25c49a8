import type { JsonObject } from '../../vonage/json.ts';
import type { EmulatorAbout } from './running-emulator.ts';

export interface EmulatorDescription {
  /** Content of `.vonage-flow/emulator.json`, which only its owner may read. */
  readonly json: JsonObject;
  /** The same as environment variables, with the names of Vonage's own samples (applications-api.md §5.1). */
  readonly variables: EmulatorVariables;
  /** These as lines of a `.env` file. */
  readonly env: string;
}

export interface EmulatorVariables {
  readonly VONAGE_API_HOST: string;
  readonly VONAGE_API_KEY: string;
  readonly VONAGE_API_SECRET: string;
  readonly VONAGE_APPLICATION_ID: string;
  /** Path of the key, or the PEM itself. */
  readonly VONAGE_PRIVATE_KEY: string;
  readonly VONAGE_SIGNATURE_SECRET: string;
}

/** How others find and use a running emulator. `privateKeyFile` is where the command put the key. */
export const describeEmulator = (
  about: EmulatorAbout,
  api: string,
  privateKeyFile?: string,
): EmulatorDescription => {
  const variables: EmulatorVariables = {
    VONAGE_API_HOST: api,
    VONAGE_API_KEY: about.apiKey,
    VONAGE_API_SECRET: about.apiSecret,
    VONAGE_APPLICATION_ID: about.applicationId,
    VONAGE_PRIVATE_KEY: privateKeyFile ?? about.privateKey,
    VONAGE_SIGNATURE_SECRET: about.signatureSecret,
  };
  return {
    json: {
      api,
      control: `${api}/emulator/v1`,
      applicationId: about.applicationId,
      apiKey: about.apiKey,
      apiSecret: about.apiSecret,
      signatureSecret: about.signatureSecret,
      ...(privateKeyFile === undefined ? { privateKey: about.privateKey } : { privateKeyFile }),
      numbers: about.numbers,
      users: about.users,
    },
    variables,
    env: Object.entries(variables)
      .map(([name, value]) => `${name}=${dotenvValue(value)}\n`)
      .join(''),
  };
};

/** A PEM has lines; in quotes and with \n it is one, which dotenv readers turn back. */
const dotenvValue = (value: string): string => (value.includes('\n') ? JSON.stringify(value) : value);
