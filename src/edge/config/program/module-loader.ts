import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire, isBuiltin } from 'node:module';
import { dirname, extname, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { runInThisContext } from 'node:vm';
import { createJiti, type Jiti } from 'jiti/static';
import { parseDocument } from '../../../text/parse-document.ts';
import { positionAt, sourceText } from '../../../text/source-text.ts';
import { moduleFault } from './module-fault.ts';

/** What a module exports, by name. */
export type Exports = Readonly<Record<string, unknown>>;

/** A program asks for its tools by this name, also where they are not installed (`npx vonage-flow`). */
const OWN_NAME = 'vonage-flow';

const PROGRAM = /\.[cm]?[jt]s$/i;

/**
 * Loads a program and the files that it imports, fresh each time: TypeScript and JavaScript, ESM and CommonJS. jiti
 * finds and compiles them; they are run here, since Node itself never reads an ES module twice, and since every file
 * is to be known that a change of could matter. Packages are left to Node.
 *
 * @param seen is told of each file before it is read
 */
export const loadModule = async (entry: string, seen: (file: string) => void): Promise<Exports> => {
  const modules = new Map<string, { exports: unknown }>();
  let own: Exports | undefined;

  const importFrom = async (importer: string, jiti: Jiti, name: string): Promise<Exports> => {
    if (name === OWN_NAME) return ownExports();
    if (isBuiltin(name)) return namespaceOf(await import(name));
    const file = resolved(importer, jiti, name, seen);
    if (!isOfUser(file)) return namespaceOf(await import(pathToFileURL(file).href));
    return namespaceOf(await load(file));
  };

  const ownExports = async (): Promise<Exports> => {
    own ??= (await import(pathToFileURL(ownModule()).href)) as Exports;
    return own;
  };

  const load = async (file: string): Promise<unknown> => {
    // Of modules that import each other the later one sees what there is by now, as in Node.
    const known = modules.get(file);
    if (known) return known.exports;
    seen(file);
    const text = await readFile(file, 'utf8');
    // Required rather than imported it has to be there already.
    if (text.includes(OWN_NAME)) await ownExports();
    const { module, jiti } = begin(file);
    if (extname(file) === '.json') module.exports = jsonModule(file, text);
    else await evaluate({ file, text, jiti, module, isAsync: true, importFrom, requireFrom, seen });
    return module.exports;
  };

  const requireFrom = (importer: string, jiti: Jiti, name: string): unknown => {
    if (name === OWN_NAME && own) return own;
    if (isBuiltin(name)) return createRequire(importer)(name);
    const file = resolved(importer, jiti, name, seen);
    return isOfUser(file) ? loadNow(file) : createRequire(importer)(file);
  };

  /** For `require`, which cannot wait. */
  const loadNow = (file: string): unknown => {
    const known = modules.get(file);
    if (known) return known.exports;
    seen(file);
    const text = readFileSync(file, 'utf8');
    const { module, jiti } = begin(file);
    if (extname(file) === '.json') module.exports = jsonModule(file, text)['default'];
    else void evaluate({ file, text, jiti, module, isAsync: false, importFrom, requireFrom, seen });
    return module.exports;
  };

  const begin = (file: string) => {
    const module = { exports: {} as unknown };
    modules.set(file, module);
    return { module, jiti: createJiti(file, { fsCache: false, moduleCache: false, interopDefault: false }) };
  };

  const exports = await load(entry);
  // An empty file is a CommonJS module with an empty object; that is no default export.
  return isEmpty(exports) ? {} : namespaceOf(exports);
};

const isEmpty = (exports: unknown): boolean =>
  typeof exports === 'object' &&
  exports !== null &&
  !('__esModule' in exports) &&
  Object.keys(exports).length === 0;

/** Packages, and files that are no program, are left to Node. */
const isOfUser = (file: string): boolean =>
  !/[\\/]node_modules[\\/]/.test(file) && (PROGRAM.test(file) || extname(file) === '.json');

/** The library of this very program, wherever it was started from. */
const ownModule = (): string => createRequire(import.meta.url).resolve(OWN_NAME);

/** What may be missing from a name when a file is not found. */
const ENDINGS = ['', '.ts', '.js', '.json'];

const resolved = (importer: string, jiti: Jiti, name: string, seen: (file: string) => void): string => {
  try {
    return fileURLToPath(jiti.esmResolve(name, { parentURL: importer }));
  } catch (error) {
    const isFile = /^(\.{0,2}\/|file:)/.test(name);
    // Whoever watches what was read has to hear of it when the file comes.
    if (isFile) for (const ending of ENDINGS) seen(resolve(dirname(importer), name) + ending);
    throw moduleFault(
      isFile ? `there is no file ${name}` : `the package ${name} cannot be found`,
      { file: importer, imports: name },
      isFile
        ? 'look at the path: it starts from the folder of the file that imports it'
        : `install it: npm install ${packageOf(name)}`,
      error,
    );
  }
};

const packageOf = (name: string): string =>
  name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');

/** What jiti writes in the place of a program that it cannot compile. */
interface CompilerError {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

interface Evaluation {
  readonly file: string;
  readonly text: string;
  readonly jiti: Jiti;
  readonly module: { exports: unknown };
  readonly isAsync: boolean;
  readonly importFrom: (importer: string, jiti: Jiti, name: string) => Promise<Exports>;
  readonly requireFrom: (importer: string, jiti: Jiti, name: string) => unknown;
  readonly seen: (file: string) => void;
}

/** Compiles a program and runs it; what it exports is in `module` then. Throws at once when it is not asynchronous. */
const evaluate = (evaluation: Evaluation): unknown => {
  const { file, text, jiti, module, isAsync, importFrom, requireFrom, seen } = evaluation;
  const code = jiti.transform({
    source: text.replace(/^#!/, '//'),
    filename: file,
    ts: /\.[cm]?ts$/i.test(file),
    async: isAsync,
    interopDefault: false,
  });
  const failed = /^exports\.__JITI_ERROR__ = (\{.*\})$/m.exec(code)?.[1];
  if (failed !== undefined) {
    // jiti wrote it with JSON.stringify.
    const { line, column, message } = JSON.parse(failed) as CompilerError;
    const words = message.trim().replace(/\.$/, '');
    throw moduleFault(`not valid ${languageOf(file)}: ${words.charAt(0).toLowerCase()}${words.slice(1)}`, {
      file,
      line,
      column: column + 1,
    });
  }
  const requireHere = Object.assign((name: string) => requireFrom(file, jiti, name), {
    resolve: (name: string) => resolved(file, jiti, name, seen),
  });
  return compile(file, code, isAsync)(
    module.exports,
    requireHere,
    module,
    file,
    dirname(file),
    (name: string) => importFrom(file, jiti, name),
    (name: string) => jiti.esmResolve(name, { parentURL: file }),
  );
};

const compile = (file: string, code: string, isAsync: boolean): ((...args: unknown[]) => unknown) => {
  const names = 'exports, require, module, __filename, __dirname, jitiImport, jitiESMResolve';
  try {
    // On one line with the head, so that lines stay those of the file.
    return runInThisContext(`(${isAsync ? 'async ' : ''}(${names}) => {${code}\n})`, {
      filename: file,
      displayErrors: false,
    });
  } catch (error) {
    // What the compiler takes and the engine does not: the stack begins with `file:line`.
    const line = Number(/^.*:(\d+)/.exec(error instanceof Error ? (error.stack ?? '') : '')?.[1] ?? 1);
    const words = error instanceof Error ? error.message : String(error);
    throw moduleFault(`not valid ${languageOf(file)}: ${words}`, { file, line }, undefined, error);
  }
};

const languageOf = (file: string): string => (/\.[cm]?ts$/i.test(file) ? 'TypeScript' : 'JavaScript');

const jsonModule = (file: string, text: string): Exports => {
  const source = sourceText(file, text);
  const document = parseDocument(source, 'json');
  if (document.ok) return esModule({ default: document.value });
  const [{ message, range }] = document.problems;
  throw moduleFault(message, { file, ...positionAt(source, range.start) });
};

/** A CommonJS module has its exports as its default, and each of them by name. */
const namespaceOf = (exports: unknown): Exports => {
  if (typeof exports !== 'object' && typeof exports !== 'function') return esModule({ default: exports });
  // Any object may be asked for a name; `null` is none.
  if (exports === null) return esModule({ default: null });
  const record = exports as Exports;
  if (record['__esModule'] === true) return record;
  if (Object.prototype.toString.call(record) === '[object Module]') {
    const inner = record['default'];
    // Node names only those exports of a CommonJS package that it can tell by their look.
    return typeof inner === 'object' && inner !== null ? esModule({ ...inner, ...record }) : record;
  }
  return esModule({ ...record, default: exports });
};

const esModule = (names: Record<string, unknown>): Exports =>
  Object.defineProperty(names, '__esModule', { value: true });
