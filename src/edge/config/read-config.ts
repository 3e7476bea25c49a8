import { relative } from 'node:path';
import { badUsage } from '../../failure.ts';
import type { Document } from '../../text/document.ts';
import { readDocument } from '../../text/read-document.ts';
import { sourceText } from '../../text/source-text.ts';
import { valueDocument } from '../../text/value-document.ts';
import type { Json } from '../../vonage/json.ts';
import { type ConfigProblem, configFailure } from './config-problem.ts';
import { isProgram, languageOf } from './find-config.ts';
import { unreadableConfig } from './named-project.ts';
import { type ConfigFunctions, configFunctions } from './program/config-functions.ts';
import { loadProgram } from './program/load-program.ts';
import { mayBeFunction, programValue } from './program/program-value.ts';
import { readTextFile } from './read-text-file.ts';

/** A config as it was read, not yet checked. */
export interface ReadConfig {
  readonly document: Document;
  /** Of a config that is a program. */
  readonly functions?: ConfigFunctions;
  /** What stands in its value for them. */
  readonly made?: ReadonlySet<Json>;
}

export interface ReadOptions {
  readonly cwd: string;
  readonly columns: number;
  readonly seen?: ((file: string) => void) | undefined;
}

/** Reads a config file: YAML and JSON as data; TypeScript and JavaScript are run. Throws a `Failure` that shows the fault. */
export const readConfig = async (file: string, options: ReadOptions): Promise<ReadConfig> => {
  const shown = relative(options.cwd, file) || file;
  const language = languageOf(file);
  if (!language && !isProgram(file)) {
    throw badUsage({
      what: `${shown} is no config that can be read`,
      why: 'the ending of its name has to be .yaml, .yml, .json, .ts or .js',
      tryThis: 'write it as vonage-flow.config.yaml',
    });
  }
  const read = await readTextFile(file);
  if (!read.ok) {
    throw unreadableConfig(shown, read);
  }
  const source = sourceText(shown, read.text);
  if (source.text.trim() === '') throw emptyConfig(shown);
  if (!language) return readProgram(file, shown, options);
  const document = await readDocument(source, language);
  if (!document.ok) {
    const problems = document.problems.map((problem): ConfigProblem => ({ source, ...problem }));
    throw configFailure(shown, problems, options.columns);
  }
  // Nothing but comments.
  if (document.value === null) throw emptyConfig(shown);
  return { document };
};

const readProgram = async (
  file: string,
  shown: string,
  { cwd, columns, seen }: ReadOptions,
): Promise<ReadConfig> => {
  const loaded = await loadProgram(file, { cwd, seen, callsFunction: true });
  if (!loaded.ok) throw configFailure(shown, [loaded.problem], columns);
  const { value, functions, faults } = programValue(loaded.value, mayBeFunction);
  const document = valueDocument(shown, value);
  if (faults.length > 0) {
    const problems = faults.map(
      ({ path, message }): ConfigProblem => ({
        source: document.source,
        range: document.rangeOf(path),
        message,
      }),
    );
    throw configFailure(shown, problems, columns);
  }
  const nameOf = (one: string): string => relative(cwd, one) || one;
  return {
    document,
    functions: configFunctions(functions, loaded.files, nameOf),
    made: new Set(functions.keys()),
  };
};

const emptyConfig = (shown: string) =>
  badUsage({
    what: `the config ${shown} is empty`,
    why: 'it says nothing of what to answer a call with',
    tryThis: ['write at least this into it:\nanswer: ./welcome.json', 'or remove it'],
  });
