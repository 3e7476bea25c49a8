import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describeEmulator } from '../edge/emulator/describe-emulator.ts';
import type { EmulatorAccess } from '../edge/emulator/running-emulator.ts';
import { isLoopbackUrl } from '../edge/is-loopback.ts';
import { OWN_FOLDER, removeOwnFile, writeOwnFile } from '../edge/own-folder.ts';
import { badUsage, wordsOf } from '../failure.ts';
import { printable } from '../text/printable.ts';
import { isJsonObject, type JsonObject, parseJson } from '../vonage/json.ts';
import type { World } from '../world.ts';
import { foldersToTell } from './folders-to-tell.ts';

/** Where a running emulator of a project describes itself (DESIGN §8). */
const DESCRIPTION = 'emulator.json';
const PRIVATE_KEY = 'emulator.key';

export interface Description {
  /** The same as lines of a `.env` file. */
  readonly env: string;
  /** Path of the description; undefined when the folder cannot be written, with `fault` saying why. */
  readonly file: string | undefined;
  readonly fault: string | undefined;
  /** Takes the files away again, unless a later emulator has written its own. */
  remove(): void;
}

/**
 * Writes `.vonage-flow/emulator.json` and the private key beside it, both readable by their owner only, so that
 * `vonage-flow call`, an SDK and the user's app find this emulator. Never throws.
 */
export const writeDescription = (directory: string, emulator: EmulatorAccess): Description => {
  const folder = join(directory, OWN_FOLDER);
  const file = join(folder, DESCRIPTION);
  const keyFile = join(folder, PRIVATE_KEY);
  const { json, env } = describeEmulator(emulator.about, emulator.api, keyFile);
  try {
    writeOwnFile(directory, PRIVATE_KEY, emulator.about.privateKey);
    writeOwnFile(directory, DESCRIPTION, `${JSON.stringify(json, null, 2)}\n`);
  } catch (error) {
    const { env: inlineEnv } = describeEmulator(emulator.about, emulator.api);
    return { env: inlineEnv, file: undefined, fault: wordsOf(error), remove: () => {} };
  }
  return {
    env,
    file,
    fault: undefined,
    remove: () => {
      if (apiOf(descriptionIn(file)) !== emulator.api) return;
      removeOwnFile(file);
      removeOwnFile(keyFile);
    },
  };
};

/**
 * Describes an emulator in the first folder, a project's, and in the second, the working directory, when a search
 * upward from there would miss the first. `remarks` says where that could not be done.
 */
export const describeFor = (
  [project, cwd]: readonly [project: string, cwd: string],
  emulator: EmulatorAccess,
): { readonly remarks: readonly string[]; readonly remove: () => void } => {
  const descriptions = foldersToTell(project, cwd).map((folder) => writeDescription(folder, emulator));
  return {
    remarks: descriptions.flatMap(({ fault }) =>
      fault === undefined
        ? []
        : [
            `Other commands need --emulator ${emulator.api}, for it could not be described in a file: ${fault}`,
          ],
    ),
    remove: () => {
      for (const description of descriptions) description.remove();
    },
  };
};

/** The address of the emulator that runs for this folder or one above it; undefined when none describes itself. */
export const findEmulator = (directory: string): string | undefined => apiOf(findDescription(directory));

/** What that emulator says of itself (`describe-emulator.ts`): its address, and an account that is all made up. */
export const findDescription = (directory: string): JsonObject | undefined => {
  for (let folder = directory; ; folder = dirname(folder)) {
    const description = descriptionIn(join(folder, OWN_FOLDER, DESCRIPTION));
    if (apiOf(description) !== undefined) return description;
    if (dirname(folder) === folder) return undefined;
  }
};

const descriptionIn = (file: string): JsonObject | undefined => {
  if (!existsSync(file)) return undefined;
  const description = parseJson(readFileSync(file, 'utf8'));
  return isJsonObject(description) ? description : undefined;
};

const apiOf = (description: JsonObject | undefined): string | undefined => {
  const api = description?.['api'];
  return typeof api === 'string' ? api : undefined;
};

/** Set by `emulator exec`, and by whoever loads the `.env` block that an emulator prints. */
const HOST_VARIABLE = 'VONAGE_API_HOST';

/** The emulator that the environment names, which a command around this one may have started; else that of the folder. */
export const nearestEmulator = ({ cwd, env }: World): string | undefined => {
  const named = env[HOST_VARIABLE]?.trim() ?? '';
  return isLoopbackUrl(named) ? named : findEmulator(cwd);
};

/** The address of that emulator. @throws Failure when there is none */
export const emulatorOf = (world: World): string => {
  const api = nearestEmulator(world);
  if (api !== undefined) return api;
  const useless = world.env[HOST_VARIABLE]?.trim() ?? '';
  throw badUsage({
    what: 'No emulator runs for this folder',
    ...(useless !== '' && {
      why: `${HOST_VARIABLE} is ${printable(useless)}, which is no http address of this machine.`,
    }),
    tryThis: [
      'start one in another terminal: vonage-flow listen --emulator',
      'or name a running one: --emulator=http://127.0.0.1:4010',
    ],
  });
};
