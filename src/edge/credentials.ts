import { badUsage } from '../failure.ts';
import type { World } from '../world.ts';
import { type CredentialFile, readCredentialFiles } from './credential-files.ts';
import { oneLine } from './one-line.ts';

/** A value and the words for where it came from (`--api-key`, `VONAGE_API_KEY`, `~/.vonage/config.json`). */
export interface Sourced {
  readonly value: string;
  readonly origin: string;
}

export interface CredentialFlags {
  readonly apiKey?: string | undefined;
  readonly apiSecret?: string | undefined;
  readonly applicationId?: string | undefined;
  readonly signatureSecret?: string | undefined;
  /** `application` of the project's config file: beats the user's files, is beaten by flags and environment. */
  readonly configured?: Sourced | undefined;
}

/** What was found in flags, environment and files. */
export interface FoundCredentials {
  readonly account: Account | undefined;
  readonly applicationId: Sourced | undefined;
  readonly signatureSecret: Sourced | undefined;
  /** Half pairs that were passed over, in words: worth a notice even when another source was complete. */
  readonly skipped: readonly string[];
}

/** The key and its secret, always from one source. */
export interface Account {
  readonly apiKey: string;
  readonly apiSecret: string;
  readonly origin: string;
}

export type Credentials = FoundCredentials & { readonly account: Account };

interface Source {
  readonly name: string;
  readonly apiKey: Sourced | undefined;
  readonly apiSecret: Sourced | undefined;
  readonly applicationId: Sourced | undefined;
  readonly signatureSecret: Sourced | undefined;
}

/** UUID in any version and letter case (applications-api.md §1). */
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Looks through flags, environment, `.vonagerc` and `~/.vonage/config.json`, in this order; the first source with a
 * whole pair wins and pairs are never mixed (applications-api.md §5.1; the environment is our own addition). Files are
 * read only when something is still missing. Fails for a broken file and for an application id that is not one.
 */
export const findCredentials = async (
  world: World,
  flags: CredentialFlags = {},
): Promise<FoundCredentials> => {
  const near = [fromFlags(flags), fromEnvironment(world.env)];
  const { configured } = flags;
  if (configured !== undefined) near.push({ ...NOTHING, name: configured.origin, applicationId: configured });
  // A signature secret is found in no file, so it is no reason to open one.
  const enough = near.some(isWhole) && near.some((source) => source.applicationId !== undefined);
  const sources = enough ? near : [...near, ...(await readCredentialFiles(world)).map(fromFile)];
  const typed = sources.find((source) => source.applicationId !== undefined)?.applicationId;
  if (typed !== undefined) requireUuid(typed);
  // The same id in capitals is the same application; Vonage writes small letters.
  const applicationId = typed && { ...typed, value: typed.value.toLowerCase() };
  return {
    account: accountOf(sources.find(isWhole)),
    applicationId,
    signatureSecret: sources.find((source) => source.signatureSecret !== undefined)?.signatureSecret,
    skipped: sources.flatMap(halfPair),
  };
};

/** As `findCredentials`, and fails when no source holds both key and secret: what is missing, and the ways to give it. */
export const resolveCredentials = async (world: World, flags: CredentialFlags = {}): Promise<Credentials> => {
  const found = await findCredentials(world, flags);
  if (found.account !== undefined) return { ...found, account: found.account };
  throw badUsage({
    what: 'No Vonage API key and secret were found',
    why:
      found.skipped.length > 0
        ? found.skipped.join('\n')
        : 'Looked at --api-key and --api-secret, the environment, .vonagerc and ~/.vonage/config.json.',
    tryThis: [
      'set VONAGE_API_KEY and VONAGE_API_SECRET in the environment',
      'or give both as flags: --api-key <key> --api-secret <secret>',
      'or in the files of the Vonage CLI: vonage auth set --api-key <key> --api-secret <secret>',
      'or do without an account: vonage-flow listen --emulator',
    ],
  });
};

const NOTHING = {
  apiKey: undefined,
  apiSecret: undefined,
  applicationId: undefined,
  signatureSecret: undefined,
};

const sourced = (value: string | undefined, origin: string): Sourced | undefined => {
  const text = value?.trim();
  return text === undefined || text === '' ? undefined : { value: text, origin };
};

const fromFlags = (flags: CredentialFlags): Source => ({
  name: 'the flags',
  apiKey: sourced(flags.apiKey, '--api-key'),
  apiSecret: sourced(flags.apiSecret, '--api-secret'),
  applicationId: sourced(flags.applicationId, '--app'),
  signatureSecret: sourced(flags.signatureSecret, '--signature-secret'),
});

/** Names as in Vonage's own samples (applications-api.md §5.1). */
const fromEnvironment = (env: World['env']): Source => {
  const named = (name: string) => sourced(env[name], name);
  return {
    name: 'the environment',
    apiKey: named('VONAGE_API_KEY'),
    apiSecret: named('VONAGE_API_SECRET'),
    applicationId: named('VONAGE_APPLICATION_ID') ?? named('VONAGE_APP_ID'),
    signatureSecret: named('VONAGE_SIGNATURE_SECRET'),
  };
};

const fromFile = ({ name, values }: CredentialFile): Source => ({
  name,
  apiKey: sourced(values.apiKey, name),
  apiSecret: sourced(values.apiSecret, name),
  applicationId: sourced(values.appId, name),
  signatureSecret: undefined,
});

const isWhole = (source: Source): boolean => source.apiKey !== undefined && source.apiSecret !== undefined;

const accountOf = (source: Source | undefined): Account | undefined =>
  source?.apiKey && source.apiSecret
    ? { apiKey: source.apiKey.value, apiSecret: source.apiSecret.value, origin: source.name }
    : undefined;

const halfPair = ({ name, apiKey, apiSecret }: Source): string[] => {
  if ((apiKey === undefined) === (apiSecret === undefined)) return [];
  const [has, lacks] = apiKey === undefined ? ['API secret', 'API key'] : ['API key', 'API secret'];
  return [`There is an ${has} in ${name}, but no ${lacks} beside it; a pair is never mixed from two places.`];
};

const requireUuid = ({ value, origin }: Sourced): void => {
  if (UUID.test(value)) return;
  throw badUsage({
    what: `"${oneLine(value, 60)}" is not the id of a Vonage application (from ${origin})`,
    why: 'An application id is a UUID, 8-4-4-4-12 hexadecimal digits.',
    tryThis: 'copy the id from the application in the Vonage dashboard, or from `vonage apps list`',
  });
};
