import { execFile, spawn } from 'node:child_process';
import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Cli, environment, newPlace, type Place, startCli } from './cli.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PACKAGES = ['@vonage', 'vite'];
const VITE = join('node_modules', 'vite', 'bin', 'vite.js');

export interface ClientApp {
  readonly place: Place;
  /** `vonage-flow listen --emulator --json` in the example's folder. */
  readonly listen: Cli;
  /** Where the emulator answers. */
  readonly api: string;
  /** The page, as `vite preview` serves it. */
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * `examples/client-app` as a stranger has it after `npm install` (with packages of its own, which here are ours), built by its own
 * Vite, and the emulator beside it. Both are real processes.
 */
export const startClientApp = async (): Promise<ClientApp> => {
  const place = newPlace();
  cpSync(join(ROOT, 'examples/client-app'), place.folder, { recursive: true });
  mkdirSync(join(place.folder, 'node_modules'));
  for (const one of PACKAGES)
    symlinkSync(join(ROOT, 'node_modules', one), join(place.folder, 'node_modules', one));
  symlinkSync(ROOT, join(place.folder, 'node_modules/vonage-flow'));
  const listen = startCli(['listen', '--emulator', '--port', '0', '--json'], place);
  const [ready, preview] = await Promise.all([listen.line(({ type }) => type === 'ready'), servePage(place)]);
  return {
    place,
    listen,
    api: String((ready['emulator'] as { api?: unknown }).api),
    url: preview.url,
    stop: async () => {
      await Promise.all([listen.stop(), preview.stop()]);
      place.remove();
    },
  };
};

const servePage = async (place: Place): Promise<{ url: string; stop: () => Promise<void> }> => {
  const where = { cwd: place.folder, env: environment(place, { NO_COLOR: '1' }) };
  await promisify(execFile)(process.execPath, [VITE, 'build'], where);
  const args = [VITE, 'preview', '--host', '127.0.0.1', '--port', '0'];
  const child = spawn(process.execPath, args, { ...where, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const stop = async (): Promise<void> => {
    child.kill();
    await ended;
  };
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const [, url] = /(http:\/\/127\.0\.0\.1:\d+\/)/.exec(said) ?? [];
      if (url !== undefined) resolve({ url, stop });
    });
    void ended.then(() => reject(new Error(`vite preview ended before it listened: ${said}`)));
  });
};
