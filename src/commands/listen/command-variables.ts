import { commandEnvironment } from '../../edge/emulator/command-environment.ts';
import { describeEmulator } from '../../edge/emulator/describe-emulator.ts';
import type { PrivateFolder } from '../../edge/private-folder.ts';
import type { World } from '../../world.ts';
import type { RunDesk } from './desk.ts';
import type { Source } from './source.ts';

/**
 * The environment of a command that `listen` starts: the user's own, with the addresses of this run. With an emulator
 * also what leads an SDK there, and no credential of a real account.
 */
export const commandVariables = (
  { publicUrl, addresses }: Pick<RunDesk, 'publicUrl' | 'addresses'>,
  { emulator }: Pick<Source, 'emulator'>,
  { env, stdout }: Pick<World, 'env' | 'stdout'>,
  folder: Pick<PrivateFolder, 'write'>,
): Readonly<Record<string, string>> => {
  const { urls } = addresses;
  return {
    ...(emulator
      ? commandEnvironment(
          env,
          describeEmulator(
            emulator.about,
            emulator.api,
            folder.write('private.key', emulator.about.privateKey),
          ).variables,
        )
      : definedOnly(env)),
    ...colours(env, stdout.colorLevel),
    VONAGE_FLOW_URL: publicUrl,
    VONAGE_FLOW_ANSWER_URL: urls['answer'] ?? '',
    VONAGE_FLOW_EVENT_URL: urls['event'] ?? '',
    VONAGE_FLOW_FALLBACK_URL: urls['fallback'] ?? '',
    VONAGE_FLOW_RTC_EVENT_URL: urls['rtc'] ?? '',
  };
};

const definedOnly = (env: World['env']): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );

/** It does not see the terminal that its lines are shown on. */
const colours = (env: World['env'], level: number): Readonly<Record<string, string>> =>
  level === 0 || env['NO_COLOR'] !== undefined || env['FORCE_COLOR'] !== undefined
    ? {}
    : { FORCE_COLOR: String(level) };
