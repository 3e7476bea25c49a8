import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { OWN_FOLDER, removeOwnFile, writeOwnFile } from '../edge/own-folder.ts';
import { wordsOf } from '../failure.ts';
import { isJsonObject, type JsonObject, parseJson } from '../vonage/json.ts';
import type { SlotId } from '../vonage/slots.ts';

const FILE = 'listen.json';

/** What a running `listen` tells other programs of itself, in any language. */
export interface ListenFile {
  readonly version: 1;
  readonly pid: number;
  /** ISO 8601. */
  readonly startedAt: string;
  /** The public address; without a tunnel that on this machine. */
  readonly url: string;
  /** On this machine. */
  readonly listening: string;
  readonly application?: string;
  /** The APIs of the emulator that it listens to. */
  readonly emulator?: string;
  /** Where each webhook goes. */
  readonly slots: Readonly<Partial<Record<SlotId, string>>>;
  readonly nccos: Readonly<Record<string, string>>;
  readonly sockets: Readonly<Record<string, string>>;
}

/**
 * Writes `.vonage-flow/listen.json` in a folder, whole or not at all, for its owner's eyes only. Gives why that could not
 * be done.
 */
export const writeListenFile = (directory: string, file: ListenFile): string | undefined => {
  try {
    writeOwnFile(directory, FILE, `${JSON.stringify(file, null, 2)}\n`);
    return undefined;
  } catch (error) {
    return wordsOf(error);
  }
};

/** Takes the file of a run away, unless a later one has written its own. */
export const removeListenFile = (directory: string, { pid, startedAt }: ListenFile): void => {
  const there = readListenFile(directory);
  if (there?.pid !== pid || there.startedAt !== startedAt) return;
  removeOwnFile(join(directory, OWN_FOLDER, FILE));
};

/** What lies in a folder, whether its run still lives or not; undefined when there is none that makes sense. */
export const readListenFile = (directory: string): ListenFile | undefined => {
  const path = join(directory, OWN_FOLDER, FILE);
  if (!existsSync(path)) return undefined;
  try {
    const value = parseJson(readFileSync(path, 'utf8'));
    return isListenFile(value) ? value : undefined;
  } catch {
    // A folder of that name, or a file of somebody else.
    return undefined;
  }
};

/** That of the folder or the nearest above it, with the folder. */
export const findListenFile = (
  directory: string,
): { readonly folder: string; readonly file: ListenFile } | undefined => {
  for (let folder = directory; ; folder = dirname(folder)) {
    const file = readListenFile(folder);
    if (file !== undefined) return { folder, file };
    if (dirname(folder) === folder) return undefined;
  }
};

const isListenFile = (value: unknown): value is ListenFile =>
  isJsonObject(value) &&
  value['version'] === 1 &&
  typeof value['pid'] === 'number' &&
  typeof value['startedAt'] === 'string' &&
  typeof value['url'] === 'string' &&
  typeof value['listening'] === 'string' &&
  [value['slots'], value['nccos'], value['sockets']].every(isTexts);

const isTexts = (value: unknown): value is JsonObject =>
  isJsonObject(value) && Object.values(value).every((text) => typeof text === 'string');

/** All addresses of it by the names that people use: `voice.event`, `menu`, `wss.echo`, and `event` as in templates. */
export const addressesIn = ({ slots, nccos, sockets }: ListenFile): Readonly<Record<string, string>> => ({
  ...slots,
  ...known('answer', slots['voice.answer']),
  ...known('event', slots['voice.event']),
  ...known('fallback', slots['voice.fallback']),
  ...known('rtc', slots['rtc.event']),
  ...nccos,
  ...Object.fromEntries(Object.entries(sockets).map(([name, url]) => [`wss.${name}`, url])),
});

const known = (name: string, url: string | undefined): Readonly<Record<string, string>> =>
  url === undefined ? {} : { [name]: url };
