import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { badUsage, codeOf, wordsOf } from '../../failure.ts';

/** The variables of a `.env` file, and the folder that it stands in. */
export interface DotenvFile {
  readonly folder: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
}

/**
 * The `.env` of the first folder that has one, read as Node itself reads it (`node --env-file`); undefined when none has. Nothing of it
 * goes into anybody's environment. Fails for a file that is there and cannot be read.
 */
export const readDotenv = async (folders: readonly string[]): Promise<DotenvFile | undefined> => {
  for (const folder of new Set(folders)) {
    const text = await textOf(join(folder, '.env'));
    if (text !== undefined) return { folder, variables: parseEnv(text) };
  }
  return undefined;
};

const textOf = async (path: string): Promise<string | undefined> => {
  try {
    return (await readFile(path, 'utf8')).replace(/^\ufeff/, '');
  } catch (error) {
    const code = codeOf(error) ?? '';
    // A virtual environment of Python may bear the same name; it is a folder.
    if (['ENOENT', 'ENOTDIR', 'EISDIR'].includes(code)) return undefined;
    throw badUsage({
      what: 'The credentials in .env cannot be read',
      why: wordsOf(error),
      tryThis: ['make the file readable', 'or give VONAGE_API_KEY and VONAGE_API_SECRET in the environment'],
    });
  }
};
