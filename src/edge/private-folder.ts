import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure, wordsOf } from '../failure.ts';

/** A folder for one run, for its owner's eyes only. */
export interface PrivateFolder {
  /** Writes a file that only its owner may read, and gives its path. */
  write(name: string, text: string): string;
  remove(): void;
}

/** Makes a folder among the temporary ones. @throws Failure when that cannot be done */
export const openPrivateFolder = (): PrivateFolder => {
  const folder = makeFolder();
  return {
    write: (name, text) => {
      const path = join(folder, name);
      writeFileSync(path, text, { mode: 0o600 });
      return path;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};

/** Node makes it with mode 0700. */
const makeFolder = (): string => {
  try {
    return mkdtempSync(join(tmpdir(), 'vonage-flow-'));
  } catch (cause) {
    throw new Failure({
      what: 'No temporary folder could be made',
      why: wordsOf(cause),
      tryThis: 'say where one can be: TMPDIR=/path/to/a/folder/of/yours',
      cause,
    });
  }
};
