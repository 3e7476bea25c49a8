import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { findCredentials } from '../../edge/credentials/credentials.ts';
import type { World } from '../../world.ts';
import type { Wishes } from './wishes.ts';

/** What is still to do about credentials, a line each; none when nothing is. */
export const credentialHints = async (
  folder: string,
  wishes: Wishes,
  world: World,
): Promise<readonly string[]> => [
  ...(wishes.application !== undefined && (await isWithoutAccount(folder, world))
    ? ['For that, set VONAGE_API_KEY and VONAGE_API_SECRET in the environment or in a file .env here.']
    : []),
  ...((await isUncoveredDotenv(folder))
    ? ['Keep your secrets out of git: .env is there, and no .gitignore names it.']
    : []),
];

const isWithoutAccount = async (folder: string, world: World): Promise<boolean> => {
  try {
    return (await findCredentials(world, { directory: folder })).account === undefined;
  } catch {
    // A file of credentials that is broken is there; `listen` says what is wrong with it.
    return false;
  }
};

/** A `.env` inside a git repository that no `.gitignore` from here to its root names. */
const isUncoveredDotenv = async (folder: string): Promise<boolean> => {
  if (!existsSync(join(folder, '.env'))) return false;
  for (let at = folder; ; at = dirname(at)) {
    if (/^\/?(\*\*\/)?(\.env\*?|\*\.env\*?)\s*$/m.test(await textOf(join(at, '.gitignore')))) return false;
    if (existsSync(join(at, '.git'))) return true;
    if (dirname(at) === at) return false;
  }
};

const textOf = async (file: string): Promise<string> => {
  try {
    return await readFile(file, 'utf8');
  } catch {
    return '';
  }
};
