// Builds dist/: one bundle per entry with shared chunks, and the type declarations of the public API.
// `--if-stale` returns at once when nothing that goes into dist is newer than it.
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');
const stamp = join(dist, '.built');
/** Everything is made here and takes the place of dist at the end, so that a running command never meets half a build. */
const making = join(root, `dist.making-${process.pid}`);

const newest = (path) => {
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(stats.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
};

const sources = ['src', 'package.json', 'tsconfig.json', 'scripts/build.js'].map((name) => join(root, name));

const isFresh = () => existsSync(stamp) && statSync(stamp).mtimeMs > Math.max(...sources.map(newest));

if (process.argv.includes('--if-stale') && isFresh()) process.exit(0);

// A package installed from a tarball has dist but neither src nor the build tools: nothing to do.
if (!existsSync(join(root, 'src'))) process.exit(0);

process.on('exit', () => rmSync(making, { recursive: true, force: true }));

const { build } = await import('esbuild');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/**
 * What every command needs is made one file: esbuild would cut it into as many as there are ways to share it, and each
 * is felt at every start. So all that is loaded later is made to depend on the whole of it, and on all of `small`:
 * modules of which many commands need some. (Only names are passed on, for there are no default exports here.)
 */
const inOnePiece = (start, small) => ({
  name: 'in-one-piece',
  setup: ({ onResolve, onLoad, resolve }) => {
    onResolve({ filter: /./ }, async ({ kind, path, importer, resolveDir }) => {
      if (kind !== 'dynamic-import') return undefined;
      const found = await resolve(path, { kind: 'import-statement', importer, resolveDir });
      return found.external || found.path === start ? found : { path: found.path, namespace: LATER };
    });
    onLoad({ filter: /./, namespace: LATER }, ({ path }) => ({
      contents: [start, ...small]
        .map((module) => `import ${JSON.stringify(module)};`)
        .concat(`export * from ${JSON.stringify(path)};`)
        .join('\n'),
      resolveDir: dirname(path),
    }));
  },
});
const LATER = 'later';

/**
 * Bundled CommonJS packages ask for Node's own modules with `require`. esbuild lets them all ask in one place, and only
 * the file that holds it is given one: making it is felt at a start too.
 */
const REQUIRE =
  "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);\n";
const giveRequire = (outputs) => {
  for (const path of Object.keys(outputs).map((name) => join(root, name))) {
    const text = readFileSync(path, 'utf8');
    if (text.includes('Dynamic require of')) writeFileSync(path, REQUIRE + text);
  }
};

/**
 * The library starts an emulator only when it is asked to, and takes it from where the command line has it: a second
 * copy would be a third of the package.
 */
const emulatorFromCommandLine = {
  name: 'emulator-from-command-line',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^\.\.\/cli\.js$/ }, ({ path }) => ({ path, external: true }));
    onResolve({ filter: /\/test-emulator\.ts$/ }, ({ path }) => ({ path, namespace: SHARED }));
    onLoad({ filter: /./, namespace: SHARED }, () => ({
      contents: `import { testEmulator } from '../cli.js';
export const { startTestEmulator } = await testEmulator();`,
    }));
  },
};
const SHARED = 'shared';

/** It does not say so itself: importing it does nothing, so what is not used of it can be left out. */
const withoutSideEffects = {
  name: 'without-side-effects',
  setup: ({ onResolve, resolve }) =>
    onResolve({ filter: /./ }, async ({ path, importer, resolveDir, kind, pluginData }) => {
      if (pluginData === withoutSideEffects || !/jsonc-parser/.test(`${path}${importer}`)) return undefined;
      const found = await resolve(path, { importer, resolveDir, kind, pluginData: withoutSideEffects });
      return { ...found, sideEffects: false };
    }),
};

/**
 * All media types that there are, for a server that sends files: socket.io's would, and here it sends none
 * (`serveClient: false`). They are two thirds of what it weighs.
 */
const withoutMediaTypes = {
  name: 'without-media-types',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^mime-db$/ }, ({ path }) => ({ path, namespace: NOTHING }));
    onLoad({ filter: /./, namespace: NOTHING }, () => ({ contents: 'module.exports = {};' }));
  },
};
const NOTHING = 'nothing';

/** A file takes about as long to open as it takes to read over so many characters that are not needed. */
const SMALL = 4000;

/** Modules of ours that would become small files of their own, each shared by some commands, and bring nothing else along. */
const smallModules = ({ metafile: { inputs, outputs } }) => {
  const isShared = ({ entryPoint, bytes }) => entryPoint === undefined && bytes < SMALL;
  const small = new Set(
    Object.values(outputs)
      .filter(isShared)
      .flatMap((output) => Object.keys(output.inputs))
      .filter((path) => path.startsWith('src/')),
  );
  const [first] = Object.values(outputs).filter((output) => 'src/cli.ts' in output.inputs);
  const isAlone = (path) =>
    inputs[path].imports.every(
      ({ path: other, kind }) => kind === 'dynamic-import' || other in first.inputs || small.has(other),
    );
  // Without one, those that import it are not alone either.
  for (let before = -1; before !== small.size; ) {
    before = small.size;
    for (const path of small) if (!isAlone(path)) small.delete(path);
  }
  return [...small].map((path) => join(root, path));
};

