import type { World } from '../../world.ts';
import type { EmulatorVariables } from './describe-emulator.ts';

/**
 * The environment of a command that runs against an emulator: the user's own, but no credential of a real account in it.
 * What Vonage's samples read is set to the emulator's values, other names of the same things too; a `VONAGE_` or `NEXMO_`
 * variable that looks like any other credential is left out.
 */
export const commandEnvironment = (
  base: World['env'],
  variables: EmulatorVariables,
): Readonly<Record<string, string>> => {
  const kept = Object.entries(base).flatMap(([name, value]): [string, string][] => {
    if (value === undefined) return [];
    if (!OF_VONAGE.test(name) || !CREDENTIAL.test(name)) return [[name, value]];
    const [, same] = OTHER_NAMES.find(([pattern]) => pattern.test(name)) ?? [];
    return same === undefined ? [] : [[name, variables[same]]];
  });
  const alwaysSet = ALSO_SET.map(([name, same]) => [name, variables[same]]);
  return { ...Object.fromEntries(kept), ...Object.fromEntries(alwaysSet), ...variables };
};

/** Names of ours are no names of an account. */
const OF_VONAGE = /^(?:VONAGE|NEXMO)_(?!FLOW_)/i;
const CREDENTIAL = /KEY|SECRET|TOKEN|JWT|PASSWORD|APP(?:LICATION)?_ID/i;

const OTHER_NAMES: readonly (readonly [pattern: RegExp, same: keyof EmulatorVariables])[] = [
  [/SIGNATURE_SECRET$/i, 'VONAGE_SIGNATURE_SECRET'],
  [/API_KEY$/i, 'VONAGE_API_KEY'],
  [/API_SECRET$/i, 'VONAGE_API_SECRET'],
  [/APP(?:LICATION)?_ID$/i, 'VONAGE_APPLICATION_ID'],
  [/PRIVATE_KEY(?:_PATH|_FILE)?$/i, 'VONAGE_PRIVATE_KEY'],
];

/**
 * Further names in Vonage's samples (applications-api.md §5.1). They are set in any case: what an app reads from a `.env`
 * file of its own does not take the place of what is set.
 */
const ALSO_SET: readonly (readonly [name: string, same: keyof EmulatorVariables])[] = [
  ['VONAGE_APP_ID', 'VONAGE_APPLICATION_ID'],
  ['VONAGE_APPLICATION_PRIVATE_KEY_PATH', 'VONAGE_PRIVATE_KEY'],
  ['NEXMO_API_KEY', 'VONAGE_API_KEY'],
  ['NEXMO_API_SECRET', 'VONAGE_API_SECRET'],
];
