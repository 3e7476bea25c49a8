import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

// The house rules of docs/ARCHITECTURE.md, held by a test, so that no review has to repeat them.

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Which folder may import from which. A folder may always import from itself. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  vonage: [],
  text: ['vonage'],
  lint: ['vonage', 'text'],
  flow: ['vonage', 'text'],
  picture: ['vonage', 'text'],
  emulator: ['vonage', 'text'],
  sinks: ['flow', 'lint', 'emulator', 'vonage', 'text', 'world', 'failure'],
  edge: ['flow', 'lint', 'emulator', 'vonage', 'text', 'world', 'failure', 'version'],
  commands: [
    'edge',
    'sinks',
    'flow',
    'lint',
    'emulator',
    'picture',
    'vonage',
    'text',
    'world',
    'failure',
    'command',
    'commander',
    'report-error',
    'version',
  ],
  schema: ['edge', 'emulator', 'flow', 'lint', 'vonage'],
  // Files at the top of src/ stand for themselves.
  cli: ['edge', 'main'],
  world: [],
  failure: [],
  version: [],
  command: ['failure', 'world'],
  commander: [],
  main: ['failure', 'manner', 'world', 'program', 'report-error'],
  manner: ['text', 'world'],
  program: ['command', 'commander', 'commands', 'failure', 'front-page', 'usage-failure', 'world'],
  'front-page': ['command'],
  'usage-failure': ['failure', 'text'],
  'report-error': ['failure', 'text', 'world'],
  index: ['vonage', 'flow', 'text', 'lint', 'emulator', 'edge', 'version', 'failure'],
};

/** The one folder (or file) in which a package may be imported. Node's own modules are ruled below. */
const HOME_OF_PACKAGE: Readonly<Record<string, readonly string[]>> = {
  commander: ['commander', 'command', 'commands', 'program', 'usage-failure'],
  '@vonage/server-sdk': ['edge/applications', 'edge/calls', 'edge/conversations'],
  undici: ['edge'],
  fastify: ['edge'],
  localtunnel: ['edge/tunnels'],
  zod: ['edge/config', 'schema'],
  jiti: ['edge/config/program'],
  yaml: ['text'],
  'jsonc-parser': ['text'],
  liquidjs: ['flow/template'],
  chalk: ['sinks'],
  ora: ['sinks'],
  saxes: ['lint'],
  tinyglobby: ['edge/ncco-files'],
  'cross-spawn': ['edge/start-command'],
  '@peculiar/asn1-schema': ['edge/redirect/certificate'],
  '@peculiar/asn1-x509': ['edge/redirect/certificate'],
  diff: ['text/unified-diff'],
  ws: ['edge/emulator/socket', 'edge/media'],
  'socket.io': ['edge/emulator/client'],
};

