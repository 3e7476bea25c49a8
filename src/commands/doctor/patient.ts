import type { Config } from '../../edge/config/config.ts';
import { projectFolder } from '../../edge/config/find-config.ts';
import { loadConfig } from '../../edge/config/load-config.ts';
import { type FoundCredentials, findCredentials } from '../../edge/credentials/credentials.ts';
import { isPortFree } from '../../edge/doctor/is-port-free.ts';
import { DEFAULT_PORT } from '../../edge/listener.ts';
import type { Application } from '../../vonage/application.ts';
import { VONAGE_API } from '../../vonage/hosts.ts';
import type { World } from '../../world.ts';
import { type OpenAccount, openAccount } from '../app/account.ts';
import { emulatorOption } from '../emulator-option.ts';
import type { DoctorFlags } from './flags.ts';

/** What several checks look at. Each part is fetched once, when it is first asked for; each may throw a Failure. */
export interface Patient {
  readonly world: World;
  readonly flags: DoctorFlags;
  /** Without a config: an empty one. */
  readonly config: () => Promise<Config>;
  /** Of `listen`; 0: any. */
  readonly port: () => Promise<number>;
  /** Whether somebody named it. */
  readonly isPortNamed: () => Promise<boolean>;
  readonly isPortFree: () => Promise<boolean>;
  readonly credentials: () => Promise<FoundCredentials>;
  readonly account: () => Promise<OpenAccount>;
  /** Undefined when no application is named, or nobody can be asked about it: other checks say so. */
  readonly application: () => Promise<Application | undefined>;
  /** What the application check alone says. */
  readonly readApplication: () => Promise<Application | undefined>;
  /** A command line to copy, about the account that is looked at: `app list`. */
  readonly commandLine: (rest: string) => string;
}

export const newPatient = (flags: DoctorFlags, world: World): Patient => {
  const config = once(() => loadConfig(world, { explicit: flags.config, builtIn: false }));
  const credentials = once(async () => {
    const { application, file } = await config().catch(() => NO_CONFIG);
    return findCredentials(world, {
      apiKey: flags.apiKey,
      apiSecret: flags.apiSecret,
      applicationId: flags.app,
      privateKey: flags.privateKey,
      signatureSecret: flags.signatureSecret,
      needsPrivateKey: true,
      directory: await projectFolder(world.cwd, flags.config),
      configured:
        application !== undefined && file !== undefined ? { value: application, origin: file } : undefined,
    });
  });
  const named = async () => flags.port ?? (await config().catch(() => undefined))?.port;
  const port = async () => (await named()) ?? DEFAULT_PORT;
  const account = once(() => openAccount(flags, flags.app, silent(world), config()));
  const readApplication = once(async () => {
    const { applications, named } = await account();
    return named && applications.read(named.value, { signal: world.stop.requested });
  });
  return {
    world,
    flags,
    config,
    port,
    isPortNamed: async () => (await named()) !== undefined,
    // Once: another check takes it for a moment.
    isPortFree: once(async () => isPortFree(await port())),
    credentials,
    account,
    readApplication,
    application: () => readApplication().catch(() => undefined),
    commandLine: (rest) => `vonage-flow ${rest}${emulatorOption(flags.emulator)}`,
  };
};

const NO_CONFIG: Pick<Config, 'application' | 'file'> = { file: undefined };

const once = <T>(make: () => Promise<T>): (() => Promise<T>) => {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    // Whoever asks hears of a failure; until somebody does, it is nobody's surprise.
    made.catch(() => undefined);
    return made;
  };
};

/** The same world, where remarks of others are not heard: the findings say them. */
const silent = (world: World): World =>
  Object.create(world, {
    stderr: { value: Object.create(world.stderr, { write: { value: () => undefined } }) },
  });

/** Where the account's APIs are, also when there is no account. */
export const apiHostOf = async ({ account }: Patient): Promise<string> =>
  (await account().catch(() => undefined))?.applications.apiHost ?? VONAGE_API;
