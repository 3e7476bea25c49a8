import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { JsonObject } from '../../src/vonage/json.ts';
import { runCli, startCli } from '../support/cli.ts';
import { freePort } from '../support/free-port.ts';
import { startLocaltunnelServer } from '../support/localtunnel-server.ts';
import { emptyPlace, ivrPlace, startListening } from '../support/whole-flow.ts';

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** A program in Node, as a command line. Its lines that begin with `> ` are what a test wants to know. */
const node = (code: string): readonly string[] => ['--', process.execPath, '-e', code];

const TELLS = `console.log('> ' + JSON.stringify(process.env)); setInterval(() => {}, 1000);`;

/** With --json its output is on stderr, as it is. */
const toldBy = (stderr: string): readonly string[] =>
  stderr.split('\n').flatMap((line) => (line.startsWith('> ') ? [line.slice(2)] : []));

const told = (cli: { stderr: () => string }, count = 1): Promise<readonly string[]> =>
  vi.waitFor(() => {
    const lines = toldBy(cli.stderr());
    expect(lines.length).toBeGreaterThanOrEqual(count);
    return lines;
  }, 10_000);

describe('a command that listen starts', () => {
  it('has the addresses of the run, and those of the emulator, and no credential of a real account', async () => {
    const listen = await startListening(['--emulator', ...node(TELLS)], ivrPlace(), {
      VONAGE_API_SECRET: 'secret-of-a-real-account',
      VONAGE_FLOW_URL: 'of an outer run',
      MINE: 'stays',
    });
    const [line = ''] = await told(listen);
    const { publicUrl } = listen;
    const { api } = listen.ready['emulator'] as { api: string };
    const env = JSON.parse(line) as Record<string, string>;
    expect(env).toMatchObject({
      VONAGE_FLOW_URL: publicUrl,
      VONAGE_FLOW_ANSWER_URL: `${publicUrl}/webhooks/voice/answer`,
      VONAGE_FLOW_EVENT_URL: `${publicUrl}/webhooks/voice/event`,
      VONAGE_FLOW_FALLBACK_URL: `${publicUrl}/webhooks/voice/fallback`,
      VONAGE_FLOW_RTC_EVENT_URL: `${publicUrl}/webhooks/rtc/event`,
      VONAGE_API_HOST: api,
      VONAGE_APPLICATION_ID: (listen.ready['application'] as JsonObject)['id'],
      MINE: 'stays',
    });
    expect(line).not.toContain('secret-of-a-real-account');
    expect(statSync(env['VONAGE_PRIVATE_KEY']!).mode & 0o777).toBe(0o600);
    expect(await listen.stop()).toBe(0);
    expect(existsSync(env['VONAGE_PRIVATE_KEY']!)).toBe(false);
    // Nothing of it stands between the lines of JSON.
    expect(listen.lines()[0]).toMatchObject({ type: 'ready' });
    expect(listen.lines().filter(({ type }) => type === 'command')).toMatchObject([
      { name: 'started', command: expect.stringContaining(process.execPath), pid: expect.any(Number) },
    ]);
  });

  it('keeps the environment of a real account, with --no-configure', async () => {
    const listen = await startListening(['--no-configure', '--tunnel', 'none', ...node(TELLS)], ivrPlace(), {
      VONAGE_API_KEY: 'abcd1234',
      VONAGE_API_HOST: 'http://127.0.0.1:9',
    });
    const [line = ''] = await told(listen);
    expect(JSON.parse(line)).toMatchObject({
      VONAGE_API_KEY: 'abcd1234',
      VONAGE_FLOW_URL: listen.publicUrl,
    });
    await listen.stop();
  });

  it('makes a call that is seen, by the SDK and the addresses in its environment', async () => {
    const script = `
      import { readFileSync } from 'node:fs';
      import { Vonage } from '@vonage/server-sdk';
      const { env } = process;
      const vonage = new Vonage(
        { applicationId: env.VONAGE_APPLICATION_ID, privateKey: readFileSync(env.VONAGE_PRIVATE_KEY, 'utf8') },
        { apiHost: env.VONAGE_API_HOST },
      );
      await vonage.voice.createOutboundCall({
        to: [{ type: 'phone', number: '447700900444' }],
        from: { type: 'phone', number: '14155550100' },
        answer_url: [env.VONAGE_FLOW_ANSWER_URL],
        event_url: [env.VONAGE_FLOW_EVENT_URL],
      });
      console.log('> placed');
    `;
    const place = ivrPlace();
    const file = join(import.meta.dirname, `outbound-${process.pid}.mjs`);
    writeFileSync(file, script);
    const { rmSync } = await import('node:fs');
    onTestFinished(() => rmSync(file));
    const listen = await startListening(
      ['--emulator', '--speed', 'instant', '--', process.execPath, file],
      place,
    );
    await told(listen);
    await listen.line(({ type }) => type === 'flow-ended');
    const kinds = listen.exchanges().map(({ kind, status }) => status ?? kind);
    expect(kinds).toEqual(expect.arrayContaining(['started', 'ringing', 'answer', 'answered', 'completed']));
    // A command that has ended is told of, and listen goes on.
    expect(await listen.line(({ name }) => name === 'ended')).toMatchObject({ type: 'command', code: 0 });
    expect(await listen.stop()).toBe(0);
  });

  it('is restarted when the tunnel opens under another name', async () => {
    const tunnels = await startLocaltunnelServer({ maxConnections: 32 });
    onTestFinished(() => tunnels.close());
    const listen = await startListening(
      ['--emulator', '--tunnel', 'localtunnel', '--tunnel-host', tunnels.url, ...node(TELLS)],
      ivrPlace(),
    );
    const place = (line = ''): unknown => (JSON.parse(line) as JsonObject)['VONAGE_FLOW_URL'];
    expect(place((await told(listen))[0])).toBe(listen.publicUrl);
    const { pid } = await listen.line(({ name }) => name === 'started');
    tunnels.names = 'others';
    await tunnels.tunnels[0]?.die();
    const open = await listen.line(({ type, state }) => type === 'tunnel' && state === 'open');
    expect(open['publicUrl']).not.toBe(listen.publicUrl);
    expect(place((await told(listen, 2))[1])).toBe(open['publicUrl']);
    expect(isAlive(Number(pid))).toBe(false);
    expect(await listen.line(({ name }) => name === 'restarting')).toMatchObject({
      why: 'the addresses in its environment are others now',
    });
    await listen.stop();
  }, 60_000);

  it('speaks beside the stream, a line at a time, with a mark', async () => {
    const code = `process.stdout.write('half '); setTimeout(() => {
      console.log('a line'); console.error('\\x1b[31mred\\x1b[0m \\x1b[2Jcleared'); process.exitCode = 3; process.stdout.write('rest');
    }, 100)`;
    const cli = startCli(['listen', '--emulator', '--port', '0', ...node(code)], ivrPlace());
    onTestFinished(() => void cli.child.kill('SIGKILL'));
    await vi.waitFor(() => expect(cli.stdout()).toContain('ended with exit code 3'), 10_000);
    expect(cli.stdout()).toContain('\napp │ half a line\n');
    expect(cli.stdout()).toContain('\napp │ rest\n');
    expect(cli.stderr()).toContain('app │ red \\x1b[2Jcleared\n');
    expect(cli.stdout()).toContain('try: look at what it said last; key R starts it again');
    expect(await cli.stop()).toBe(0);
  });

  it.each([
    ['nothing-of-this-name', 127, 'There is no command "nothing-of-this-name"'],
    ['/', 126, 'The command "/" could not be started'],
  ])('that cannot be started ends the run: %s', async (command, code, words) => {
    const run = await runCli(['listen', '--emulator', '--port', '0', '--', command], ivrPlace());
    expect(run.code).toBe(code);
    expect(run.stderr).toContain(words);
  });

  it('is waited for by the call of --call, until its server answers', async () => {
    const port = await freePort();
    const code = `setTimeout(() => require('http').createServer((request, response) => {
      if (request.method === 'GET') response.end('[{"action":"talk","text":"Hello"}]'); else { response.statusCode = 204; response.end(); }
    }).listen(${port}, '127.0.0.1'), 1000)`;
    const listen = await startListening(
      [
        '--emulator',
        '--speed',
        'instant',
        '--forward',
        `http://127.0.0.1:${port}`,
        '--call',
        '--once',
        ...node(code),
      ],
      emptyPlace(),
    );
    expect((await listen.ended).code).toBe(0);
    expect(listen.exchanges().filter(({ problems }) => (problems as unknown[]).length > 0)).toEqual([]);
  });
});

