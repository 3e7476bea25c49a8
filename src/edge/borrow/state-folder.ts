import { chmod } from 'node:fs/promises';
import { join, posix, win32 } from 'node:path';
import { badUsage, wordsOf } from '../../failure.ts';
import type { World } from '../../world.ts';
import { removeLeftOvers } from '../left-overs.ts';
import { makeFolder } from '../make-folder.ts';

/**
 * The folder for what has to outlive a run and is nobody's project: `$XDG_STATE_HOME/vonage-flow`, else
 * `~/.local/state/vonage-flow`; `%LOCALAPPDATA%\vonage-flow` on Windows. A relative XDG path counts as unset, as its
 * specification says.
 */
export const stateFolder = (world: World): string => {
  const isWindows = world.platform === 'win32';
  // As the world's system writes paths, whatever system this is.
  const paths = isWindows ? win32 : posix;
  const named = isWindows ? world.env['LOCALAPPDATA'] : world.env['XDG_STATE_HOME'];
  if (named !== undefined && paths.isAbsolute(named)) return paths.join(named, 'vonage-flow');
  const home = isWindows ? ['AppData', 'Local'] : ['.local', 'state'];
  return paths.join(world.homeDirectory, ...home, 'vonage-flow');
};

/** Makes a folder inside the state folder, for its owner's eyes only, and gives its path. */
export const openStateFolder = async (world: World, ...inside: string[]): Promise<string> => {
  const root = stateFolder(world);
  const folder = join(root, ...inside);
  try {
    await makeFolder(folder, 0o700);
    await chmod(root, 0o700);
    removeLeftOvers(folder);
    return folder;
  } catch (error) {
    throw badUsage({
      what: `The folder ${folder} cannot be made or written`,
      why: `${wordsOf(error)}. The old webhook URLs are kept there before an application is changed; nothing was changed.`,
      tryThis: [
        'make the folder writable',
        `or set ${world.platform === 'win32' ? 'LOCALAPPDATA' : 'XDG_STATE_HOME'} to a folder that is`,
        'or leave the application alone: vonage-flow listen --no-configure',
      ],
    });
  }
};
