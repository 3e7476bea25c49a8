import { writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Failure, wordsOf } from '../failure.ts';
import { makeFolder } from './make-folder.ts';

/** Writes a report where the user wants it, in a folder that is made if need be. @throws Failure when that cannot be done */
export const writeReport = async (name: string, cwd: string, text: string): Promise<void> => {
  const path = resolve(cwd, name);
  try {
    await makeFolder(dirname(path));
    await writeFile(path, text);
  } catch (error) {
    throw new Failure({
      what: `The report ${name} could not be written`,
      why: wordsOf(error),
      tryThis: 'name a file in a folder that you may write',
      cause: error,
    });
  }
};
