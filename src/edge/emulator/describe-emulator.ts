import type { JsonObject } from '../../vonage/json.ts';
import type { EmulatorAbout } from './running-emulator.ts';

export interface EmulatorDescription {
  /** Content of `.vonage-flow/emulator.json`, which only its owner may read. */
  readonly json: JsonObject;
  /** The same as lines of a `.env` file, with the names of Vonage's own samples (applications-api.md §5.1). */
  readonly env: string;
}

/** How others find and use a running emulator. `privateKeyFile` is where the command put the key. */
export const describeEmulator = (
  about: EmulatorAbout,
  api: string,
  privateKeyFile?: string,
): EmulatorDescription => ({
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
  env: [
    `VONAGE_API_HOST=${api}`,
    `VONAGE_API_KEY=${about.apiKey}`,
    `VONAGE_API_SECRET=${about.apiSecret}`,
    `VONAGE_APPLICATION_ID=${about.applicationId}`,
    // A PEM has lines; in quotes and with \n it is one, which dotenv readers turn back.
    `VONAGE_PRIVATE_KEY=${privateKeyFile ?? JSON.stringify(about.privateKey)}`,
    `VONAGE_SIGNATURE_SECRET=${about.signatureSecret}`,
    '',
  ].join('\n'),
});
