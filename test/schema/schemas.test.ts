import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { SCHEMAS } from '../../src/schema/schemas.ts';

const FOLDER = fileURLToPath(new URL('../../schema/', import.meta.url));

describe('the schemas of the package', () => {
  it.each(Object.entries(SCHEMAS))('%s is as the tables have it (else: npm run schema)', (name, schema) => {
    expect(JSON.parse(readFileSync(FOLDER + name, 'utf8'))).toEqual(schema);
  });

  it('are all that is in the folder', () => {
    expect(readdirSync(FOLDER).sort()).toEqual(Object.keys(SCHEMAS).sort());
  });

  it.each(Object.keys(SCHEMAS))('%s can be found by its name in the package', (name) => {
    const require = createRequire(import.meta.url);
    expect(require.resolve(`vonage-flow/schema/${name}`)).toBe(FOLDER + name);
  });
});
