import { join } from 'node:path';
import { Failure, wordsOf } from '../../failure.ts';
import { isJsonObject } from '../../vonage/json.ts';
import type { World } from '../../world.ts';
import { fileName, readStateFile } from '../borrow/state-file.ts';
import { openStateFolder, stateFolder } from '../borrow/state-folder.ts';
import { removeDurably, writeDurably } from '../borrow/write-durably.ts';
import type { Place } from './places.ts';

/** A number that was led to an application; `before` is absent when it led to none. */
export interface NumberMove {
  readonly msisdn: string;
  readonly before?: string;
  readonly after: string;
}

/** What one change replaced. */
export interface ChangeStep {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly places: readonly Place[];
  readonly numbers?: readonly NumberMove[];
}

/** The last change of one application and those before it: enough to undo them one by one, also when the run that made it was killed. */
export interface ChangeRecord extends ChangeStep {
  readonly version: 1;
  readonly application: { readonly id: string; readonly name: string };
  readonly apiHost: string;
  /** True once the platform confirmed all of it. */
  readonly done: boolean;
  /** Newest first. */
  readonly earlier?: readonly ChangeStep[];
}

/** Changes that are remembered of one application, besides the last. */
const MOST_EARLIER = 20;

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
export const readChange = (world: World, apiHost: string, id: string): Promise<ChangeRecord | undefined> =>
  readStateFile(changePath(world, apiHost, id), {
    is: isRecord,
    thing: 'a record',
    holds: 'It holds what an application was before its last change.',
    compare: 'what is in it',
  });

/** Written by `writeChange` alone. */
const isRecord = (value: unknown): value is ChangeRecord =>
  isJsonObject(value) && value['version'] === 1 && Array.isArray(value['places']);

/** What comes before a new change: the last one, when it was finished, and those before it. */
export const historyOf = (record: ChangeRecord | undefined): readonly ChangeStep[] => {
  if (record === undefined) return [];
  const { at, places, numbers, earlier = [] } = record;
  // One that was not finished goes on in the new one.
  const last = record.done ? [{ at, places, ...(numbers && { numbers }) }] : [];
  return [...last, ...earlier].slice(0, MOST_EARLIER);
};

/** Forgets the last change, once the application is as before it. The one before it is the last one then. */
export const forgetChange = (world: World, record: ChangeRecord): Promise<void> => {
  const { version, application, apiHost, earlier = [] } = record;
  const [before, ...rest] = earlier;
  return before === undefined
    ? removeDurably(changePath(world, apiHost, application.id))
    : writeChange(world, { version, application, apiHost, done: true, ...before, earlier: rest });
};
