/** Where in a program something went wrong; the whole file when nobody knows. Line and column count from 1. */
export type ModulePlace =
  | { readonly file: string; readonly line?: number; readonly column?: number }
  /** The import of this name. */
  | { readonly file: string; readonly imports: string };

/** An error of a module that could not be loaded, with what is known of the place. */
export interface ModuleFault extends Error {
  readonly place: ModulePlace;
  readonly hint?: string | undefined;
}

export const moduleFault = (
  message: string,
  place: ModulePlace,
  hint?: string,
  cause?: unknown,
): ModuleFault => Object.assign(new Error(message, { cause }), { place, hint });

export const isModuleFault = (error: unknown): error is ModuleFault =>
  error instanceof Error && 'place' in error && typeof error.place === 'object';

/**
 * The innermost line of the user's own files that an error came from: `files` are those that were loaded. The compiler
 * keeps lines, not columns.
 */
export const thrownAt = (
  error: unknown,
  files: ReadonlySet<string>,
): { readonly file: string; readonly line: number } | undefined => {
  const stack = error instanceof Error && typeof error.stack === 'string' ? error.stack : '';
  for (const frame of stack.split('\n')) {
    const [, file = '', line = ''] = /^\s*at (?:.*\()?(.*?):(\d+):\d+\)?$/.exec(frame) ?? [];
    // `at async file.ts:1:1` at the top level of a module.
    const bare = file.replace(/^async /, '');
    if (files.has(bare)) return { file: bare, line: Number(line) };
  }
  return undefined;
};
