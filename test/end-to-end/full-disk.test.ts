import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BIN, environment } from '../support/cli.ts';
import { emptyPlace } from '../support/whole-flow.ts';

const FULL = '/dev/full';

/** Runs the command with stdout on a disk that is full. */
const onFullDisk = async (line: string): Promise<{ code: number; stderr: string }> => {
  const place = emptyPlace();
  writeFileSync(join(place.folder, 'a.json'), '[{ "action": "talk", "text": "Hello" }]');
  const disk = openSync(FULL, 'w');
  const args = [BIN, ...line.split(' ')];
  const child = spawn(process.execPath, args, {
    cwd: place.folder,
    env: environment(place, {}),
    stdio: ['ignore', disk, 'pipe'],
  });
  closeSync(disk);
  let stderr = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const [code] = await once(child, 'close');
  return { code: Number(code), stderr };
};

const NEXT = 'make room there, or send the output elsewhere, and run it again';
const WORDS = 'Not all output could be written: ENOSPC: no space left on device, write';

describe.runIf(existsSync(FULL))('output onto a full disk', () => {
  it.each<[line: string, stderr: string]>([
    ['--version', `✗ ${WORDS}\n  → ${NEXT}\n`],
    ['ncco rules', `✗ ${WORDS}\n  → ${NEXT}\n`],
    ['ncco validate a.json --format junit', `✗ ${WORDS}\n  → ${NEXT}\n`],
    // Stops by itself, for all that it would still tell is lost.
    [
      'emulator --port 0 --json',
      `${JSON.stringify({ type: 'error', what: WORDS, tryThis: [NEXT], exitCode: 3 })}\n`,
    ],
  ])('%s', async (line, stderr) => {
    expect(await onFullDisk(line)).toEqual({ code: 3, stderr });
  });
});
