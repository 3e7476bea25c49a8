import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const from = (name: string): string => fileURLToPath(new URL(`stand-ins/${name}`, import.meta.url));

/** Puts a `cloudflared` that stays on this machine into a folder for PATH; gives the folder and the ids of its processes. */
export const installCloudflared = (place: string): { readonly folder: string; pids(): number[] } => {
  const folder = join(place, 'bin');
  mkdirSync(folder, { recursive: true });
  copyFileSync(from('cloudflared.cjs'), join(folder, 'cloudflared'));
  copyFileSync(from('forward.cjs'), join(folder, 'forward.cjs'));
  // Its name has no ending that tells what it is.
  writeFileSync(join(folder, 'package.json'), '{"type":"commonjs"}');
  return {
    folder,
    pids: () => readFileSync(join(folder, 'pids'), 'utf8').trim().split('\n').map(Number),
  };
};

/** Puts an `@ngrok/ngrok` that stays on this machine into a project; gives the path of its module. */
export const installNgrok = (project: string): string => {
  const folder = join(project, 'node_modules', '@ngrok', 'ngrok');
  mkdirSync(folder, { recursive: true });
  copyFileSync(from('ngrok.cjs'), join(folder, 'index.js'));
  copyFileSync(from('forward.cjs'), join(folder, 'forward.cjs'));
  writeFileSync(join(folder, 'package.json'), '{"name":"@ngrok/ngrok","version":"1.7.0","main":"index.js"}');
  return join(folder, 'index.js');
};
