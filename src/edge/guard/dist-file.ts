import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The path of a file in dist, by the package's own name, which leads there from wherever this file runs. */
export const distFile = (name: string): string =>
  join(dirname(createRequire(import.meta.url).resolve('vonage-flow/package.json')), 'dist', name);
