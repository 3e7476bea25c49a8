import { relative, resolve } from 'node:path';
import type { Document } from '../../text/document.ts';
import { readDocument } from '../../text/read-document.ts';
import { sourceText } from '../../text/source-text.ts';
import type { ConfigProblem } from './config-problem.ts';
import { isProgram, languageOf } from './find-config.ts';
import { type ReadText, readTextFile } from './read-text-file.ts';

/** Gives the text of a file by its path. */
export type ReadTextFile = (path: string) => Promise<ReadText>;

export type NccoFile =
  | { readonly ok: true; readonly document: Document }
  /** `why` it cannot be read at all, or the faults in its text. */
  | {
      readonly ok: false;
      readonly why: string;
      readonly tryThis?: string;
      readonly problems?: readonly ConfigProblem[];
    };

/** Reads the NCCO files that a config names, each once. */
export interface NccoFiles {
  /** `name` as the config writes it, relative to the config's folder. */
  read(name: string): Promise<NccoFile>;
}

/** `cwd` only shortens the names that are shown; `seen` is told of each file before it is read. */
export const nccoFiles = (
  directory: string,
  cwd: string,
  seen: (file: string) => void = () => {},
  readText: ReadTextFile = readTextFile,
): NccoFiles => {
  const known = new Map<string, Promise<NccoFile>>();
  return {
    read: (name) => {
      const path = resolve(directory, name);
      const before = known.get(path);
      if (before) return before;
      seen(path);
      const file = readNccoFile(path, relative(cwd, path), readText);
      known.set(path, file);
      return file;
    },
  };
};

const readNccoFile = async (path: string, shown: string, readText: ReadTextFile): Promise<NccoFile> => {
  const language = languageOf(path);
  if (!language)
    return {
      ok: false,
      why: isProgram(path)
        ? 'it is a program; import it in a config that is one itself'
        : 'its name has to end in .json, .yaml or .yml',
    };
  const read = await readText(path);
  if (!read.ok) return read;
  const source = sourceText(shown, read.text);
  if (source.text.trim() === '') return { ok: false, why: 'it is empty; an NCCO is a list of actions: []' };
  const parsed = await readDocument(source, language);
  if (parsed.ok) return { ok: true, document: parsed };
  return {
    ok: false,
    why: 'it has faults',
    problems: parsed.problems.map((problem) => ({ source, ...problem })),
  };
};