const PURE = ['vonage', 'text', 'lint', 'flow', 'emulator', 'picture'];
const BANNED_IN_PURE: readonly (readonly [pattern: RegExp, instead: string])[] = [
  [/\bfrom 'node:/, 'take what is needed as an argument; only edge/ and sinks/ touch Node'],
  [/\bDate\.now\b|\bnew Date\(\)/, 'time is an argument'],
  [/\bMath\.random\b/, 'chance is an argument or a seed'],
  [/\bset(Timeout|Interval|Immediate)\(/, 'a timer is an effect'],
  [/\bfetch\(/, 'requests are effects, made in edge/'],
];
const BANNED_EVERYWHERE: readonly (readonly [pattern: RegExp, instead: string, except: readonly string[]])[] =
  [
    [
      /(?<![\w.'"`/-])process\.(?!platform`)|\bfrom 'node:process'/,
      'use World',
      [
        'edge/real-world.ts',
        'edge/redirect/preload.ts',
        'edge/guard/end-with-parent.ts',
        'edge/guard/end-groups-with-parent.ts',
        'edge/config/program/refuse-exit.ts',
      ],
    ],
    [/(?<![\w.'"`])console\./, 'write to a stream of World, or say a Notice', []],
    [
      /\bmkdir(?:Sync)?\([^;]*?\brecursive\b/,
      'make folders with edge/make-folder: below /proc the recursive way of Node never returns',
      [],
    ],
    [/^export default\b/m, 'use a named export', []],
    [/^export \* from\b/m, 'no barrels: import from the file', []],
    [/^\s*(?:export )?(?:const )?enum \w/m, "use a union of Vonage's strings", []],
  ];
const FILE_LIMIT_LINES = 300;
const BANNED_NAMES = /^(utils?|helpers?|common|shared|types|manager|service|lib)(\.ts)?$/;

const files = (folder: string): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return files(path);
    return entry.name.endsWith('.ts') ? [path] : [];
  });

const sources = files('src').map((path) => {
  const text = readFileSync(join(root, path), 'utf8');
  const name = path.slice('src/'.length);
  const folder = name.includes('/') ? name.slice(0, name.indexOf('/')) : name.replace(/\.ts$/, '');
  const imports = [...withoutComments(text).matchAll(/(?:\bfrom |\bimport\()'([^'\n]+)'/g)].map(
    (match) => match[1]!,
  );
  return { path, name, folder, text, code: withoutComments(text), imports };
});

/** Comments may speak of what code may not do. */
function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"`])\/\/.*$/gm, '$1');
}

const targetOf = (name: string, specifier: string): string =>
  join(dirname(name), specifier).replaceAll('\\', '/');

describe('the house', () => {
  it('imports only in the directions of the import table', () => {
    const wrong = sources.flatMap(({ name, folder, imports }) =>
      imports
        .filter((specifier) => specifier.startsWith('.'))
        .map((specifier) => targetOf(name, specifier))
        .filter((target) => {
          const other = target.includes('/')
            ? target.slice(0, target.indexOf('/'))
            : target.replace(/\.ts$/, '');
          return other !== folder && !(MAY_IMPORT[folder] ?? []).includes(other);
        })
        .map((target) => `${name} must not import ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it('has no import cycles', () => {
    const graph = new Map(
      sources.map(({ name, code }) => [
        name,
        // A type-only import is erased, so it cannot make a cycle at run time.
        [...code.matchAll(/^(?:import|export)(?! type)\b[^;']*?from '(\.[^']+)'/gm)].map((match) =>
          targetOf(name, match[1]!),
        ),
      ]),
    );
    const state = new Map<string, 'open' | 'done'>();
    const cycles: string[] = [];
    const visit = (name: string, path: readonly string[]): void => {
      if (state.get(name) === 'done') return;
      if (state.get(name) === 'open') {
        cycles.push([...path.slice(path.indexOf(name)), name].join(' → '));
        return;
      }
      state.set(name, 'open');
      for (const next of graph.get(name) ?? []) visit(next, [...path, name]);
      state.set(name, 'done');
    };
    for (const name of graph.keys()) visit(name, []);
    expect(cycles).toEqual([]);
  });

  it('gives every third-party package one home', () => {
    const wrong = sources.flatMap(({ name, imports }) =>
      imports
        .filter((specifier) => !specifier.startsWith('.') && !specifier.startsWith('node:'))
        .map((specifier) =>
          specifier
            .split('/')
            .slice(0, specifier.startsWith('@') ? 2 : 1)
            .join('/'),
        )
        .filter(
          (pack) =>
            !(HOME_OF_PACKAGE[pack] ?? []).some(
              (home) => name === `${home}.ts` || name.startsWith(`${home}/`),
            ),
        )
        .map(
          (pack) =>
            `${name} imports ${pack}, whose home is ${HOME_OF_PACKAGE[pack]?.join(', ') ?? 'nowhere yet'}`,
        ),
    );
    expect(wrong).toEqual([]);
  });

  it('keeps the middle pure', () => {
    const wrong = sources
      .filter(({ folder }) => PURE.includes(folder))
      .flatMap(({ name, code }) =>
        BANNED_IN_PURE.filter(([pattern]) => pattern.test(code)).map(([, instead]) => `${name}: ${instead}`),
      );
    expect(wrong).toEqual([]);
  });

  it('bans what has a better replacement', () => {
    const wrong = sources.flatMap(({ name, code }) =>
      BANNED_EVERYWHERE.filter(([pattern, , except]) => !except.includes(name) && pattern.test(code)).map(
        ([pattern, instead]) => `${name}: ${instead} (${pattern})`,
      ),
    );
    expect(wrong).toEqual([]);
  });

  it('keeps one idea to a file, with a name that says it', () => {
    const wrong = sources.flatMap(({ name, text }) => [
      ...(text.split('\n').length > FILE_LIMIT_LINES
        ? [`${name} has more than ${FILE_LIMIT_LINES} lines`]
        : []),
      ...(name.split('/').some((part) => BANNED_NAMES.test(part))
        ? [`${name} has a name that says nothing`]
        : []),
    ]);
    expect(wrong).toEqual([]);
  });

  it('leaves nothing undone behind', () => {
    const marks = /\b(?:TO)DO\b|\bFIX(?:ME)\b|\.(?:only|skip)\(|@ts-(?:ignore|nocheck)/;
    const wrong = [...sources.map(({ path }) => path), ...files('test')].filter(
      (path) =>
        path !== relative(root, fileURLToPath(import.meta.url)) &&
        marks.test(readFileSync(join(root, path), 'utf8')),
    );
    expect(wrong).toEqual([]);
  });
});
