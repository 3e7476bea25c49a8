// Writes the JSON Schemas of NCCO, scenario and config into schema/, from the tables by which they are linted and run.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const folder = join(root, 'schema');
/** Node has to find the packages that the tables need, so the program lies where they are. */
const program = join(root, 'node_modules', `.schema-${process.pid}.mjs`);

process.on('exit', () => rmSync(program, { force: true }));

await build({
  absWorkingDir: root,
  entryPoints: ['src/schema/schemas.ts'],
  outfile: program,
  bundle: true,
  packages: 'external',
  format: 'esm',
  platform: 'node',
  logLevel: 'warning',
});
const { SCHEMAS } = await import(pathToFileURL(program).href);
mkdirSync(folder, { recursive: true });
for (const [name, schema] of Object.entries(SCHEMAS)) {
  writeFileSync(join(folder, name), `${JSON.stringify(schema, undefined, 2)}\n`);
}
