import { readdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { badUsage } from '../../failure.ts';

const NAME = 'vonage-flow.config';
const READABLE = ['yaml', 'yml', 'json'] as const;
const PROGRAMS = ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs'] as const;

/**
 * The config file of a folder or the nearest folder above it; undefined when there is none. Two in one folder are a failure.
 *
 * @param listed what folders are known to hold: given again, none is looked into twice
 */
export const findConfig = async (
  from: string,
  listed = new Map<string, readonly string[]>(),
): Promise<string | undefined> => {
  for (let folder = from; ; folder = dirname(folder)) {
    const present = listed.get(folder) ?? (await configsIn(folder));
    listed.set(folder, present);
    const [first, second] = present;
    if (first !== undefined && second !== undefined) {
      throw badUsage({
        what: `there are two config files in ${folder}: ${present.join(' and ')}`,
        why: 'only one of them can be meant',
        tryThis: ['remove one of them', `or name one: --config ${first}`],
      });
    }
    if (first !== undefined) return join(folder, first);
    if (dirname(folder) === folder) return undefined;
  }
};

const NAMES: readonly string[] = [...READABLE, ...PROGRAMS].map((ending) => `${NAME}.${ending}`);

/** Whether a file of this name is found as a config. */
export const isConfigName = (name: string): boolean => NAMES.includes(name);

const configsIn = async (folder: string): Promise<readonly string[]> => {
  try {
    const present = new Set(await readdir(folder));
    return NAMES.filter((name) => present.has(name));
  } catch {
    // A folder above ours that may not be listed holds no config of ours.
    return [];
  }
};

/** The language of a config or NCCO file by its ending; undefined for another. */
export const languageOf = (file: string): 'json' | 'yaml' | undefined => {
  const ending = file.slice(file.lastIndexOf('.') + 1).toLowerCase();
  if (ending === 'json') return 'json';
  return ending === 'yaml' || ending === 'yml' ? 'yaml' : undefined;
};

/** True for a file that is a program: to read it is to run it. */
export const isProgram = (file: string): boolean => /\.[cm]?[jt]s$/i.test(file);

/** The folder of the project: that of the config which is named, or of the nearest one; else the working directory. Never fails. */
export const projectFolder = async (cwd: string, explicit: string | undefined): Promise<string> => {
  if (explicit !== undefined) return dirname(resolve(cwd, explicit));
  const nearest = await findConfig(cwd).catch(() => undefined);
  return nearest === undefined ? cwd : dirname(nearest);
};
