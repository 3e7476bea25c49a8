import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { JsonObject } from '../../src/vonage/json.ts';

export const BIN = fileURLToPath(new URL('../../bin/vonage-flow.js', import.meta.url));

/** A folder of its own for one test, with a home folder inside, so that nothing of this machine's user counts. */
export interface Place {
  readonly folder: string;
  readonly home: string;
  remove(): void;
}

export const newPlace = (): Place => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'vonage-flow-test-')));
  return {
    folder,
    home: join(folder, 'home'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};

/** Only what a process needs to start, and the guard against leaving this machine. */
export const environment = (
  place: Place,
  more: Readonly<Record<string, string>>,
): Record<string, string> => ({
  PATH: process.env['PATH'] ?? '',
  NODE_OPTIONS: process.env['NODE_OPTIONS'] ?? '',
  HOME: place.home,
  TZ: 'UTC',
  ...more,
});

export interface Cli {
  readonly child: ChildProcess;
  /** All that was written so far. */
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** The lines of stdout as JSON. */
  readonly lines: () => JsonObject[];
  /** Resolves with the first JSON line for which the test holds, also one of the past; fails when the process ends first. */
  readonly line: (test: (line: JsonObject) => boolean) => Promise<JsonObject>;
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  readonly stop: (signal?: NodeJS.Signals) => Promise<number | null>;
}

/** Shorter ones are words that a test made up. */
const SHORTEST_SECRET = 12;

/**
 * A secret that was given to a command and stands in its output: looked for after every run of every test. The emulator alone prints what it
 * made up itself.
 */
export const leakOf = (
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  output: string,
): Error | undefined => {
  if (args[0] === 'emulator') return undefined;
  const given = [
    env['VONAGE_API_SECRET'],
    env['VONAGE_SIGNATURE_SECRET'],
    ...['--api-secret', '--signature-secret'].map((flag) =>
      args.includes(flag) ? args[args.indexOf(flag) + 1] : undefined,
    ),
    ...linesOfKey(env['VONAGE_PRIVATE_KEY'] ?? ''),
  ];
  const leaked = given.some(
    (secret) =>
      secret !== undefined &&
      secret.length >= SHORTEST_SECRET &&
      !secret.includes('-----') &&
      output.includes(secret),
  );
  return leaked
    ? new Error(`a secret stands in the output of vonage-flow ${args.join(' ')}:\n${output}`)
    : undefined;
};

/** A path may be named, a key may not. */
const linesOfKey = (given: string): readonly string[] =>
  given.includes('-----BEGIN') ? given.split(/\n|\\n/) : [];

/** Starts the real, built command. */
export const startCli = (
  args: readonly string[],
  place: Place,
  env: Readonly<Record<string, string>> = {},
): Cli => {
  const child = spawn(process.execPath, [BIN, ...args], {
    cwd: place.folder,
    env: environment(place, env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  let exited = false;
  const waiting = new Set<() => void>();
  const wake = (): void => {
    for (const one of [...waiting]) one();
  };
  child.stdout?.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
    wake();
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve, reject) => {
    child.once('close', (code, signal) => {
      exited = true;
      wake();
      const leak = leakOf(args, env, stdout + stderr);
      if (leak !== undefined) reject(leak);
      resolve({ code, signal });
    });
  });
  const lines = (): JsonObject[] =>
    stdout
      .slice(0, stdout.lastIndexOf('\n') + 1)
      .split('\n')
      .filter((text) => text !== '')
      .map((text) => JSON.parse(text) as JsonObject);
  return {
    child,
    stdout: () => stdout,
    stderr: () => stderr,
    lines,
    line: (test) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = lines().find(test);
          if (!found && !exited) return;
          waiting.delete(look);
          if (found) resolve(found);
          else
            reject(
              new Error(`vonage-flow ${args.join(' ')} ended before the line came\n${stdout}\n${stderr}`),
            );
        };
        waiting.add(look);
        look();
      }),
    ended,
    stop: async (signal = 'SIGINT') => {
      child.kill(signal);
      return (await ended).code;
    },
  };
};

/** Runs the command to its end. */
export const runCli = async (
  args: readonly string[],
  place: Place,
  env: Readonly<Record<string, string>> = {},
): Promise<{ code: number | null; stdout: string; stderr: string }> => {
  const cli = startCli(args, place, env);
  const { code } = await cli.ended;
  return { code, stdout: cli.stdout(), stderr: cli.stderr() };
};
