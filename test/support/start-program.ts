import { spawn } from 'node:child_process';
import { onTestFinished } from 'vitest';
import type { Place } from './cli.ts';

/** Starts a user's program that says `listening on http://…`, and gives that address. Ended after the test. */
export const startProgram = async (file: string, place: Place): Promise<string> => {
  const child = spawn(process.execPath, [file], {
    cwd: place.folder,
    env: { PATH: process.env['PATH'] ?? '', PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(async () => {
    const ended = new Promise((resolve) => child.once('close', resolve));
    child.kill();
    await ended;
  });
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const [, url] = /listening on (\S+)\n/.exec(said) ?? [];
      if (url !== undefined) resolve(url);
    });
    child.once('close', () => reject(new Error(`${file} ended before it listened: ${said}`)));
  });
};
