import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Failure, wordsOf } from '../failure.ts';

export interface TemplateFile {
  /** Relative to the template's folder. */
  readonly path: string;
  readonly text: string;
}

/** The files of a template as they come with the package, in the order of their names. */
export const readTemplate = async (name: string): Promise<readonly TemplateFile[]> => {
  const folder = join(templatesFolder(), name);
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const paths = entries
      .filter((entry) => entry.isFile())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
      .sort();
    return await Promise.all(
      paths.map(async (path) => ({ path, text: await readFile(join(folder, path), 'utf8') })),
    );
  } catch (cause) {
    throw damaged(wordsOf(cause), cause);
  }
};

/** Sources and bundles are at different depths below the package's root. */
const templatesFolder = (): string => {
  for (let at = dirname(fileURLToPath(import.meta.url)); ; at = dirname(at)) {
    const folder = join(at, 'examples', 'templates');
    if (existsSync(folder)) return folder;
    if (dirname(at) === at) throw damaged('its folder examples/templates is not there');
  }
};

const damaged = (why: string, cause?: unknown): Failure =>
  new Failure({
    what: 'The templates of vonage-flow cannot be read',
    why,
    tryThis: 'install it again: npm install vonage-flow',
    cause,
  });
