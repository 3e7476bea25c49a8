import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

// Times are measured by `npm run bench`; what can be held by a test is how much a start has to load.

const dist = fileURLToPath(new URL('../../dist', import.meta.url));

/** The chunk of a module that is loaded when it is needed. */
const chunkOf = (name: string): string => {
  const file = readdirSync(join(dist, 'chunks')).find((one) => one.startsWith(`${name}-`));
  if (file === undefined) throw new Error(`there is no chunk of ${name}`);
  return join(dist, 'chunks', file);
};

/** A file of ours and all that it imports at once. */
const needs = (file: string, seen = new Set<string>()): ReadonlySet<string> => {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const [, specifier] of readFileSync(file, 'utf8').matchAll(/\bimport(?:\{[^}]*\}from)?"(\.[^"]+)"/g)) {
    needs(join(dirname(file), String(specifier)), seen);
  }
  return seen;
};

const names = (files: ReadonlySet<string>): readonly string[] =>
  [...files].map((file) =>
    relative(dist, file)
      .replaceAll('\\', '/')
      .replace(/-\w{8}\.js$/, '.js'),
  );

test('what every command needs is few files', () => {
  expect(names(needs(join(dist, 'cli.js')))).toEqual(['cli.js', 'chunks/chunk.js']);
});

test('what ncco validate needs is not cut into small ones', () => {
  expect(names(needs(chunkOf('validate'))).length).toBeLessThan(15);
});

/** A word that only the bundled code of a package has. */
const SIGNS = {
  zod: 'ZodObject',
  yaml: 'YAMLParseError',
  jiti: 'createJiti',
  liquidjs: 'Liquid',
  undici: '"undici"',
  'what reads a config': 'vonage-flow.config.yaml upward is used',
  'what marks a line': 'graphemes',
};

test('ncco validate loads what checks JSON, and no reader of anything else', () => {
  const text = [...needs(chunkOf('validate'))].map((file) => readFileSync(file, 'utf8')).join('\n');
  const loaded = Object.entries(SIGNS).flatMap(([name, sign]) => (text.includes(sign) ? [name] : []));
  expect(loaded).toEqual([]);
});
