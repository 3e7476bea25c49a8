import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const read = (name: string) => JSON.parse(readFileSync(new URL(`../${name}`, import.meta.url), 'utf8'));

interface Locked {
  readonly version?: string;
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
  readonly deprecated?: string;
}

// What a user gets: the packages of the lockfile that are not there for the development alone.
const shipped = Object.entries(read('package-lock.json').packages as Readonly<Record<string, Locked>>).filter(
  ([path, { dev }]) => path !== '' && dev !== true,
);

describe('what an install brings', () => {
  it('has no axios with a known advisory: fixed in 1.12.0 and later', () => {
    const versions = shipped.filter(([path]) => /(^|\/)axios$/.test(path)).map(([, { version }]) => version);
    expect(versions).toHaveLength(1);
    const [major = 0, minor = 0] = (versions[0] ?? '').split('.').map(Number);
    expect(major === 1 && minor >= 12).toBe(true);
  });

  it('runs no script, fetches no binary', () => {
    expect(shipped.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => path)).toEqual([]);
  });
});
