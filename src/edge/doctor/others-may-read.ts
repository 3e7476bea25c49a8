import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { SourcedKey } from '../credentials/credential-sources.ts';

/**
 * Whether a key's file is readable for more than its owner. Of a key that is given as text, and on Windows, where a file
 * has rights of its own and these bits say nothing, nobody can tell.
 */
export const othersMayRead = async ({ value, folder }: SourcedKey, platform: string): Promise<boolean> => {
  if (platform === 'win32' || value.includes('-----BEGIN')) return false;
  try {
    return ((await stat(resolve(folder, value))).mode & 0o077) !== 0;
  } catch {
    return false;
  }
};
