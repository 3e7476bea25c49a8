import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readScenarios } from '../../../src/edge/scenario/read-scenarios.ts';
import { Failure } from '../../../src/failure.ts';
import { parseDocument } from '../../../src/text/parse-document.ts';
import { sourceText } from '../../../src/text/source-text.ts';
import { compileScenarioSchema } from '../../schema/compile.ts';

const CASES = fileURLToPath(new URL('../../cases/scenario/', import.meta.url));
const filesOf = (folder: string) =>
  readdirSync(join(CASES, folder)).filter((name) => /\.(yaml|json)$/.test(name));
const options = (folder: string) => ({ cwd: join(CASES, folder), columns: 80 });

const documentOf = (folder: string, name: string) => {
  const source = sourceText(name, readFileSync(join(CASES, folder, name), 'utf8'));
  return parseDocument(source, name.endsWith('.json') ? 'json' : 'yaml');
};

describe('readScenarios', () => {
  it.each(filesOf('fine'))('reads %s', async (name) => {
    const scenarios = await readScenarios([name], options('fine'));
    const plain = JSON.stringify(
      scenarios,
      (key, value: unknown) =>
        key === 'expectations' ? (value as { text: string }[]).map(({ text }) => text) : value,
      2,
    );
    await expect(`${plain}\n`).toMatchFileSnapshot(`../../cases/scenario/fine/${name}.txt`);
  });

  it.each(filesOf('faults'))('shows what is wrong with %s', async (name) => {
    const failure: unknown = await readScenarios([name], options('faults')).catch((error: unknown) => error);
    if (!(failure instanceof Failure)) throw failure;
    await expect(`${failure.what}\n\n${failure.excerpt}\n`).toMatchFileSnapshot(
      `../../cases/scenario/faults/${name}.txt`,
    );
  });

  it('reads a folder, and passes over what is no scenario there', async () => {
    const scenarios = await readScenarios(['../fine', '../../schema'], options('fine')).catch(
      (error: unknown) => error,
    );
    expect(scenarios).toHaveLength(7);
  });

  it.each([
    ['nowhere.yaml', 'There is no file or folder nowhere.yaml'],
    ['../../schema', 'There is no scenario in ../../schema'],
    [
      '../../../edge/scenario/read-scenarios.test.ts',
      '../../../edge/scenario/read-scenarios.test.ts is a program, and scenarios are YAML or JSON',
    ],
  ])('refuses %s', async (name, what) => {
    await expect(readScenarios([name], options('fine'))).rejects.toMatchObject({ what, exitCode: 2 });
  });
});

describe('the schema of scenarios', () => {
  const validate = compileScenarioSchema();

  it.each(filesOf('fine'))('accepts %s', (name) => {
    const document = documentOf('fine', name);
    if (!document.ok) throw new Error('cannot be read');
    validate(document.value);
    expect(validate.errors ?? []).toEqual([]);
  });

  /** The one fault of shape in each is enough; what readers know beyond, an editor leaves to them. */
  it.each(['names-and-types.yaml', 'people.yaml', 'scenarios-no-list.json'])('refuses %s', (name) => {
    const document = documentOf('faults', name);
    expect(document.ok && validate(document.value)).toBe(false);
  });
});
