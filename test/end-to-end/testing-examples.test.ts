import { execFile, execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { newPlace, type Place, runCli } from '../support/cli.ts';
import { startProgram } from '../support/start-program.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const EXAMPLES = join(ROOT, 'examples/testing-your-app');
const run = promisify(execFile);

/** The example as a user has it after `npm install`: with packages of its own, which here are ours. */
const installed = (name: string, ...packages: readonly string[]): Place => {
  const place = newPlace();
  onTestFinished(() => place.remove());
  cpSync(join(EXAMPLES, name), place.folder, { recursive: true });
  mkdirSync(join(place.folder, 'node_modules'));
  for (const one of packages)
    symlinkSync(join(ROOT, 'node_modules', one), join(place.folder, 'node_modules', one));
  symlinkSync(ROOT, join(place.folder, 'node_modules/vonage-flow'));
  return place;
};

/** Its own test run, with an environment of its own: ours says things about the run that this test is part of. */
const vitest = async ({ folder, home }: Place) => {
  const { PATH = '' } = process.env;
  const args = [join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', '--reporter=json', '--root', folder];
  const { stdout } = await run(process.execPath, args, { cwd: folder, env: { PATH, HOME: home } }).catch(
    (failed: { stdout: string }) => failed,
  );
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(stdout);
  const failures = testResults.flatMap(({ message, assertionResults }: never) => [
    message,
    ...(assertionResults as { failureMessages: string[] }[]).flatMap(
      ({ failureMessages }) => failureMessages,
    ),
  ]);
  return { passed: numPassedTests, failed: numFailedTests, failures: failures.filter((one: string) => one) };
};

const hasPython = (...modules: readonly string[]): boolean => {
  try {
    const imports = ['sys', ...modules].join(', ');
    execFileSync('python3', ['-c', `import ${imports}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

describe('the examples of tests', () => {
  it.each([
    ['express', 8],
    ['fastify', 4],
  ])('%s passes its own', async (name, passed) => {
    expect(await vitest(installed(name, name, 'vitest'))).toEqual({ passed, failed: 0, failures: [] });
  });

  it('express goes as its scenario file says', async () => {
    const place = installed('express', 'express');
    const url = await startProgram(join(place.folder, 'src/server.js'), place);
    const there = ['--answer-url', `${url}/answer`, '--event-url', `${url}/event`];
    const { code, stdout } = await runCli(['call', 'test/calls', ...there], place);
    expect({ code, last: stdout.trimEnd().split('\n').at(-1) }, stdout).toEqual({
      code: 0,
      last: '✓ 4 scenarios went as expected.',
    });
  });

  it.runIf(hasPython('flask', 'pytest', 'requests'))('flask passes its own, in pytest', async () => {
    const place = installed('flask');
    const args = [
      'emulator',
      'exec',
      '--redirect',
      '--speed',
      'instant',
      '--',
      'python3',
      '-m',
      'pytest',
      '-q',
    ];
    const { code, stdout, stderr } = await runCli(args, place);
    expect({ code, passed: /(\d+) passed/.exec(stdout)?.[1] }, stdout + stderr).toEqual({
      code: 0,
      passed: '5',
    });
  });

  it.runIf(hasPython())('python passes its own, with Vonage’s hosts led to the emulator', async () => {
    const place = installed('python');
    const args = ['emulator', 'exec', '--redirect', '--speed', 'instant', '--', 'python3', '-m', 'unittest'];
    const { code, stderr } = await runCli(args, place);
    expect({ code, ran: /Ran (\d+) tests/.exec(stderr)?.[1] }, stderr).toEqual({ code: 0, ran: '3' });
  });
});
