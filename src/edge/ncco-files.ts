import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { extname, join, relative, resolve } from 'node:path';
import { badUsage, codeOf } from '../failure.ts';
import { readTextFile, type Unreadable, unreadable } from './config/read-text-file.ts';

/** A text to lint. */
export interface NccoText {
  /** As people know it: relative to where they are. */
  readonly name: string;
  readonly text: string;
  /** A program is not read but run, by whoever lints it; its text is empty here. */
  readonly language: 'json' | 'yaml' | 'program';
  /** Found in a folder rather than named: what is no NCCO there is passed over. */
  readonly isFound: boolean;
}

const LANGUAGES: Readonly<Record<string, 'json' | 'yaml'>> = {
  '.json': 'json',
  '.yaml': 'yaml',
  '.yml': 'yaml',
};

const PROGRAM_ENDING = /\.[cm]?[jt]s$/i;

/** A pattern that says that programs are meant: `*.ts`, `*.{ts,js}`. */
const NAMES_PROGRAMS = /[.{,][cm]?[jt]s(?:,[^{}]*)?\}?$/i;

/** `localhost:8080/answer`: what a browser would take for an address. */
const ADDRESS_WITHOUT_SCHEME = /^(?:localhost|[\w-]+(?:\.[\w-]+)+|\[[\da-f:]+\])(?::\d+)(?:[/?]|$)/i;

/** Folders that hold other people's files, or records of ours. */
const PASSED_OVER: ReadonlySet<string> = new Set(['node_modules', 'dist', 'coverage']);

/** More files than this below one folder is a folder that was named by mistake. */
const MOST_FILES = 10_000;

/** How files are read, besides which. */
export interface ReadingFiles {
  /** Is told of each file, and each folder that is looked through, before it is read. */
  readonly seen?: ((path: string) => void) | undefined;
  readonly words?: FileWords;
  /** Is told of what cannot be read, which is passed over then; without it that is a failure. */
  readonly unreadable?: ((name: string, reason: Unreadable) => void) | undefined;
}

/**
 * Reads the files that were named: files, folders (all JSON and YAML below), and patterns with `*`. Fails for what is not there,
 * cannot be read, or is neither JSON nor YAML nor a program. A program is run, so it has to be named itself, or by a
 * pattern that ends as it does (`nccos/*.ts`).
 */
export const readNccoFiles = async (
  named: readonly string[],
  directory: string,
  reading: ReadingFiles = {},
): Promise<readonly NccoText[]> => {
  const desk: Desk = {
    directory,
    seen: reading.seen ?? (() => {}),
    words: reading.words ?? NCCO_WORDS,
    refuse: reading.unreadable ?? failFor,
  };
  const texts: NccoText[] = [];
  const known = new Set<string>();
  for (const name of named) {
    for (const { path, isFound } of await pathsOf(name, desk)) {
      if (known.has(path)) continue;
      known.add(path);
      desk.seen(path);
      const text = await readOne(path, isFound, desk);
      if (text) texts.push(text);
    }
  }
  return texts;
};

interface Desk {
  readonly directory: string;
  readonly seen: (path: string) => void;
  readonly words: FileWords;
  readonly refuse: (name: string, reason: Unreadable) => void;
}

const failFor = (name: string, { why, tryThis }: Unreadable): never => {
  throw badUsage({ what: `${name} cannot be read: ${why}`, tryThis });
};

/** How a command speaks of its files, and whether it takes nothing else. */
export interface FileWords {
  readonly file: string;
  readonly isOnlyFile: boolean;
}

/** Reads files that another names, as far as they are there and are data: what is wrong with the others is said where they are named. */
export const readNamedFiles = async (
  paths: readonly string[],
  directory: string,
  seen: (path: string) => void = () => {},
): Promise<readonly NccoText[]> => {
  const texts: NccoText[] = [];
  for (const path of new Set(paths)) {
    const language = LANGUAGES[extname(path).toLowerCase()];
    if (!language) continue;
    seen(path);
    const read = await readTextFile(path);
    const name = relative(directory, path) || path;
    if (read.ok) texts.push({ name, text: read.text, language, isFound: false });
  }
  return texts;
};

