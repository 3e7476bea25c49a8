import type { World } from '../../world.ts';
import type { CredentialFile } from './credential-files.ts';
import type { DotenvFile } from './dotenv-file.ts';

/** A value and the words for where it came from (`--api-key`, `VONAGE_API_KEY`, `VONAGE_API_KEY in .env`, `~/.vonage/config.json`). */
export interface Sourced {
  readonly value: string;
  readonly origin: string;
}

/** A private key as it was given, unread: a path, or the text itself. */
export interface SourcedKey extends Sourced {
  /** The folder that a relative path starts from. */
  readonly folder: string;
}

export interface CredentialFlags {
  readonly apiKey?: string | undefined;
  readonly apiSecret?: string | undefined;
  readonly applicationId?: string | undefined;
  readonly privateKey?: string | undefined;
  readonly signatureSecret?: string | undefined;
  /** `application` of the project's config file: beats the user's files, is beaten by flags, environment and `.env`. */
  readonly configured?: Sourced | undefined;
  /** Folder of the project, where a `.env` is looked for after the working directory. */
  readonly directory?: string | undefined;
  /** True for who wants the application's private key: it is then worth opening files for. */
  readonly needsPrivateKey?: boolean;
  /** How the command does without an account, as the last step of advice. */
  readonly withoutAccount?: string;
}

/** One place where credentials may be, and what it holds. */
export interface CredentialSource {
  readonly name: string;
  readonly apiKey: Sourced | undefined;
  readonly apiSecret: Sourced | undefined;
  readonly applicationId: Sourced | undefined;
  readonly privateKey: SourcedKey | undefined;
  readonly signatureSecret: Sourced | undefined;
  /** `VONAGE_API_HOST`, as it stands there. */
  readonly apiHost: Sourced | undefined;
}

export const NOTHING: Omit<CredentialSource, 'name'> = {
  apiKey: undefined,
  apiSecret: undefined,
  applicationId: undefined,
  privateKey: undefined,
  signatureSecret: undefined,
  apiHost: undefined,
};

const sourced = (value: string | undefined, origin: string): Sourced | undefined => {
  const text = value?.trim();
  return text === undefined || text === '' ? undefined : { value: text, origin };
};

const inFolder = (key: Sourced | undefined, folder: string): SourcedKey | undefined =>
  key && { ...key, folder };

export const fromFlags = (flags: CredentialFlags, cwd: string): CredentialSource => ({
  ...NOTHING,
  name: 'the flags',
  apiKey: sourced(flags.apiKey, '--api-key'),
  apiSecret: sourced(flags.apiSecret, '--api-secret'),
  applicationId: sourced(flags.applicationId, '--app'),
  privateKey: inFolder(sourced(flags.privateKey, '--private-key'), cwd),
  signatureSecret: sourced(flags.signatureSecret, '--signature-secret'),
});

/** Names as in Vonage's own samples, the usual one first (applications-api.md §5.1). */
const fromVariables = (
  name: string,
  variables: World['env'],
  folder: string,
  where: string,
): CredentialSource => {
  const first = (...names: string[]): Sourced | undefined =>
    names.map((one) => sourced(variables[one], `${one}${where}`)).find((one) => one !== undefined);
  return {
    name,
    apiKey: first('VONAGE_API_KEY'),
    apiSecret: first('VONAGE_API_SECRET'),
    applicationId: first('VONAGE_APPLICATION_ID', 'VONAGE_APP_ID'),
    privateKey: inFolder(
      first('VONAGE_PRIVATE_KEY', 'VONAGE_APPLICATION_PRIVATE_KEY_PATH', 'VONAGE_PRIVATE_KEY_PATH'),
      folder,
    ),
    signatureSecret: first('VONAGE_SIGNATURE_SECRET'),
    apiHost: first('VONAGE_API_HOST'),
  };
};

export const fromEnvironment = (env: World['env'], cwd: string): CredentialSource =>
  fromVariables('the environment', env, cwd, '');

export const fromDotenv = ({ folder, variables }: DotenvFile): CredentialSource =>
  fromVariables('.env', variables, folder, ' in .env');

export const fromFile = ({ name, folder, values }: CredentialFile): CredentialSource => ({
  ...NOTHING,
  name,
  apiKey: sourced(values.apiKey, name),
  apiSecret: sourced(values.apiSecret, name),
  applicationId: sourced(values.appId, name),
  privateKey: inFolder(sourced(values.privateKey, name), folder),
});
