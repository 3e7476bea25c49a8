import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf, Failure, wordsOf } from '../../failure.ts';
import { isJsonObject, parseJson } from '../../vonage/json.ts';
import type { World } from '../../world.ts';
import { fileName } from '../borrow/journal.ts';
import { openStateFolder, stateFolder } from '../borrow/state-folder.ts';
import { removeDurably, writeDurably } from '../borrow/write-durably.ts';
import type { Place } from './places.ts';

/** The last change of one application: enough to undo it, also when the run that made it was killed. */
export interface ChangeRecord {
  readonly version: 1;
  readonly application: { readonly id: string; readonly name: string };
  readonly apiHost: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** True once the platform confirmed it. */
  readonly done: boolean;
  readonly places: readonly Place[];
}

const FOLDER = 'changed';

/** Where the last change of an application is noted. */
export const changePath = (world: World, apiHost: string, id: string): string =>
  join(stateFolder(world), FOLDER, fileName(apiHost, id));

/** Writes the record, in place of the one of an earlier change, so that it outlives a crash and a power cut. */
export const writeChange = async (world: World, record: ChangeRecord): Promise<void> => {
  await openStateFolder(world, FOLDER);
  const path = changePath(world, record.apiHost, record.application.id);
  try {
    await writeDurably(path, `${JSON.stringify(record, undefined, 2)}\n`, world.chance.hex(6));
  } catch (error) {
    throw new Failure({
      what: `${path} cannot be written`,
      why: `${wordsOf(error)}. What the application holds is kept there before it is changed; nothing was changed.`,
      tryThis: ['make the folder writable, or make room', 'or set XDG_STATE_HOME to a folder that is'],
    });
  }
};

/** The last change of an application, undefined when there is none to undo. Fails for a file that makes no sense. */
export const readChange = async (
  world: World,
  apiHost: string,
  id: string,
): Promise<ChangeRecord | undefined> => {
  const path = changePath(world, apiHost, id);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined;
    throw unreadable(path, wordsOf(error));
  }
  const record = parseJson(text);
  if (isJsonObject(record) && record['version'] === 1 && Array.isArray(record['places']))
    // Written by `writeChange` from this type.
    return record as unknown as ChangeRecord;
  throw unreadable(path, 'It is not a record that this version of vonage-flow understands.');
};

export const removeChange = (world: World, { apiHost, application }: ChangeRecord): Promise<void> =>
  removeDurably(changePath(world, apiHost, application.id));

const unreadable = (path: string, why: string): Failure =>
  new Failure({
    what: `${path} cannot be understood`,
    why: `${why} It holds what an application was before its last change.`,
    tryThis: ['compare what is in it with the application', 'then remove the file'],
  });
