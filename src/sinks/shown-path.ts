import { sep } from 'node:path';

/** A path as people see it: relative to the folder that they are in, when it is below that. */
export const shownPath = (path: string, folder: string | undefined): string =>
  folder !== undefined && path.startsWith(`${folder}${sep}`) ? path.slice(folder.length + 1) : path;
