import { sep } from 'node:path';

/**
 * Where a run leaves word of itself: in the project's folder, and also in the working directory when a search upward from
 * there would miss that.
 */
export const foldersToTell = (project: string, cwd: string): readonly string[] => {
  const isAbove = cwd === project || cwd.startsWith(project.endsWith(sep) ? project : `${project}${sep}`);
  return isAbove ? [project] : [project, cwd];
};
