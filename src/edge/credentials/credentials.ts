import { badUsage } from '../../failure.ts';
import type { World } from '../../world.ts';
import { oneLine } from '../one-line.ts';
import { type ApiHost, apiHostFrom } from './api-host.ts';
import { readCredentialFiles } from './credential-files.ts';
import {
  type CredentialFlags,
  type CredentialSource,
  fromDotenv,
  fromEnvironment,
  fromFile,
  fromFlags,
  NOTHING,
  type Sourced,
  type SourcedKey,
} from './credential-sources.ts';
import { readDotenv } from './dotenv-file.ts';

/** What was found in flags, environment and files. */
export interface FoundCredentials {
  readonly account: Account | undefined;
  readonly applicationId: Sourced | undefined;
  /** Unread: `readPrivateKey` reads it. */
  readonly privateKey: SourcedKey | undefined;
  readonly signatureSecret: Sourced | undefined;
  /** Where the account's APIs are: an emulator, when the place that names the account (or the environment) says so. */
  readonly apiHost: ApiHost;
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

/** UUID in any version and letter case (applications-api.md §1). */
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Looks through flags, environment, the project's `.env`, `.vonagerc` and `~/.vonage/config.json`, in this order; the first source with a
 * whole pair wins and pairs are never mixed (applications-api.md §5.1; environment and `.env` are our own addition). The
 * CLI's files are read only when something is still missing. Every secret that is found is told to the world, whose outputs hide it.
 * Fails for a broken file and for an application id that is not one.
 */
export const findCredentials = async (
  world: World,
  flags: CredentialFlags = {},
): Promise<FoundCredentials> => {
  const sources = await sourcesOf(world, flags);
  for (const source of sources) keepSecrets(world, source);
  const typed = first(sources, 'applicationId');
  if (typed !== undefined) requireUuid(typed);
  const whole = sources.find(isWhole);
  return {
    account: accountOf(whole),
    // The same id in capitals is the same application; Vonage writes small letters.
    applicationId: typed && { ...typed, value: typed.value.toLowerCase() },
    privateKey: first(sources, 'privateKey'),
    signatureSecret: first(sources, 'signatureSecret'),
    apiHost: apiHostFrom(hostBeside(whole, sources)),
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
        : 'Looked at --api-key and --api-secret, the environment, .env, .vonagerc and ~/.vonage/config.json.',
    tryThis: [
      'set VONAGE_API_KEY and VONAGE_API_SECRET in the environment, or in .env',
      'or give both as flags: --api-key <key> --api-secret <secret>',
      'or in the files of the Vonage CLI: vonage auth set --api-key <key> --api-secret <secret>',
      flags.withoutAccount ?? 'or do without an account: vonage-flow listen --emulator',
    ],
  });
};

/** In the order in which they count; an application that the config names stands between those of the project and those of the user. */
const sourcesOf = async (world: World, flags: CredentialFlags): Promise<CredentialSource[]> => {
  const { configured, directory } = flags;
  const sources = [fromFlags(flags, world.cwd), fromEnvironment(world.env, world.cwd)];
  const has = (name: keyof typeof NOTHING) => first(sources, name) !== undefined;
  const isEnough = () =>
    sources.some(isWhole) && has('applicationId') && (flags.needsPrivateKey !== true || has('privateKey'));
  const dotenv = await readDotenv(folders(world, directory)).catch((error: unknown) => {
    // A file that is not needed may be broken.
    if (isEnough()) return undefined;
    throw error;
  });
  if (dotenv !== undefined) sources.push(fromDotenv(dotenv));
  if (configured !== undefined)
    sources.push({ ...NOTHING, name: configured.origin, applicationId: configured });
  if (isEnough()) return sources;
  return [...sources, ...(await readCredentialFiles(world)).map(fromFile)];
};

const folders = (world: World, directory: string | undefined): readonly string[] =>
  directory === undefined ? [world.cwd] : [world.cwd, directory];

const first = <K extends Exclude<keyof CredentialSource, 'name'>>(
  sources: readonly CredentialSource[],
  name: K,
): CredentialSource[K] => sources.find((source) => source[name] !== undefined)?.[name] as CredentialSource[K];

/** A host counts for the account beside which it stands; one in the environment for every account. */
const hostBeside = (
  whole: CredentialSource | undefined,
  sources: readonly CredentialSource[],
): Sourced | undefined => sources.find(({ name }) => name === 'the environment')?.apiHost ?? whole?.apiHost;

const keepSecrets = (
  { secrets }: World,
  { apiKey, apiSecret, privateKey, signatureSecret }: CredentialSource,
) => {
  for (const secret of [apiSecret, signatureSecret]) if (secret !== undefined) secrets.keep(secret.value);
  if (apiKey !== undefined && apiSecret !== undefined)
    secrets.keep(Buffer.from(`${apiKey.value}:${apiSecret.value}`).toString('base64'));
  // A path is no secret.
  if (privateKey?.value.includes('-----BEGIN')) secrets.keep(privateKey.value);
};

const isWhole = (source: CredentialSource): boolean =>
  source.apiKey !== undefined && source.apiSecret !== undefined;

const accountOf = (source: CredentialSource | undefined): Account | undefined =>
  source?.apiKey && source.apiSecret
    ? { apiKey: source.apiKey.value, apiSecret: source.apiSecret.value, origin: source.name }
    : undefined;

const halfPair = ({ name, apiKey, apiSecret }: CredentialSource): string[] => {
  if ((apiKey === undefined) === (apiSecret === undefined)) return [];
  const [has, lacks] = apiKey === undefined ? ['API secret', 'API key'] : ['API key', 'API secret'];
  return [`There is an ${has} in ${name}, but no ${lacks} beside it; a pair is never mixed from two places.`];
};

const requireUuid = ({ value, origin }: Sourced): void => {
  if (UUID.test(value)) return;
  throw badUsage({
    what: `"${oneLine(value, 60)}" is not the id of a Vonage application (from ${origin})`,
    why: 'An application id is a UUID, 8-4-4-4-12 hexadecimal digits.',
    tryThis: 'copy the id from the application in the Vonage dashboard, or from `vonage-flow app list`',
  });
};
