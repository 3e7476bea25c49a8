import { join, relative } from 'node:path';
import type { TemplateFile } from '../edge/template-files.ts';
import { filesInTheWay, otherConfigIn } from '../edge/write-template.ts';
import { badUsage } from '../failure.ts';
import { printable } from '../text/printable.ts';

/** Fails when a file of these is there already. `instead` are the ways out, one a line. */
export const refuseOverwriting = async (
  folder: string,
  files: readonly TemplateFile[],
  cwd: string,
  instead: readonly string[],
): Promise<void> => {
  const inTheWay = await filesInTheWay(folder, files);
  if (inTheWay.length === 0) return;
  const shown = inTheWay.map((path) => relative(cwd, join(folder, path)));
  throw badUsage({
    what: `${shown.join(', ')} ${shown.length === 1 ? 'is' : 'are'} there already, and nothing was written`,
    tryThis: instead,
  });
};

/** Fails when a config of another ending is in the folder. */
export const refuseSecondConfig = async (
  folder: string,
  files: readonly TemplateFile[],
  cwd: string,
): Promise<void> => {
  const other = await otherConfigIn(folder, files);
  if (other === undefined) return;
  throw badUsage({
    what: `There is a config already: ${relative(cwd, join(folder, other))}`,
    why: 'of two in one folder nobody knows which is meant',
    tryThis: ['write elsewhere: --out <folder>', 'or remove it first'],
  });
};

/** `cd <folder> && `, for a command line that has to be given there; empty in the working directory. */
export const goTo = (folder: string, cwd: string): string => {
  const where = relative(cwd, folder);
  return where === '' ? '' : `cd ${printable(/[^\w./-]/.test(where) ? `'${where}'` : where)} && `;
};
