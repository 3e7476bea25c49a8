import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { badUsage, type Failure } from '../../failure.ts';
import { projectFolder } from './find-config.ts';
import { type Unreadable, unreadable } from './read-text-file.ts';

/**
 * The folder of the project whose files a command reads: of the config which is named, and has to be there, or of the nearest one; else the
 * working directory. Of a name that was mistyped the folder would be a guess.
 *
 * @throws Failure when the named config is no file that is there
 */
export const namedProject = async (cwd: string, explicit: string | undefined): Promise<string> => {
  if (explicit !== undefined) {
    const why = await stat(resolve(cwd, explicit)).then(
      (entry) => (entry.isDirectory() ? unreadable({ code: 'EISDIR' }) : undefined),
      unreadable,
    );
    if (why !== undefined) throw unreadableConfig(explicit, why);
  }
  return projectFolder(cwd, explicit);
};

/** @param shown the file as people know it */
export const unreadableConfig = (shown: string, { why, tryThis }: Unreadable): Failure =>
  badUsage({
    what: `the config ${shown} cannot be read: ${why}`,
    tryThis: [tryThis, 'without --config the nearest vonage-flow.config.yaml upward is used'],
  });