describe('the end of a command that listen has started', () => {
  /** A leader and what it has started, which says when it was asked to end. */
  const FAMILY = `const { spawn } = require('child_process');
    const child = spawn(process.execPath, ['-e', "process.on('SIGTERM', () => { console.log('> child ends'); process.exit() }); console.log('> ' + process.pid); setInterval(() => {}, 1000)"], { stdio: 'inherit' });
    setInterval(() => {}, 1000)`;

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'comes with ours, by %s, also for what it has started',
    async (signal) => {
      const listen = await startListening(['--emulator', ...node(FAMILY)], ivrPlace());
      const [child] = await told(listen);
      const { pid } = await listen.line(({ name }) => name === 'started');
      expect(await listen.stop(signal)).toBe(0);
      expect([isAlive(Number(pid)), isAlive(Number(child))]).toEqual([false, false]);
      expect(toldBy(listen.stderr())[1]).toBe('child ends');
    },
  );

  it('comes also when we are killed, and have no time for it', async () => {
    const listen = await startListening(['--emulator', ...node(FAMILY)], ivrPlace());
    const [child] = await told(listen);
    const { pid } = await listen.line(({ name }) => name === 'started');
    await listen.stop('SIGKILL');
    const gone = { timeout: 30_000, interval: 50 };
    await vi.waitFor(
      () => expect([isAlive(Number(pid)), isAlive(Number(child))]).toEqual([false, false]),
      gone,
    );
    expect(toldBy(listen.stderr())[1]).toBe('child ends');
  }, 60_000);

  it('is made by force at a second Ctrl-C, when it does not want to', async () => {
    const stubborn = `process.on('SIGTERM', () => console.log('> no')); console.log('> ' + process.pid); setInterval(() => {}, 1000)`;
    const listen = await startListening(['--emulator', ...node(stubborn)], ivrPlace());
    const [pid] = await told(listen);
    listen.child.kill('SIGINT');
    await told(listen, 2);
    listen.child.kill('SIGINT');
    expect((await listen.ended).code).toBe(0);
    expect(isAlive(Number(pid))).toBe(false);
  });

  it('takes those along whom it has left behind when it ended by itself', async () => {
    const leaves = `const { spawn } = require('child_process');
      const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
      child.unref(); console.log('> ' + child.pid);`;
    const listen = await startListening(['--emulator', ...node(leaves)], ivrPlace());
    const [left] = await told(listen);
    await listen.line(({ name }) => name === 'ended');
    expect(isAlive(Number(left))).toBe(true);
    await listen.stop();
    expect(isAlive(Number(left))).toBe(false);
  });
});

