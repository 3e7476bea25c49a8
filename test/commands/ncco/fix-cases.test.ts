import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { lintFiles } from '../../../src/commands/ncco/lint-files.ts';
import { fixText } from '../../../src/lint/fix-text.ts';

const CASES = fileURLToPath(new URL('../../cases/fix/', import.meta.url));

/** What stays in these has a fix, and a reason to stay. */
const LEFT: Readonly<Record<string, readonly string[]>> = {
  'yaml-aliases.yaml': ['plus-in-number', 'plus-in-number', 'unknown-action', 'unknown-action'],
  'yaml-block-list-around-a-text.yaml': ['needless-array'],
};

const inputs = readdirSync(CASES).filter((file) => !file.includes('.fixed.'));

describe('--fix', () => {
  it.each(inputs)('mends %s', async (file) => {
    const text = readFileSync(join(CASES, file), 'utf8');
    const language = file.endsWith('.json') ? 'json' : 'yaml';
    let fixed = text;
    const [report] = await lintFiles(
      [{ name: file, text, language, isFound: false }],
      {},
      {
        directory: CASES,
        mend: (given, lint) => {
          fixed = fixText(given, lint).text;
          return fixed;
        },
      },
    );
    await expect(fixed).toMatchFileSnapshot(join(CASES, file.replace(/\.(\w+)$/, '.fixed.$1')));
    const left = (report?.findings ?? []).filter(({ fix }) => fix?.isSafe).map(({ rule }) => rule);
    expect(left).toEqual(LEFT[file] ?? []);
  });
});
