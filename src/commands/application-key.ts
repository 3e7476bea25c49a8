import { createPrivateKey, type KeyObject } from 'node:crypto';
import { relative } from 'node:path';
import { projectFolder } from '../edge/config/find-config.ts';
import { loadConfig } from '../edge/config/load-config.ts';
import { type Account, findCredentials } from '../edge/credentials/credentials.ts';
import { readPrivateKey } from '../edge/credentials/private-key.ts';
import { askAbout } from '../edge/emulator/attach.ts';
import { badUsage } from '../failure.ts';
import type { World } from '../world.ts';
import { emulatorOf } from './emulator-file.ts';

/** How a command line says which application is meant. */
export interface ApplicationFlags {
  readonly config?: string;
  readonly app?: string;
  readonly privateKey?: string;
  /** A running emulator's address; true: this folder's. */
  readonly emulator?: string | true | undefined;
}

/** An application and the key that speaks for it. */
export interface ApplicationKey {
  readonly applicationId: string;
  /** Where the id came from, in words. */
  readonly origin: string;
  readonly key: KeyObject;
  readonly keyOrigin: string;
  /** PEM. */
  readonly pem: string;
  /** To look at the application itself, as far as key and secret are found as well. */
  readonly account: Account | undefined;
  /** Where the config says that calls run. */
  readonly region: string | undefined;
  /** Base of the APIs when it is not Vonage's own. */
  readonly apiHost: string | undefined;
  /** Worth saying: an API host that is not Vonage's. */
  readonly remarks: readonly string[];
}

/**
 * The application of an emulator, or that of flags, environment, `.env`, config and the Vonage CLI's files.
 *
 * @param instead what else one can do, as the last step of advice
 * @throws Failure when one of the two, application or key, is missing or unusable
 */
export const findApplicationKey = async (
  flags: ApplicationFlags,
  world: World,
  instead = 'or use the emulator’s: --emulator',
): Promise<ApplicationKey> =>
  flags.emulator === undefined ? ofVonage(flags, world, instead) : ofEmulator(flags.emulator, world);

const ofEmulator = async (named: string | true, world: World): Promise<ApplicationKey> => {
  const { api, about } = await askAbout(named === true ? emulatorOf(world) : named);
  world.secrets.keep(about.privateKey);
  const origin = `the emulator at ${api}`;
  return {
    applicationId: about.applicationId,
    origin,
    key: createPrivateKey(about.privateKey),
    keyOrigin: origin,
    pem: about.privateKey,
    account: undefined,
    region: undefined,
    apiHost: api,
    remarks: [],
  };
};

const ofVonage = async (flags: ApplicationFlags, world: World, instead: string): Promise<ApplicationKey> => {
  const config = await loadConfig(world, { explicit: flags.config, builtIn: false });
  const found = await findCredentials(world, {
    applicationId: flags.app,
    privateKey: flags.privateKey,
    needsPrivateKey: true,
    directory: await projectFolder(world.cwd, flags.config),
    configured:
      config.application !== undefined && config.file !== undefined
        ? { value: config.application, origin: relative(world.cwd, config.file) }
        : undefined,
  });
  const { applicationId, privateKey, apiHost } = found;
  if (applicationId === undefined) {
    throw badUsage({
      what: 'No application is named',
      tryThis: ['name it: --app <id>, VONAGE_APPLICATION_ID, or `application:` in the config file', instead],
    });
  }
  if (privateKey === undefined) {
    throw badUsage({
      what: `The private key of application ${applicationId.value} was not found`,
      why: 'Looked at --private-key, VONAGE_PRIVATE_KEY, .env, .vonagerc and ~/.vonage/config.json.',
      tryThis: ['give its path: --private-key private.key, or VONAGE_PRIVATE_KEY', instead],
    });
  }
  const { key, pem, origin } = await readPrivateKey(world, privateKey);
  return {
    applicationId: applicationId.value,
    origin: applicationId.origin,
    key,
    keyOrigin: origin,
    pem,
    account: found.account,
    region: config.region,
    apiHost: apiHost.apiHost,
    remarks: apiHost.remarks,
  };
};
