import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { newPlace } from '../support/cli.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const USER = join(ROOT, 'test/cases/library/uses-the-package.ts');
const run = promisify(execFile);

/** A project that has installed the package. */
const project = (): string => {
  const place = newPlace();
  onTestFinished(() => place.remove());
  mkdirSync(join(place.folder, 'node_modules'));
  symlinkSync(ROOT, join(place.folder, 'node_modules/vonage-flow'));
  writeFileSync(join(place.folder, 'package.json'), '{"type": "module"}');
  return place.folder;
};

describe('the library', () => {
  it.each([
    ['nodenext', { module: 'nodenext' }],
    ['a bundler', { module: 'esnext', moduleResolution: 'bundler' }],
    ['exact optional properties', { module: 'nodenext', exactOptionalPropertyTypes: true }],
  ])('has types for a strict user who checks them too: %s', async (_name, options) => {
    const folder = project();
    copyFileSync(USER, join(folder, 'user.ts'));
    const compilerOptions = {
      ...{ target: 'es2022', lib: ['es2022'], strict: true, skipLibCheck: false, noEmit: true, types: [] },
      ...options,
    };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['user.ts'] }));
    const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
    const said = await run(process.execPath, [tsc, '--project', folder]).then(
      ({ stdout }) => stdout,
      ({ stdout }: { stdout: string }) => stdout,
    );
    expect(said).toBe('');
  });

  it('loads the emulator only when one is started', async () => {
    const program = `
      import { startEmulator } from 'vonage-flow';
      const loaded = () => process.moduleLoadList.filter((name) => /http2|^NativeModule http$/.test(name)).length;
      const before = loaded();
      const emulator = await startEmulator();
      const after = loaded();
      await emulator.close();
      console.log(JSON.stringify({ before, isMore: after > before }));`;
    const folder = project();
    writeFileSync(join(folder, 'program.mjs'), program);
    const { stdout } = await run(process.execPath, [join(folder, 'program.mjs')], { cwd: folder });
    expect(JSON.parse(stdout)).toEqual({ before: 0, isMore: true });
  });
});