/** Else the command line and the library share no file, so that each starts with as few as it can. */
const bundle = async (entryPoints, plugins = [], write = true) => {
  const result = await build({
    write,
    absWorkingDir: root,
    entryPoints,
    outdir: making,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    mainFields: ['module', 'main'],
    external: Object.keys(manifest.dependencies),
    chunkNames: 'chunks/[name]-[hash]',
    legalComments: 'none',
    minify: true,
    metafile: true,
    logLevel: 'warning',
    plugins: [withoutSideEffects, withoutMediaTypes, ...plugins],
    define: { __VERSION__: JSON.stringify(manifest.version) },
  });
  if (write) giveRequire(result.metafile.outputs);
  return result;
};

/** In two rounds: how it would be cut has to be seen before it can be cut better. */
const bundleCli = async () => {
  const start = join(root, 'src/cli.ts');
  const small = smallModules(await bundle({ cli: start }, [inOnePiece(start, [])], false));
  return bundle({ cli: start }, [inOnePiece(start, small)]);
};

/**
 * Small files that need no other: what is loaded into every process of Node that `emulator exec --redirect` starts, and what ends a
 * tunnel's program, or the user's own command, together with the listener.
 */
const alone = () =>
  build({
    absWorkingDir: root,
    entryPoints: {
      redirect: 'src/edge/redirect/preload.ts',
      'end-with-parent': 'src/edge/guard/end-with-parent.ts',
      'end-groups-with-parent': 'src/edge/guard/end-groups-with-parent.ts',
    },
    outdir: making,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    // Required, it is there before all else, in every kind of worker too; `--import` is not, in Node 20.
    format: 'cjs',
    platform: 'node',
    target: 'node16',
    minify: true,
    metafile: true,
    logLevel: 'warning',
  });

const results = [
  await bundleCli(),
  await bundle({ index: 'src/index.ts' }, [emulatorFromCommandLine]),
  await alone(),
];
writeFileSync(
  join(making, 'LICENSES.md'),
  licences(
    results
      .flatMap(({ metafile }) => Object.keys(metafile.inputs))
      .filter((input) => ![LATER, SHARED, NOTHING].some((space) => input.startsWith(`${space}:`))),
  ),
);

execFileSync(
  process.execPath,
  [
    join(root, 'node_modules/typescript/bin/tsc'),
    '--noEmit',
    'false',
    '--emitDeclarationOnly',
    '--declaration',
    '--outDir',
    join(making, 'types'),
    '--rootDir',
    join(root, 'src'),
    '--project',
    join(root, 'tsconfig.build.json'),
  ],
  { stdio: 'inherit' },
);
keepReachable(join(making, 'types'), 'index.d.ts');

const old = `${making}-old`;
if (existsSync(dist)) renameSync(dist, old);
renameSync(making, dist);
rmSync(old, { recursive: true, force: true });
writeFileSync(stamp, '');

/**
 * tsc writes a declaration for every file of the program; those that the public API never names were three quarters of
 * the package's files.
 */
function keepReachable(folder, first) {
  const reached = new Set();
  const visit = (path) => {
    if (reached.has(path)) return;
    reached.add(path);
    for (const [, specifier] of readFileSync(path, 'utf8').matchAll(
      /(?:\bfrom |\bimport\()['"](\.[^'"]+)['"]/g,
    ))
      visit(join(dirname(path), specifier.replace(/\.[jt]s$/, '.d.ts')));
  };
  visit(join(folder, first));
  const all = readdirSync(folder, { recursive: true, withFileTypes: true });
  for (const file of all.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)))
    if (!reached.has(file)) rmSync(file);
  // The deepest first, so that a folder is empty when its turn comes.
  for (const entry of all.filter((one) => one.isDirectory()).reverse()) {
    const path = join(entry.parentPath, entry.name);
    if (readdirSync(path).length === 0) rmdirSync(path);
  }
}

/** Licence texts of every package whose code is inside the bundle. */
function licences(inputs) {
  const packages = new Set(
    inputs.flatMap((input) => {
      const match = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input);
      return match ? [match[1]] : [];
    }),
  );
  const notices = [...packages].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
    const file = readdirSync(join(root, folder)).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file ? readFileSync(join(root, folder, file), 'utf8').trim() : '';
    const permission = Math.max(0, text.search(/Permission (is hereby granted|to use, copy)/));
    const whose = text.slice(0, permission).trim();
    return { heading: `## ${name} ${version} (${license})`, whose, permission: text.slice(permission) };
  });
  // Most say the same below their copyright, word for word: it is printed once, below all whose it is.
  const groups = new Map();
  for (const notice of notices) {
    const words = notice.permission.replace(/\s+/g, ' ');
    groups.set(words, [...(groups.get(words) ?? []), notice]);
  }
  const sections = [...groups.values()].map((group) =>
    [
      ...group.map(({ heading, whose }) => `${heading}\n${whose && `\n${fenced(whose)}\n`}`),
      `${fenced(group[0].permission)}\n`,
    ].join('\n'),
  );
  return `# Packages bundled in vonage-flow\n\n${sections.join('\n')}`;
}

function fenced(text) {
  return `\`\`\`text\n${text}\n\`\`\``;
}
