import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OWN_FOLDER, writeOwnFile } from '../edge/own-folder.ts';

/** Stays when the emulator has ended, in contrast to what describes it. */
const FILE = 'emulator.port';

/** Where the emulator that was started last for this project had its APIs; undefined when nothing is known of one. */
export const lastPort = (project: string): number | undefined => {
  try {
    const port = Number(readFileSync(join(project, OWN_FOLDER, FILE), 'utf8'));
    return Number.isInteger(port) && port > 0 && port < 65_536 ? port : undefined;
  } catch {
    return undefined;
  }
};

/** Keeps the port of an emulator's address for its next start; where nothing can be written that takes any. */
export const keepPort = (project: string, api: string): void => {
  try {
    writeOwnFile(project, FILE, `${new URL(api).port}\n`);
  } catch {
    // An app that is open has to be told of the new address then.
  }
};
