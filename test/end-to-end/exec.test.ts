import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { newPlace, runCli } from '../support/cli.ts';
import { node, runExec, startExec } from '../support/exec.ts';
import { freePort } from '../support/free-port.ts';
import { hasPty, startInTerminal } from '../support/pty.ts';

/** Prints what the script makes of its environment. */
const printed = (expression: string) => node(`console.log(JSON.stringify(${expression}))`);

/** Stays until a signal comes, which it names. */
const STAYS = `
  const stay = setInterval(() => {}, 1000);
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(name, () => {
      console.log(JSON.stringify({ heard: name }));
      if (!process.env.STUBBORN) setTimeout(() => process.exit(5), 200);
    });
  }
  console.log(JSON.stringify({ pid: process.pid, api: process.env.VONAGE_API_HOST }));
`;

const isOpen = (url: string): Promise<boolean> =>
  new Promise((resolve) => {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname)
      .once('connect', () => resolve(true))
      .once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

describe('emulator exec', () => {
  it('has the emulator ready when the command starts, and stops it behind', async () => {
    const { code, stdout, stderr, left } = await runExec(
      node(`
        const { VONAGE_API_HOST: host, VONAGE_API_KEY: key, VONAGE_API_SECRET: secret } = process.env;
        const reply = await fetch(host + '/v2/applications/' + process.env.VONAGE_APPLICATION_ID, {
          headers: { authorization: 'Basic ' + btoa(key + ':' + secret) },
        });
        const { capabilities } = await reply.json();
        const numbers = await (await fetch(host + '/emulator/v1/about')).json();
        console.log(JSON.stringify([host, reply.status, capabilities.voice.webhooks.answer_url.address, numbers.numbers]));
      `),
      ['--answer-url', 'http://localhost:8080/answer', '--number', '447700900123'],
    );
    const [host, ...facts] = JSON.parse(stdout) as [string, ...unknown[]];
    expect(facts).toEqual([200, 'http://localhost:8080/answer', ['447700900123']]);
    expect({ code, left }).toEqual({ code: 0, left: [] });
    expect(stderr).toMatch(/^● The emulated Vonage platform is at http:\/\/127\.0\.0\.1:\d+ \(seed \w+\)\n$/);
    expect(await isOpen(host)).toBe(false);
  });

  it('takes the port and the seed that it is told', async () => {
    const port = await freePort();
    const { stdout, stderr } = await runExec(
      printed('[process.env.VONAGE_API_HOST, process.env.VONAGE_APPLICATION_ID]'),
      ['--port', String(port), '--seed', 'abc'],
    );
    expect(JSON.parse(stdout)).toEqual([
      `http://127.0.0.1:${port}`,
      // From the seed: an application of the same seed has the same id.
      JSON.parse((await runExec(printed('process.env.VONAGE_APPLICATION_ID'), ['--seed', 'abc'])).stdout),
    ]);
    expect(stderr).toContain('(seed abc)');
  });

  it('puts the key into a file that only its owner can read', async () => {
    const { stdout, left } = await runExec(
      node(`
        import { readFileSync, statSync } from 'node:fs';
        import { createPrivateKey } from 'node:crypto';
        import { dirname } from 'node:path';
        const file = process.env.VONAGE_PRIVATE_KEY;
        const mode = (path) => (statSync(path).mode & 0o777).toString(8);
        console.log(JSON.stringify([mode(file), mode(dirname(file)), createPrivateKey(readFileSync(file)).asymmetricKeyType]));
      `),
    );
    expect(JSON.parse(stdout)).toEqual(['600', '700', 'rsa']);
    expect(left).toEqual([]);
  });

  it('keeps the credentials of a real account from the command', async () => {
    const { stdout } = await runExec(printed('process.env'), [], {
      VONAGE_API_KEY: 'real',
      VONAGE_API_SECRET: 'real',
      VONAGE_APP_ID: 'real',
      NEXMO_API_SECRET: 'real',
      VONAGE_JWT: 'real',
      VONAGE_NUMBER: '447700900123',
    });
    const env = JSON.parse(stdout) as Record<string, string>;
    expect(Object.values(env)).not.toContain('real');
    expect(env).toMatchObject({ VONAGE_NUMBER: '447700900123', VONAGE_APP_ID: env['VONAGE_APPLICATION_ID'] });
  });

  it.each([0, 1, 2, 7, 255])('passes the exit code on: %s', async (code) => {
    expect(await runExec(node(`process.exit(${code})`))).toMatchObject({ code, stdout: '', left: [] });
  });

  it.each([
    ['SIGTERM', 143],
    ['SIGKILL', 137],
  ])('ends as shells do when a signal ended the command: %s', async (signal, code) => {
    const { stderr, ...end } = await runExec(node(`process.kill(process.pid, '${signal}')`));
    expect(end).toEqual({ code, stdout: '', left: [] });
    expect(stderr.split('\n')).toHaveLength(2);
  });

  it('gives the command every option behind the --', async () => {
    const words = ['--port', '1', '--help', '--version', '--no-color', '--', '--json'];
    const { stdout } = await runExec([
      process.execPath,
      '-e',
      'console.log(JSON.stringify(process.argv.slice(1)))',
      '--',
      ...words,
    ]);
    expect(JSON.parse(stdout)).toEqual(words);
  });

  it('shows the events on stderr, when asked', async () => {
    const { stdout, stderr } = await runExec(
      node(`
        await fetch(process.env.VONAGE_API_HOST + '/emulator/v1/calls', {
          method: 'POST',
          body: JSON.stringify({ from: '447700900222', to: '14155550100' }),
        });
      `),
      ['--verbose', '--speed', 'instant'],
    );
    expect(stdout).toBe('');
    expect(stderr).toMatch(/call +447700900222 → 14155550100/);
  });

  it('leaves stdin to the command', async () => {
    const place = newPlace();
    onTestFinished(() => place.remove());
    writeFileSync(join(place.folder, 'in'), 'typed');
    const { stdout } = await runCliInShell(
      `"$0" "$1" emulator exec -- ${process.execPath} -e "process.stdin.pipe(process.stdout)" <in`,
      place.folder,
    );
    expect(stdout).toBe('typed');
  });
});

const runCliInShell = async (script: string, folder: string) => {
  const { execFile } = await import('node:child_process');
  return new Promise<{ stdout: string }>((resolve, reject) => {
    execFile(
      'sh',
      ['-c', script, process.execPath, join(import.meta.dirname, '../../bin/vonage-flow.js')],
      { cwd: folder },
      (error, stdout) => (error ? reject(error) : resolve({ stdout })),
    );
  });
};

describe('a signal to emulator exec', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'reaches the command once, and waits for it: %s',
    async (signal) => {
      const exec = startExec(node(STAYS));
      const { api } = await exec.line((line) => 'pid' in line);
      exec.child.kill(signal);
      expect(await exec.ended).toEqual({ code: 5, signal: null });
      expect(exec.lines().slice(1)).toEqual([{ heard: signal }]);
      expect(exec.temporary()).toEqual([]);
      expect(await isOpen(String(api))).toBe(false);
    },
  );

  it('kills the command the second time', async () => {
    const exec = startExec(node(STAYS), [], { STUBBORN: '1' });
    await exec.line((line) => 'pid' in line);
    exec.child.kill('SIGINT');
    await exec.line(({ heard }) => heard === 'SIGINT');
    await new Promise((resolve) => setTimeout(resolve, 700));
    exec.child.kill('SIGINT');
    expect(await exec.ended).toEqual({ code: 137, signal: null });
    expect(exec.temporary()).toEqual([]);
  });

  it('is one when npm passes on what the terminal has said', async () => {
    const exec = startExec(node(STAYS));
    await exec.line((line) => 'pid' in line);
    exec.child.kill('SIGINT');
    await exec.line(({ heard }) => heard === 'SIGINT');
    exec.child.kill('SIGINT');
    expect(await exec.ended).toEqual({ code: 5, signal: null });
    expect(exec.lines().slice(1)).toEqual([{ heard: 'SIGINT' }]);
  });

  it.runIf(hasPty)('comes from the terminal once, at Ctrl-C', async () => {
    const place = newPlace();
    onTestFinished(() => place.remove());
    const at = startInTerminal(['emulator', 'exec', '--', ...node(STAYS)], place);
    await at.sees('"pid"');
    at.types('\u0003');
    expect((await at.ended).code).toBe(5);
    expect(at.screen().match(/"heard":"SIGINT"/g)).toHaveLength(1);
  });
});

