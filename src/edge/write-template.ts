import { lstat, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { codeOf, Failure, wordsOf } from '../failure.ts';
import { isConfigName } from './config/find-config.ts';
import { makeFolder } from './make-folder.ts';
import type { TemplateFile } from './template-files.ts';

/** The files of a template that are already in the folder, whatever they hold. */
export const filesInTheWay = async (
  folder: string,
  files: readonly TemplateFile[],
): Promise<readonly string[]> => {
  const there = await Promise.all(files.map(({ path }) => exists(join(folder, path))));
  return files.flatMap(({ path }, index) => (there[index] ? [path] : []));
};

/** A config of another ending in the folder: of two nobody knows which is meant. */
export const otherConfigIn = async (
  folder: string,
  files: readonly TemplateFile[],
): Promise<string | undefined> => {
  const own = new Set(files.map(({ path }) => path));
  if (![...own].some(isConfigName)) return undefined;
  try {
    return (await readdir(folder)).find((name) => isConfigName(name) && !own.has(name));
  } catch {
    // A folder that is not there holds none.
    return undefined;
  }
};

const exists = async (path: string): Promise<boolean> => {
  try {
    // A link that leads nowhere is in the way, too.
    await lstat(path);
    return true;
  } catch (error) {
    // Under a file there is nothing; writing says why that is wrong.
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return false;
    throw cannotWrite(path, error);
  }
};

/** Writes the files, with the folders that they need. Without `overwrite` a file that came meanwhile is left alone. */
export const writeTemplate = async (
  folder: string,
  files: readonly TemplateFile[],
  overwrite: boolean,
): Promise<void> => {
  for (const { path, text } of files) {
    const file = join(folder, path);
    try {
      await makeFolder(dirname(file));
      await writeFile(file, text, { flag: overwrite ? 'w' : 'wx' });
    } catch (error) {
      throw cannotWrite(file, error);
    }
  }
};

const cannotWrite = (path: string, cause: unknown): Failure =>
  new Failure({
    what: `${path} cannot be written`,
    why: wordsOf(cause),
    tryThis: 'choose another folder: --out <folder>',
    cause,
  });
