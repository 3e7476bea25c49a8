import type { Config } from '../../edge/config/config.ts';
import { findCredentials, resolveCredentials } from '../../edge/credentials/credentials.ts';
import { attachEmulator } from '../../edge/emulator/attach.ts';
import { startEmulatorHost } from '../../edge/emulator/host.ts';
import type { KeepPush } from '../../edge/emulator/keep-push.ts';
import type { EmulatorAccess } from '../../edge/emulator/running-emulator.ts';
import { badUsage } from '../../failure.ts';
import type { World } from '../../world.ts';
import { mediaOptions, stateOptions } from '../emulator/host-options.ts';
import { describeFor } from '../emulator-file.ts';
import { keepPort, lastPort } from '../last-port.ts';
import type { ListenFlags } from './flags.ts';

/** Where the application of a run lives: at Vonage, or in an emulator. */
export interface Source {
  /** Undefined when the application is left alone (`--no-configure`) and nobody said which it is. */
  readonly account:
    | { readonly apiKey: string; readonly apiSecret: string; readonly origin: string | undefined }
    | undefined;
  readonly applicationId: string | undefined;
  readonly signatureSecret: string | undefined;
  /** Base of the APIs when it is not Vonage's own. */
  readonly apiHost: string | undefined;
  readonly emulator: EmulatorAccess | undefined;
  /** Worth saying: half pairs of credentials that were passed over, an API host that is not Vonage's. */
  readonly remarks: readonly string[];
  readonly close: () => Promise<void>;
}

/** Starts or finds the emulator, or looks the real credentials up. Fails when they are needed and missing. */
export const findSource = async (
  flags: ListenFlags,
  config: Config,
  world: World,
  keepPush: KeepPush,
): Promise<Source> => {
  if (typeof flags.emulator === 'string') {
    const emulator = await attachEmulator(flags.emulator);
    const source = ofEmulator(emulator, () => emulator.close());
    // One that runs may hold several: those it was started with, and those made since.
    return { ...source, applicationId: flags.app ?? source.applicationId };
  }
  if (flags.emulator) {
    const emulator = await startEmulatorHost({
      clock: world.clock,
      // An app that is open in a browser knows no other address.
      ratherPort: lastPort(config.directory),
      seed: flags.seed ?? world.chance.hex(8),
      speed: flags.speed ?? 1,
      numbers: config.numbers,
      users: config.users,
      ...stateOptions(flags, world),
      ...mediaOptions(world),
      keepPush,
      ...(flags.fault && { faults: flags.fault }),
      ...(flags.shuffle !== undefined && { shuffleMs: flags.shuffle }),
    });
    keepPort(config.directory, emulator.api);
    const { remarks, remove } = describeFor([config.directory, world.cwd], emulator);
    return ofEmulator(
      emulator,
      () => {
        remove();
        return emulator.close();
      },
      remarks,
    );
  }
  return ofVonage(flags, config, world);
};

const ofEmulator = (
  emulator: EmulatorAccess,
  close: () => Promise<void>,
  remarks: readonly string[] = [],
): Source => ({
  account: { apiKey: emulator.about.apiKey, apiSecret: emulator.about.apiSecret, origin: undefined },
  applicationId: emulator.about.applicationId,
  signatureSecret: emulator.about.signatureSecret,
  apiHost: emulator.api,
  emulator,
  remarks,
  close,
});

const ofVonage = async (flags: ListenFlags, config: Config, world: World): Promise<Source> => {
  const given = {
    apiKey: flags.apiKey,
    apiSecret: flags.apiSecret,
    applicationId: flags.app,
    signatureSecret: flags.signatureSecret,
    directory: config.directory,
    configured:
      config.application !== undefined && config.file !== undefined
        ? { value: config.application, origin: config.file }
        : undefined,
  };
  const found = flags.configure
    ? await resolveCredentials(world, given)
    : await findCredentials(world, given);
  if (flags.configure && found.applicationId === undefined) {
    throw badUsage({
      what: 'No application is named',
      why: 'The webhooks of one application are borrowed while this listener runs.',
      tryThis: [
        'name it: --app <id>, VONAGE_APPLICATION_ID, or `application:` in the config file',
        'its id stands in the dashboard under Applications',
        'or leave all applications alone: --no-configure',
      ],
    });
  }
  return {
    account: found.account,
    applicationId: found.applicationId?.value,
    signatureSecret: found.signatureSecret?.value,
    apiHost: flags.configure ? found.apiHost.apiHost : undefined,
    emulator: undefined,
    // With `--no-configure` no API is asked, so its host is of no matter.
    remarks: [...found.skipped, ...(flags.configure ? found.apiHost.remarks : [])],
    close: async () => {},
  };
};
