import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf, Failure, wordsOf } from '../../failure.ts';
import { isJsonObject, parseJson } from '../../vonage/json.ts';
import { isSlotId } from '../../vonage/slots.ts';
import type { World } from '../../world.ts';
import type { SlotMemory } from './slot-memory.ts';
import { fileName, readStateFile } from './state-file.ts';
import { openStateFolder, stateFolder } from './state-folder.ts';
import { createDurably, removeDurably, writeDurably } from './write-durably.ts';

/** What one run borrowed from one application: enough to give it back without that run. Holds no secrets. */
export interface JournalEntry {
  readonly version: 1;
  readonly application: { readonly id: string; readonly name: string };
  readonly apiHost: string;
  /** Process that holds the loan. */
  readonly pid: number;
  /** When that began, by `World.birthOf`: another process may bear its id by now. Absent where nobody can tell. */
  readonly born?: string;
  /** Name of its computer, for a home folder may be shared by several; absent in entries of before. */
  readonly host?: string;
  /** Milliseconds since 1970. */
  readonly borrowedAt: number;
  readonly slots: readonly SlotMemory[];
  /** Origins of those who took over from this run. */
  readonly heirs?: readonly string[];
  /** What is served at `/ncco/<name>`; absent when a server of the user's own may answer there, too. */
  readonly serves?: Serves;
}

export interface Serves {
  /** The config file, which may be edited meanwhile; undefined: the built-in one. */
  readonly config: string | undefined;
  /** Names of NCCOs, as they were at the start. */
  readonly nccos: readonly string[];
}

const FOLDER = 'borrowed';

/** Where the entry of an application is kept. */
export const journalPath = (world: World, apiHost: string, id: string): string =>
  join(stateFolder(world), FOLDER, fileName(apiHost, id));

/** True when both are what one and the same run borrowed. */
export const isSameLoan = (one: JournalEntry | undefined, other: JournalEntry | undefined): boolean =>
  one?.pid === other?.pid && one?.host === other?.host && one?.borrowedAt === other?.borrowedAt;

/**
 * Writes an entry so that it outlives a crash and a power cut: over the one of a dead run, or else as the first one.
 * False when another run was quicker; its entry stays.
 */
export const writeJournal = async (
  world: World,
  entry: JournalEntry,
  stale: JournalEntry | undefined,
): Promise<boolean> => {
  const folder = await openStateFolder(world, FOLDER);
  const path = join(folder, fileName(entry.apiHost, entry.application.id));
  try {
    const deed = stale === undefined ? createDurably : writeDurably;
    await deed(path, `${JSON.stringify(entry, undefined, 2)}\n`, world.chance.hex(6));
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw new Failure({
      what: `${path} cannot be written`,
      why: `${wordsOf(error)}. The old webhook URLs are kept there before an application is changed; nothing was changed.`,
      tryThis: [
        'make the folder writable',
        'or set XDG_STATE_HOME to a folder that is',
        'or leave the application alone: vonage-flow listen --no-configure',
      ],
    });
  }
};

/** The entry of an application, or undefined when nothing of it is borrowed. Fails when there is one that makes no sense. */
export const readJournal = (world: World, apiHost: string, id: string): Promise<JournalEntry | undefined> =>
  readStateFile(journalPath(world, apiHost, id), {
    is: isEntry,
    thing: 'an entry',
    holds: 'It holds the webhook URLs that an earlier run borrowed.',
    compare: 'the URLs in it',
  });

/** Forgets an entry, once all of it was given back. The entry of another run in its place stays. */
export const removeJournal = async (world: World, entry: JournalEntry): Promise<void> => {
  const { apiHost, application } = entry;
  const held = await readJournal(world, apiHost, application.id).catch(() => undefined);
  if (held !== undefined && isSameLoan(held, entry))
    await removeDurably(journalPath(world, apiHost, application.id));
};

const isEntry = (value: unknown): value is JournalEntry =>
  isJsonObject(value) &&
  value['version'] === 1 &&
  typeof value['pid'] === 'number' &&
  (value['host'] === undefined || typeof value['host'] === 'string') &&
  typeof value['borrowedAt'] === 'number' &&
  typeof value['apiHost'] === 'string' &&
  isJsonObject(value['application']) &&
  (value['heirs'] === undefined || Array.isArray(value['heirs'])) &&
  Array.isArray(value['slots']) &&
  value['slots'].every(isMemory);

/** Whether a value of a file, or of a reply, is what one slot held before. */
export const isMemory = (value: unknown): boolean =>
  isJsonObject(value) &&
  isSlotId(value['slot']) &&
  Array.isArray(value['ours']) &&
  isRaw(value['before']) &&
  (value['webhooksBefore'] === undefined || isRaw(value['webhooksBefore']));

const isRaw = (value: unknown): boolean => value === 'absent' || (isJsonObject(value) && 'value' in value);

/** All entries that can be understood, and the files that cannot. */
export const listJournal = async (
  world: World,
): Promise<{ readonly entries: readonly JournalEntry[]; readonly odd: readonly string[] }> => {
  const folder = join(stateFolder(world), FOLDER);
  const names = await readdir(folder).catch((): string[] => []);
  const entries: JournalEntry[] = [];
  const odd: string[] = [];
  for (const name of names.filter((one) => one.endsWith('.json')).sort()) {
    const entry = parseJson(await readFile(join(folder, name), 'utf8').catch(() => ''));
    if (isEntry(entry)) entries.push(entry);
    else odd.push(join(folder, name));
  }
  return { entries, odd };
};