describe('the addresses of a run, for other programs', () => {
  it('stand in a file for its owner only, change with the config, and go with the run', async () => {
    const place = ivrPlace();
    const listen = await startListening(['--emulator'], place);
    const path = join(place.folder, '.vonage-flow', 'listen.json');
    const { publicUrl, ready } = listen;
    const file = () => JSON.parse(readFileSync(path, 'utf8')) as JsonObject;
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const before = file();
    expect(before).toEqual({
      version: 1,
      pid: listen.child.pid,
      startedAt: expect.stringMatching(/^\d{4}-.*Z$/),
      url: publicUrl,
      listening: ready['listening'],
      application: (ready['application'] as JsonObject)['id'],
      emulator: (ready['emulator'] as JsonObject)['api'],
      slots: {
        'voice.answer': `${publicUrl}/webhooks/voice/answer`,
        'voice.event': `${publicUrl}/webhooks/voice/event`,
        'voice.fallback': `${publicUrl}/webhooks/voice/fallback`,
        'rtc.event': `${publicUrl}/webhooks/rtc/event`,
        'messages.inbound': `${publicUrl}/webhooks/messages/inbound`,
        'messages.status': `${publicUrl}/webhooks/messages/status`,
        'verify.status': `${publicUrl}/webhooks/verify/status`,
      },
      nccos: Object.fromEntries(
        (ready['nccos'] as string[]).map((name) => [name, `${publicUrl}/ncco/${name}`]),
      ),
      sockets: Object.fromEntries(
        ['echo', 'tone', 'record'].map((name) => [name, `${publicUrl.replace('http', 'ws')}/ws/${name}`]),
      ),
    });
    const config = join(place.folder, 'vonage-flow.config.yaml');
    writeFileSync(config, `${readFileSync(config, 'utf8')}\n  added: [{ action: talk, text: New }]\n`);
    await vi.waitFor(
      () => expect(file()['nccos']).toHaveProperty('added', `${publicUrl}/ncco/added`),
      10_000,
    );
    expect(await listen.stop()).toBe(0);
    expect(existsSync(path)).toBe(false);
  });

  it.each<[args: readonly string[], address: string]>([
    [[], ''],
    [['voice.event'], '/webhooks/voice/event'],
    [['event'], '/webhooks/voice/event'],
    [['verify.status'], '/webhooks/verify/status'],
    [['menu'], '/ncco/menu'],
    [['urls.menu'], '/ncco/menu'],
    [['wss.echo'], '/ws/echo'],
  ])('are printed: vonage-flow url %j', async (args, address) => {
    const place = ivrPlace();
    const { publicUrl } = await startListening(['--emulator'], place);
    const base = address.startsWith('/ws/') ? publicUrl.replace('http', 'ws') : publicUrl;
    expect(await runCli(['url', ...args], place)).toEqual({
      code: 0,
      stdout: `${base}${address}\n`,
      stderr: '',
    });
  });

  it('are all of them in url --json, as in the file', async () => {
    const place = ivrPlace();
    await startListening(['--emulator'], place);
    const { stdout } = await runCli(['url', '--json'], place);
    expect(JSON.parse(stdout)).toEqual(
      JSON.parse(readFileSync(join(place.folder, '.vonage-flow', 'listen.json'), 'utf8')),
    );
  });

  it('are not told of an address that there is not, of a run that is not there, or of one that was killed', async () => {
    const place = ivrPlace();
    const none = await runCli(['url'], place);
    expect([none.code, none.stdout, none.stderr]).toEqual([
      3,
      '',
      '✗ No listen runs for this folder\n  Its addresses would stand in .vonage-flow/listen.json, here or above.\n  → start one in another terminal: vonage-flow listen\n',
    ]);
    const listen = await startListening(['--emulator'], place);
    const unknown = await runCli(['url', 'voice.evnt'], place);
    expect([unknown.code, unknown.stdout]).toEqual([2, '']);
    expect(unknown.stderr).toContain('✗ The listen that runs has no address "voice.evnt"');
    expect(unknown.stderr).toContain('did you mean "voice.event"?');
    await listen.stop('SIGKILL');
    const gone = await runCli(['url'], place);
    expect([gone.code, gone.stdout]).toEqual([3, '']);
    expect(gone.stderr).toContain('✗ The listen that ran for this folder is gone');
    expect(gone.stderr).toContain(`(process ${listen.child.pid}, since `);
    // The next run takes its place.
    const next = await startListening(['--emulator'], place);
    expect((await runCli(['url'], place)).stdout).toBe(`${next.publicUrl}\n`);
  });

  it('are those of the latest of two runs, which says so', async () => {
    const place = ivrPlace();
    const first = await startListening(['--emulator'], place);
    const second = await startListening(['--emulator'], place);
    const words = `Another listen runs for this folder (process ${first.child.pid}): vonage-flow url tells this one’s addresses from now on.`;
    await second.line(({ what }) => what === words);
    await first.stop();
    expect((await runCli(['url'], place)).stdout).toBe(`${second.publicUrl}\n`);
  });
});
