import { dirname, resolve } from 'node:path';
import { BUILT_IN_CONFIG } from '../../flow/built-in-nccos.ts';
import { nccoBook } from '../../flow/ncco-book.ts';
import { readDocument } from '../../text/read-document.ts';
import { sourceText } from '../../text/source-text.ts';
import type { World } from '../../world.ts';
import { type ConfigFolders, checkConfig } from './check-config.ts';
import type { Config } from './config.ts';
import { configFailure } from './config-problem.ts';
import { findConfig } from './find-config.ts';
import { NO_LINT_SETTINGS } from './lint-settings.ts';
import { type ReadConfig, readConfig } from './read-config.ts';

export interface LoadOptions {
  /** The file of `--config`, relative to the working directory; nothing is searched for then. */
  readonly explicit?: string | undefined;
  /** Whether the built-in welcome IVR stands in when there is no config at all. */
  readonly builtIn: boolean;
  /** Is told of each file that the config is made of, before it is read. */
  readonly seen?: ((file: string) => void) | undefined;
}

/**
 * The config of `--config`, or the nearest one from the working directory upward, or the built-in one, or an empty
 * one. Throws one `Failure` (exit code 2) with all that is wrong in it and in the NCCO files that it names.
 */
export const loadConfig = async (
  world: Pick<World, 'cwd' | 'stderr'>,
  { explicit, builtIn, seen }: LoadOptions,
): Promise<Config> => {
  const file = explicit === undefined ? await findConfig(world.cwd) : resolve(world.cwd, explicit);
  if (file !== undefined) {
    const directory = dirname(file);
    const columns = world.stderr.columns();
    seen?.(file);
    const read = await readConfig(file, { cwd: world.cwd, columns, seen });
    const config = await checked(read, { directory, cwd: world.cwd, seen }, columns);
    return {
      ...config,
      file,
      directory,
      ...(read.made && { made: { value: read.document.value, functions: read.made } }),
    };
  }
  const nowhere = { file: undefined, directory: world.cwd };
  if (!builtIn) {
    return {
      ...nowhere,
      numbers: [],
      users: [],
      forwardPaths: [],
      sockets: {},
      redact: [],
      nccos: nccoBook({ nccos: new Map(), answer: undefined }),
      lint: NO_LINT_SETTINGS,
    };
  }
  const document = await readDocument(
    sourceText('the built-in config', JSON.stringify(BUILT_IN_CONFIG)),
    'json',
  );
  if (!document.ok) throw new Error('the built-in config is not JSON');
  return {
    ...(await checked({ document }, { directory: world.cwd, cwd: world.cwd }, world.stderr.columns())),
    ...nowhere,
  };
};

const checked = async ({ document, functions }: ReadConfig, folders: ConfigFolders, columns: number) => {
  const result = await checkConfig(document, folders, functions);
  if (result.ok) return result.config;
  throw configFailure(document.source.name, result.problems, columns);
};
