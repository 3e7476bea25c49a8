import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LoadOptions, loadConfig } from '../../../src/edge/config/load-config.ts';
import { Failure } from '../../../src/failure.ts';
import { fakeOutput } from '../../support/fake-output.ts';

let home: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'vonage-flow-config-'));
});
afterAll(() => {
  rmSync(home, { recursive: true });
});

/** A folder of its own with these files. */
const folderWith = (files: Readonly<Record<string, string | Uint8Array>>): string => {
  const folder = mkdtempSync(join(home, 'case-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
};

const load = (cwd: string, options: Partial<LoadOptions> = {}) =>
  loadConfig({ cwd, stderr: fakeOutput() }, { builtIn: false, ...options });

/** What is said first of a config that is refused. */
const refusal = async (cwd: string, options: Partial<LoadOptions> = {}): Promise<string> => {
  const error = await load(cwd, options).then(
    () => 'it was taken',
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Failure)) throw error;
  expect(error.exitCode).toBe(2);
  return error.what.replaceAll(cwd, '<cwd>');
};

describe('which config is used', () => {
  it('the nearest one upward; files are relative to it', async () => {
    const folder = folderWith({
      'vonage-flow.config.yaml': 'answer: ./nccos/hello.json\nusers: [outer]',
      'nccos/hello.json': '[{"action":"talk","text":"Hello"}]',
      'src/deep/nothing.txt': '',
      'inner/vonage-flow.config.json': '{"users":["inner"]}',
    });
    const outer = await load(join(folder, 'src', 'deep'));
    expect(outer).toMatchObject({
      file: join(folder, 'vonage-flow.config.yaml'),
      directory: folder,
      users: ['outer'],
    });
    expect((await outer.nccos.answer({}, { urls: {}, wss: {} })).text).toBe(
      '[{"action":"talk","text":"Hello"}]',
    );
    expect(await load(join(folder, 'inner'))).toMatchObject({ users: ['inner'] });
  });

  it('the one that is named, and no other', async () => {
    const folder = folderWith({ 'vonage-flow.config.yaml': 'users: [found]', 'other.yml': 'users: [named]' });
    expect(await load(folder, { explicit: 'other.yml' })).toMatchObject({
      file: join(folder, 'other.yml'),
      users: ['named'],
    });
  });

  it('none: the built-in IVR', async () => {
    const config = await load(home, { builtIn: true });
    expect(config).toMatchObject({
      file: undefined,
      directory: home,
      numbers: ['14155550100'],
      users: ['alice'],
    });
    expect(config.nccos.names).toEqual(['welcome', 'menu', 'alice', 'billing', 'sorry']);
  });

  it('none: an empty one', async () => {
    const { nccos, ...config } = await load(home);
    expect(config).toEqual({
      file: undefined,
      directory: home,
      numbers: [],
      users: [],
      forwardPaths: [],
      sockets: {},
      redact: [],
      lint: { severities: {} },
    });
    expect([nccos.names, nccos.hasAnswer]).toEqual([[], false]);
  });
});

describe('a config that cannot be read', () => {
  it.each([
    {
      name: 'missing',
      explicit: 'nope.yaml',
      what: 'the config nope.yaml cannot be read: there is no such file',
    },
    {
      name: 'below a file',
      explicit: 'a.txt/b.yaml',
      what: 'the config a.txt/b.yaml cannot be read: there is no such file',
    },
    {
      name: 'a folder',
      explicit: 'folder.yaml',
      what: 'the config folder.yaml cannot be read: it is a folder',
    },
    {
      name: 'too large',
      explicit: 'large.json',
      what: 'the config large.json cannot be read: it is larger than 10 MB',
    },
    {
      name: 'not UTF-8',
      explicit: 'latin.yaml',
      what: 'the config latin.yaml cannot be read: it is not UTF-8 text',
    },
    { name: 'another kind of file', explicit: 'a.txt', what: 'a.txt is no config that can be read' },
    { name: 'an empty program', explicit: 'x.mjs', what: 'the config x.mjs is empty' },
    { name: 'only a byte order mark', explicit: 'bom.yaml', what: 'the config bom.yaml is empty' },
  ])('$name', async ({ explicit, what }) => {
    const folder = folderWith({
      'a.txt': 'x',
      'folder.yaml/x': '',
      'large.json': `"${' '.repeat(10 * 1024 * 1024)}"`,
      'latin.yaml': new Uint8Array([0x61, 0x3a, 0x20, 0xfc]),
      'x.mjs': '',
      'bom.yaml': '\ufeff',
    });
    expect(await refusal(folder, { explicit })).toBe(what);
  });

  it('shows no more than twenty faults', async () => {
    const folder = folderWith({
      'vonage-flow.config.json': JSON.stringify({ numbers: Array(25).fill('x') }),
    });
    const error = await load(folder).catch((thrown: unknown) => thrown);
    if (!(error instanceof Failure)) throw error;
    expect(error.what).toBe('the config vonage-flow.config.json has 25 problems');
    expect(error.excerpt?.split('\n\n')).toHaveLength(21);
    expect(error.excerpt?.endsWith('\n\n… and 5 more')).toBe(true);
  });
});

const EXAMPLE = fileURLToPath(new URL('../../../examples/ivr/', import.meta.url));
const URLS = { menu: 'https://a.example/ncco/menu' };
const ADDRESSES = { urls: URLS, wss: {} };

describe.each([
  { ivr: 'the example', cwd: EXAMPLE },
  { ivr: 'the built-in one', cwd: tmpdir() },
])('the IVR: $ivr', ({ cwd }) => {
  const book = async () => (await load(cwd, { builtIn: true })).nccos;

  it('answers, and asks for a key that comes to the menu', async () => {
    const served = await (await book()).answer({ from: '447700900001', to: '14155550100' }, ADDRESSES);
    expect([served.name, served.actions, served.problems]).toEqual(['welcome', ['talk', 'input'], []]);
    expect(JSON.parse(served.text)).toMatchObject([
      { bargeIn: true },
      { type: ['dtmf'], eventUrl: [URLS.menu] },
    ]);
  });

  it.each([
    { digits: '1', served: 'alice', connect: { endpoint: [{ type: 'app', user: 'alice' }] } },
    {
      digits: '2',
      served: 'billing',
      connect: { from: '14155550100', endpoint: [{ type: 'phone', number: '14155550199' }] },
    },
    { digits: '9', served: 'sorry', connect: { action: 'input', eventUrl: [URLS.menu] } },
    { digits: '', served: 'sorry', connect: { action: 'input', eventUrl: [URLS.menu] } },
  ])('key "$digits" leads to $served', async ({ digits, served, connect }) => {
    const reply = await (await book()).serve(
      'menu',
      { dtmf: { digits, timed_out: false }, from: '447700900001', to: '14155550100' },
      ADDRESSES,
    );
    expect([reply?.name, reply?.problems]).toEqual([served, []]);
    expect(JSON.parse(reply?.text ?? '')[1]).toMatchObject(connect);
  });
});
