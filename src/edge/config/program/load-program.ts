import { relative } from 'node:path';
import { wordsOf } from '../../../failure.ts';
import { lineRange, type Range, type SourceText, sourceText } from '../../../text/source-text.ts';
import type { ConfigProblem } from '../config-problem.ts';
import { readTextFile } from '../read-text-file.ts';
import { isModuleFault, type ModulePlace, moduleFault, thrownAt } from './module-fault.ts';
import type { Exports } from './module-loader.ts';
import { refuseExit } from './refuse-exit.ts';

export type LoadedProgram =
  /** `files`: those of the user's that it is made of, absolute; stack lines of its functions name them. */
  | { readonly ok: true; readonly value: unknown; readonly files: ReadonlySet<string> }
  | { readonly ok: false; readonly problem: ConfigProblem };

export interface ProgramOptions {
  /** Only shortens the names that are shown. */
  readonly cwd: string;
  /** Whether an exported function is called for the value, as a config's is. */
  readonly callsFunction: boolean;
  readonly seen?: ((file: string) => void) | undefined;
}

/** A program that waits for something at its top level has this long; a start that never comes helps nobody. */
const PATIENCE_SECONDS = 10;

/** Runs a program of the user's (TypeScript or JavaScript) and takes what it exports as its default. */
export const loadProgram = async (file: string, options: ProgramOptions): Promise<LoadedProgram> => {
  const { cwd, callsFunction, seen } = options;
  const files = new Set<string>([file]);
  // A compiler of 1.8 MB, and most configs are no programs.
  const { loadModule } = await import('./module-loader.ts');
  const run = async (): Promise<unknown> => {
    const exports = await loadModule(file, (one) => {
      files.add(one);
      seen?.(one);
    });
    const value = await exportedValue(exports, file);
    if (!callsFunction || typeof value !== 'function') return value;
    const returned: unknown = await value();
    if (returned === undefined) throw moduleFault('the function that it exports returns nothing', { file });
    return returned;
  };
  try {
    return { ok: true, value: await refuseExit(file, () => withinPatience(run(), file)), files };
  } catch (error) {
    const fault = isModuleFault(error) ? error : undefined;
    const place: ModulePlace = fault?.place ?? thrownAt(error, files) ?? { file };
    const source = await sourceOf(place, cwd);
    const message = fault ? fault.message : `it throws ${thrownWords(error)}`;
    const hint = fault ? fault.hint : 'a program is run when it is read, and this ended it';
    return { ok: false, problem: { source, range: rangeOf(source, place), message, hint } };
  }
};

/** `TypeError: x is not a function`, or whatever was thrown instead of an error. */
export const thrownWords = (error: unknown): string =>
  error instanceof Error
    ? `${error.name}: ${wordsOf(error).split('\n')[0]}`
    : typeof error === 'string'
      ? JSON.stringify(error)
      : wordsOf(error);

const exportedValue = async (exports: Exports, file: string): Promise<unknown> => {
  if ('default' in exports) {
    const value = await exports['default'];
    if (value !== undefined) return value;
  }
  const others = Object.keys(exports).filter((name) => name !== 'default');
  throw moduleFault(
    others.length === 0 ? 'it exports nothing' : `it has no default export, only ${others.join(', ')}`,
    { file },
    'write it as: export default { … }   (in CommonJS: module.exports = { … })',
  );
};

const withinPatience = async <T>(work: Promise<T>, file: string): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      const words = `it has not finished loading after ${PATIENCE_SECONDS} seconds`;
      reject(moduleFault(words, { file }, 'look at what it waits for at its top level'));
    }, PATIENCE_SECONDS * 1000);
  });
  try {
    return await Promise.race([work, tooLong]);
  } finally {
    clearTimeout(timer);
  }
};

const sourceOf = async (place: ModulePlace, cwd: string): Promise<SourceText> => {
  const name = relative(cwd, place.file) || place.file;
  const read = await readTextFile(place.file);
  const isWhole = !('imports' in place) && place.line === undefined;
  return isWhole || !read.ok ? wholeOf(name) : sourceText(name, read.text);
};

/** A file of which no part is to be shown. */
const wholeOf = (name: string): SourceText => Object.assign(sourceText(name, ''), { partAt: () => '' });

/** The stretch that is meant: one character, the name of an import, or the whole line, as far as it is known. */
const rangeOf = (source: SourceText, place: ModulePlace): Range => {
  if ('imports' in place) {
    const at = source.text.search(new RegExp(`['"\`]${escaped(place.imports)}['"\`]`));
    return at === -1 ? { start: 0, end: 0 } : { start: at, end: at + place.imports.length + 2 };
  }
  const line = lineRange(source, place.line ?? 1);
  if (place.column !== undefined) {
    const start = Math.min(line.start + place.column - 1, line.end);
    return { start, end: Math.min(start + 1, line.end) };
  }
  const text = source.text.slice(line.start, line.end);
  return {
    start: line.start + text.length - text.trimStart().length,
    end: line.start + text.trimEnd().length,
  };
};

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
