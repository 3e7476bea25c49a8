import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseDocument } from '../../src/text/parse-document.ts';
import { sourceText } from '../../src/text/source-text.ts';
import type { Json } from '../../src/vonage/json.ts';
import { compileConfigSchema } from './compile.ts';

const CASES = fileURLToPath(new URL('../cases/config/', import.meta.url));
const EXAMPLES = fileURLToPath(new URL('../../examples/', import.meta.url));

/** Cases whose faults no schema can know, and why. */
const NO_FAULT_OF_SHAPE: Readonly<Record<string, string>> = {
  circle: 'names that lead to each other',
  'ncco-files-that-cannot-be-read': 'in other files',
  'ncco-files-with-faults': 'in other files',
  'no-nccos-at-all': 'a name that does not exist',
  'safety-net-unknown': 'a name that does not exist',
  templates: 'inside of texts',
  'two-configs': 'there are two',
  'unknown-ncco': 'names that do not exist',
};

const FINE: readonly string[] = [
  'application',
  ...['fine', 'forward-map', 'names-its-schema', 'lint', 'redact', 'safety-net', 'sockets'],
  ...Object.keys(NO_FAULT_OF_SHAPE),
];

const validate = compileConfigSchema();

interface ConfigCase {
  readonly name: string;
  readonly value: Json;
}

/** The configs of a folder that can be parsed. */
const configsIn = (folder: string, name: string): readonly ConfigCase[] =>
  readdirSync(join(folder, name))
    .filter((file) => /^vonage-flow\.config\.(yaml|json)$/.test(file))
    .flatMap((file) => {
      const source = sourceText(file, readFileSync(join(folder, name, file), 'utf8'));
      const parsed = parseDocument(source, file.endsWith('.json') ? 'json' : 'yaml');
      return parsed.ok && parsed.value !== null ? [{ name, value: parsed.value }] : [];
    });

const cases = readdirSync(CASES).flatMap((name) => configsIn(CASES, name));

describe('the schema of configs', () => {
  it.each([
    ...cases.filter(({ name }) => FINE.includes(name)),
    ...readdirSync(EXAMPLES).flatMap((name) => configsIn(EXAMPLES, name)),
  ])('accepts $name', ({ value }) => {
    validate(value);
    expect(validate.errors ?? []).toEqual([]);
  });

  it.each(cases.filter(({ name }) => !FINE.includes(name)))('refuses $name', ({ value }) => {
    expect(validate(value)).toBe(false);
  });

  it('looks into NCCOs that are written in the config, at any depth', () => {
    const branches = (actions: Json): Json => ({
      nccos: { menu: [{ when: { from: 1 }, ncco: [{ ncco: actions }] }] },
    });
    expect(validate(branches([{ action: 'talk', text: 'Hello' }]))).toBe(true);
    expect(validate(branches([{ action: 'talk', text: 7 }]))).toBe(false);
  });
});
