import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONFIG_KEYS } from '../../../src/edge/config/config-keys.ts';
import { configSchema } from '../../../src/edge/config/config-schema.ts';
import { loadConfig } from '../../../src/edge/config/load-config.ts';
import { fakeOutput } from '../../support/fake-output.ts';

const PAGE = readFileSync(new URL('../../../docs/config.md', import.meta.url), 'utf8');
const example = (language: string): string =>
  new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``).exec(PAGE)?.[1] ?? '';

describe('docs/config.md', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'vonage-flow-page-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it.each([
    { language: 'yaml', nccos: ['welcome', 'menu', 'sales'] },
    { language: 'ts', nccos: ['closed', 'welcome', 'menu'] },
  ])('shows a config that works: $language', async ({ language, nccos }) => {
    const explicit = `example.${language}`;
    writeFileSync(join(folder, explicit), example(language));
    const config = await loadConfig({ cwd: folder, stderr: fakeOutput() }, { builtIn: false, explicit });
    expect(config.nccos.names).toEqual(nccos);
    const menu = await config.nccos.serve(
      'menu',
      { from: '1', dtmf: { digits: '1' } },
      { urls: { menu: 'https://a/' }, wss: { bot: 'wss://a/ws/bot' } },
    );
    expect(menu).toMatchObject({ actions: ['talk'], problems: [] });
  });

  it('lists every key', () => {
    const rows = PAGE.split('\n').filter((line) => line.startsWith('| `'));
    const listed = rows.flatMap((row) =>
      [...(row.split('|')[1] ?? '').matchAll(/`(\w+)`/g)].map(([, key]) => key),
    );
    expect(listed.sort()).toEqual([...CONFIG_KEYS].sort());
  });

  it('tells of every key that the schema has, but the one for editors', () => {
    expect([...CONFIG_KEYS].sort()).toEqual(
      Object.keys(configSchema.shape)
        .filter((key) => key !== '$schema')
        .sort(),
    );
  });
});