const NCCO_WORDS: FileWords = { file: 'an NCCO file', isOnlyFile: false };

interface FoundPath {
  readonly path: string;
  readonly isFound: boolean;
}

const pathsOf = async (name: string, desk: Desk): Promise<readonly FoundPath[]> => {
  const { directory } = desk;
  const { file, isOnlyFile } = desk.words;
  const path = resolve(directory, name);
  const kind = await kindOf(path);
  // What is there and cannot be looked at is said when it is read.
  if (kind === 'file') return [{ path, isFound: false }];
  if (kind === 'folder') return (await filesBelow(path, desk)).map((one) => ({ path: one, isFound: true }));
  if (/[*?[\]{}]/.test(name)) {
    const { glob } = await import('tinyglobby');
    const matches = await glob(name, { cwd: directory, absolute: true, onlyFiles: true });
    const meant = matches.filter((one) => NAMES_PROGRAMS.test(name) || !PROGRAM_ENDING.test(one));
    if (meant.length > 0) return meant.sort().map((one) => ({ path: resolve(one), isFound: false }));
    throw badUsage({ what: `No file matches ${name}`, tryThis: 'look at the pattern, or name a folder' });
  }
  if (!isOnlyFile && ADDRESS_WITHOUT_SCHEME.test(name)) {
    throw badUsage({
      what: `There is no file or folder ${name}`,
      tryThis: `is a server meant? Then name its address: http://${name}`,
    });
  }
  throw badUsage({
    what: `There is no file or folder ${name}`,
    tryThis: isOnlyFile
      ? `name ${file} (JSON or YAML), a folder, or a pattern`
      : `name ${file} (JSON or YAML), a folder, a pattern, - for standard input, or an http address`,
  });
};

const kindOf = async (path: string): Promise<'file' | 'folder' | undefined> => {
  try {
    const stats = await stat(path);
    return stats.isDirectory() ? 'folder' : 'file';
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined;
    return 'file';
  }
};

const filesBelow = async (folder: string, desk: Desk): Promise<readonly string[]> => {
  const found: string[] = [];
  const entriesOf = async (inside: string): Promise<readonly Dirent[]> => {
    try {
      return await readdir(inside, { withFileTypes: true });
    } catch (error) {
      desk.refuse(relative(desk.directory, inside) || inside, unreadable(error));
      return [];
    }
  };
  const look = async (inside: string): Promise<void> => {
    desk.seen(inside);
    for (const entry of await entriesOf(inside)) {
      const path = join(inside, entry.name);
      if (entry.isDirectory()) {
        if (!entry.name.startsWith('.') && !PASSED_OVER.has(entry.name)) await look(path);
      } else if (entry.isFile() && LANGUAGES[extname(entry.name).toLowerCase()]) {
        found.push(path);
      }
      if (found.length > MOST_FILES) {
        throw badUsage({
          what: `${folder} holds more than ${MOST_FILES} files`,
          tryThis: 'name the folder of your NCCOs',
        });
      }
    }
  };
  await look(folder);
  return found.sort();
};

const readOne = async (
  path: string,
  isFound: boolean,
  { directory, words: { isOnlyFile }, refuse }: Desk,
): Promise<NccoText | undefined> => {
  const name = relative(directory, path) || path;
  if (PROGRAM_ENDING.test(path)) return { name, text: '', language: 'program', isFound };
  const language = LANGUAGES[extname(path).toLowerCase()];
  if (!language) {
    throw badUsage({
      what: `${name} is neither JSON nor YAML by its name`,
      tryThis: isOnlyFile
        ? 'name it .yaml, .yml or .json'
        : 'name it .json, .yaml or .yml (or .ts or .js for a program), or hand it over on standard input: vonage-flow ncco validate - < file',
    });
  }
  const read = await readTextFile(path);
  if (!read.ok) {
    refuse(name, read);
    return undefined;
  }
  return { name, text: read.text, language, isFound };
};
