import { access } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

const SCHEMA = ['node_modules', 'vonage-flow', 'schema', 'vonage-flow.config.schema.json'] as const;

/**
 * The schema of config files as a project brings it along, relative to the folder and with slashes, for its editors:
 * undefined when the project has no vonage-flow of its own. One elsewhere on this machine is no use to a colleague.
 */
export const findSchema = async (folder: string): Promise<string | undefined> => {
  for (let at = folder; ; at = dirname(at)) {
    const file = join(at, ...SCHEMA);
    try {
      await access(file);
      const path = relative(folder, file).replaceAll('\\', '/');
      return path.startsWith('.') ? path : `./${path}`;
    } catch {
      if (dirname(at) === at) return undefined;
    }
  }
};
