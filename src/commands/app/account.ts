import { type Numbers, openNumbers } from '../../edge/applications/numbers.ts';
import { type Applications, openApplications } from '../../edge/applications.ts';
import type { Config } from '../../edge/config/config.ts';
import { projectFolder } from '../../edge/config/find-config.ts';
import { loadConfig } from '../../edge/config/load-config.ts';
import type { Sourced, SourcedKey } from '../../edge/credentials/credential-sources.ts';
import { findCredentials, resolveCredentials } from '../../edge/credentials/credentials.ts';
import { askAbout } from '../../edge/emulator/attach.ts';
import { badUsage, Failure } from '../../failure.ts';
import type { World } from '../../world.ts';
import { emulatorOf, findEmulator } from '../emulator-file.ts';
import { emulatorOption } from '../emulator-option.ts';
import type { AccountFlags } from './flags.ts';

/** Whose applications a command is about, and what is known of them besides. */
export interface OpenAccount {
  readonly applications: Applications;
  readonly numbers: Numbers;
  /** The application that arguments, environment, files or config name. */
  readonly named: Sourced | undefined;
  /** True for an emulator's account: nothing there is anybody's live product. */
  readonly emulated: boolean;
  /** True when the account's API is on this machine: it can call what is on this machine, too. */
  readonly isLocal: boolean;
  readonly apiKey: string;
  readonly apiSecret: string;
  readonly privateKey: SourcedKey | undefined;
  /** The config, as far as there is one that can be understood. */
  readonly config: Config | undefined;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Opens the account that the flags speak of: an emulator's with --emulator, else the one whose credentials are found. Says on stderr what
 * is worth knowing about it. `id` is what the command line named. A broken config stops nobody who does not need it; `loaded` is given by who
 * has read it already.
 */
export const openAccount = async (
  flags: AccountFlags & { readonly privateKey?: string },
  id: string | undefined,
  world: World,
  loaded: Promise<Config> = loadConfig(world, { explicit: flags.config, builtIn: false }),
): Promise<OpenAccount> => {
  // `app show --emulator <id>` reads as if the id were the emulator's address.
  const isId = typeof flags.emulator === 'string' && UUID.test(flags.emulator);
  const named = id ?? (isId ? String(flags.emulator) : undefined);
  const emulator = isId ? true : flags.emulator;
  const config = await understoodConfig(loaded, flags.config, world);
  return emulator === undefined
    ? ofVonage(flags, named, config, world)
    : ofEmulator({ ...flags, emulator }, named, config, world);
};

const ofEmulator = async (
  { emulator, privateKey }: { readonly emulator: string | true; readonly privateKey?: string },
  id: string | undefined,
  config: Config | undefined,
  world: World,
): Promise<OpenAccount> => {
  const address = emulator === true ? emulatorOf(world) : emulator;
  const { api, about } = await askAbout(address);
  const account = {
    apiKey: about.apiKey,
    apiSecret: about.apiSecret,
    apiHost: api,
    emulatorOption: emulatorOption(emulator),
  };
  world.secrets.keep(about.apiSecret);
  // Whoever made another application there has its key, as with Vonage; a broken file of credentials stops nobody who needs none.
  const isOwn = id === undefined || id.toLowerCase() === about.applicationId;
  const given = { privateKey, needsPrivateKey: true, directory: config?.directory };
  const theirs = isOwn ? undefined : await findCredentials(world, given).catch(() => undefined);
  return {
    ...account,
    applications: openApplications(account),
    numbers: openNumbers(account),
    named:
      id === undefined
        ? { value: about.applicationId, origin: 'the emulator' }
        : { value: id.toLowerCase(), origin: 'the command line' },
    emulated: true,
    isLocal: true,
    privateKey: theirs?.privateKey ?? {
      value: about.privateKey,
      origin: 'the emulator',
      folder: world.cwd,
    },
    config,
  };
};

/** As a step that `emulatorInstead` takes away, which says it better where an emulator runs. */
const WITHOUT_ACCOUNT =
  'or do without an account: run vonage-flow emulator in another terminal, and add --emulator here';

const ofVonage = async (
  flags: AccountFlags & { readonly privateKey?: string },
  id: string | undefined,
  config: Config | undefined,
  world: World,
): Promise<OpenAccount> => {
  const given = {
    apiKey: flags.apiKey,
    apiSecret: flags.apiSecret,
    applicationId: id,
    privateKey: flags.privateKey,
    needsPrivateKey: true,
    withoutAccount: WITHOUT_ACCOUNT,
    directory: config?.directory ?? (await projectFolder(world.cwd, flags.config)),
    configured:
      config?.application !== undefined && config.file !== undefined
        ? { value: config.application, origin: config.file }
        : undefined,
  };
  const found = await resolveCredentials(world, given).catch(async (error: unknown) => {
    throw findEmulator(world.cwd) === undefined ? error : await emulatorInstead(world, given, error);
  });
  const { apiKey, apiSecret, origin } = found.account;
  const { apiHost, remarks } = found.apiHost;
  for (const remark of [...found.skipped, ...remarks]) world.stderr.write(`${remark}\n`);
  const account = { apiKey, apiSecret, origin, apiHost };
  return {
    apiKey,
    apiSecret,
    applications: openApplications(account),
    numbers: openNumbers(account),
    named: found.applicationId,
    emulated: false,
    isLocal: apiHost !== undefined,
    privateKey: found.privateKey,
    config,
  };
};

/** Who has no credentials but an emulator that runs here most likely means that. */
const emulatorInstead = async (
  world: World,
  given: Parameters<typeof findCredentials>[1],
  error: unknown,
): Promise<unknown> => {
  const found = await findCredentials(world, given).catch(() => undefined);
  if (!(error instanceof Failure) || found === undefined || found.account !== undefined) return error;
  const { what, why, tryThis } = error;
  return badUsage({
    what,
    why,
    tryThis: [
      'use the emulator that runs for this folder: --emulator',
      ...tryThis.filter((step) => step !== WITHOUT_ACCOUNT),
    ],
  });
};

const understoodConfig = async (
  loaded: Promise<Config>,
  explicit: string | undefined,
  world: World,
): Promise<Config | undefined> => {
  try {
    const config = await loaded;
    return config.file === undefined ? undefined : config;
  } catch (error) {
    // Who names a config means it.
    if (!(error instanceof Failure) || explicit !== undefined) throw error;
    world.stderr.write(`The config was passed over: ${error.what}.\n`);
    return undefined;
  }
};
