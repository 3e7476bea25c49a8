import { dirname, relative, resolve } from 'node:path';
import { badUsage } from '../../failure.ts';
import { BUILT_IN_CONFIG } from '../../flow/built-in-nccos.ts';
import { nccoBook } from '../../flow/ncco-book.ts';
import type { Document } from '../../text/document.ts';
import { parseDocument } from '../../text/parse-document.ts';
import { sourceText } from '../../text/source-text.ts';
import type { World } from '../../world.ts';
import { checkConfig } from './check-config.ts';
import type { Config } from './config.ts';
import { type ConfigProblem, configFailure } from './config-problem.ts';
import { findConfig, isProgram, languageOf } from './find-config.ts';
import { NO_LINT_SETTINGS } from './lint-settings.ts';
import { readTextFile } from './read-text-file.ts';

export interface LoadOptions {
  /** The file of `--config`, relative to the working directory; nothing is searched for then. */
  readonly explicit?: string | undefined;
  /** Whether the built-in welcome IVR stands in when there is no config at all. */
  readonly builtIn: boolean;
}

/**
 * The config of `--config`, or the nearest one from the working directory upward, or the built-in one, or an empty
 * one. Throws one `Failure` (exit code 2) with all that is wrong in it and in the NCCO files that it names.
 */
export const loadConfig = async (
  world: Pick<World, 'cwd' | 'stderr'>,
  { explicit, builtIn }: LoadOptions,
): Promise<Config> => {
  const file = explicit === undefined ? await findConfig(world.cwd) : resolve(world.cwd, explicit);
  if (file !== undefined) {
    const shown = relative(world.cwd, file) || file;
    const document = await readConfig(file, shown, world.stderr.columns());
    const directory = dirname(file);
    return {
      ...(await checked(document, { directory, cwd: world.cwd }, world.stderr.columns())),
      file,
      directory,
    };
  }
  const nowhere = { file: undefined, directory: world.cwd };
  if (!builtIn) {
    return {
      ...nowhere,
      numbers: [],
      users: [],
      forwardPaths: [],
      nccos: nccoBook({ nccos: new Map(), answer: undefined }),
      lint: NO_LINT_SETTINGS,
    };
  }
  const document = parseDocument(sourceText('the built-in config', JSON.stringify(BUILT_IN_CONFIG)), 'json');
  if (!document.ok) throw new Error('the built-in config is not JSON');
  return {
    ...(await checked(document, { directory: world.cwd, cwd: world.cwd }, world.stderr.columns())),
    ...nowhere,
  };
};

const readConfig = async (file: string, shown: string, columns: number): Promise<Document> => {
  const language = languageOf(file);
  if (!language) {
    throw badUsage({
      what: isProgram(file)
        ? `${shown} is a program, and this version reads YAML and JSON configs`
        : `${shown} is no config that can be read`,
      why: 'the ending of its name has to be .yaml, .yml or .json',
      tryThis: 'write it as vonage-flow.config.yaml',
    });
  }
  const read = await readTextFile(file);
  if (!read.ok) {
    throw badUsage({
      what: `the config ${shown} cannot be read: ${read.why}`,
      tryThis: 'check the path; without --config the nearest vonage-flow.config.yaml upward is used',
    });
  }
  const source = sourceText(shown, read.text);
  if (source.text.trim() === '') throw emptyConfig(shown);
  const document = parseDocument(source, language);
  if (!document.ok) {
    const problems = document.problems.map((problem): ConfigProblem => ({ source, ...problem }));
    throw configFailure(shown, problems, columns);
  }
  // Nothing but comments.
  if (document.value === null) throw emptyConfig(shown);
  return document;
};

const emptyConfig = (shown: string) =>
  badUsage({
    what: `the config ${shown} is empty`,
    why: 'it says nothing of what to answer a call with',
    tryThis: ['write at least this into it:\nanswer: ./welcome.json', 'or remove it'],
  });

const checked = async (
  document: Document,
  folders: { readonly directory: string; readonly cwd: string },
  columns: number,
) => {
  const result = await checkConfig(document, folders);
  if (result.ok) return result.config;
  throw configFailure(document.source.name, result.problems, columns);
};