const REFUSED: Readonly<Record<string, { args: readonly string[]; code: number }>> = {
  'no-command': { args: ['exec'], code: 2 },
  'nothing-behind': { args: ['exec', '--'], code: 2 },
  'no-dashes': { args: ['exec', 'npm', 'test'], code: 2 },
  'no-dashes-and-an-option': { args: ['exec', 'vitest', '--watch'], code: 2 },
  'no-exec': { args: ['--', 'npm', 'test'], code: 2 },
  'exec-misspelled': { args: ['exce', '--', 'npm', 'test'], code: 2 },
  'option-misspelled': { args: ['exec', '--sped', '2x', '--', 'npm', 'test'], code: 2 },
  'as-json': { args: ['exec', '--json', '--', 'npm', 'test'], code: 2 },
  'not-found': { args: ['exec', '--seed', 'a', '--', 'nosuchcommand'], code: 127 },
  'words-as-one': { args: ['exec', '--seed', 'a', '--', 'nosuchcommand a b'], code: 127 },
  'a-line-as-one-word': { args: ['exec', '--seed', 'a', '--', "nosuchcommand 'a' && b"], code: 127 },
  'not-executable': { args: ['exec', '--seed', 'a', '--', './script.js'], code: 126 },
};

describe('what emulator exec refuses', () => {
  it.each(Object.entries(REFUSED))('%s', async (name, { args, code }) => {
    const place = newPlace();
    onTestFinished(() => place.remove());
    writeFileSync(join(place.folder, 'script.js'), '');
    const run = await runCli(['emulator', ...args], place);
    expect({ code: run.code, stdout: run.stdout }).toEqual({ code, stdout: '' });
    await expect(run.stderr.replace(/127\.0\.0\.1:\d+/, '127.0.0.1:<port>')).toMatchFileSnapshot(
      `../cases/cli/exec/${name}.txt`,
    );
  });
});
