import { randomUUID } from 'node:crypto';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { removeLeftOvers } from './left-overs.ts';
import { makeFolderSync } from './make-folder.ts';
import { takePlaceSync } from './take-place.ts';

/** The folder of a project in which all is kept that is ours. */
export const OWN_FOLDER = '.vonage-flow';

/**
 * Writes a file into it, whole or not at all, for its owner's eyes only: another program may read it at any moment. The folder is made when it
 * is not there, and kept out of git. Throws what the file system says.
 */
export const writeOwnFile = (project: string, name: string, text: string): void => {
  const folder = join(project, OWN_FOLDER);
  makeFolderSync(folder, 0o700);
  removeLeftOvers(folder);
  if (!existsSync(join(folder, '.gitignore'))) writeFileSync(join(folder, '.gitignore'), '*\n');
  // It tells of a run, or can be made again.
  takePlaceSync({ path: join(folder, name), unique: randomUUID() }, text, false);
};

/** Takes a file away; where that cannot be done it stays. */
export const removeOwnFile = (path: string): void => {
  try {
    rmSync(path, { force: true });
  } catch {
    // No such folder, or one that lets nothing be written.
  }
};
