import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { JsonObject } from '../../src/vonage/json.ts';
import { type Place, runCli, startCli } from '../support/cli.ts';
import { freePort } from '../support/free-port.ts';
import { type ControlMode, startLocaltunnelServer } from '../support/localtunnel-server.ts';
import { startMeddler } from '../support/meddler.ts';
import { type InFront, platformInFront } from '../support/platform-in-front.ts';
import { installCloudflared } from '../support/stand-in-tunnels.ts';
import { startUserServer } from '../support/user-server.ts';
import { emptyPlace, startListening, type WatchedEmulator, watchedEmulator } from '../support/whole-flow.ts';

const NUMBER = '14155550100';

/** What each value that differs from run to run is called in a golden file. */
type Names = Map<string, string>;

interface Account {
  readonly emulator: WatchedEmulator;
  readonly place: Place;
  /** As a user of the command has it. */
  readonly env: Readonly<Record<string, string>>;
  readonly names: Names;
}

/** An application whose webhooks are answered by a server, a config that fits, and the ways to both. */
const account = async (inFront?: InFront): Promise<Account> => {
  const [place, server] = [emptyPlace(), await startUserServer()];
  const emulator = await watchedEmulator({
    answerUrl: `${server.url}/answer`,
    eventUrl: `${server.url}/event`,
    rtcUrl: `${server.url}/rtc`,
  });
  const { about } = emulator;
  const api = inFront ? await platformInFront(emulator.api, inFront) : emulator.api;
  const port = await freePort();
  const way = await startMeddler({});
  way.leadTo(`http://localhost:${port}`);
  writeFileSync(
    join(place.folder, 'vonage-flow.config.yaml'),
    `application: ${about.applicationId}\nport: ${port}\npublicUrl: ${way.url}\nnumbers: ["${NUMBER}"]\nforward: ${server.url}\n`,
  );
  const env = {
    VONAGE_API_HOST: api,
    VONAGE_API_KEY: about.apiKey,
    VONAGE_API_SECRET: about.apiSecret,
    VONAGE_PRIVATE_KEY: about.privateKey,
    VONAGE_SIGNATURE_SECRET: about.signatureSecret,
  };
  const names: Names = new Map([
    [api, '<api>'],
    [new URL(api).host, '<api host>'],
    [server.url, '<server>'],
    [way.url, '<public>'],
    [about.applicationId, '<application>'],
    [about.apiKey, '<key>'],
    [String(port), '<port>'],
    [process.versions.node, '<node>'],
  ]);
  return { emulator, place, env, names };
};

const doctor = async (
  { place, env, names }: Account,
  line = '',
  more: Readonly<Record<string, string>> = {},
) => {
  const words = ['doctor', ...line.split(' ').filter((word) => word !== '')];
  const ran = await runCli(words, place, { ...env, ...more });
  const said = `${ran.stdout}${ran.stderr === '' ? '' : `--- stderr\n${ran.stderr}`}--- exit ${ran.code}\n`;
  let page = `$ vonage-flow ${words.join(' ')}\n${said}`.replaceAll(place.folder, '<folder>');
  for (const [value, name] of names) page = page.replaceAll(value, name);
  return { ...ran, page };
};

const golden = (name: string): string => `../cases/cli/doctor/${name}.txt`;

/** All files below a folder with what they hold. */
const contents = (folder: string): Readonly<Record<string, string>> =>
  existsSync(folder)
    ? Object.fromEntries(
        readdirSync(folder, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath, entry.name))
          .map((file) => [file, readFileSync(file, 'utf8')]),
      )
    : {};

describe('vonage-flow doctor', () => {
  it('finds nothing where all is well, changes nothing, and prints no secret', async () => {
    const given = await account();
    const { place, emulator, env } = given;
    const read = async () => {
      const { about, api } = emulator;
      const authorization = `Basic ${Buffer.from(`${about.apiKey}:${about.apiSecret}`).toString('base64')}`;
      return (
        await fetch(`${api}/v2/applications/${about.applicationId}`, { headers: { authorization } })
      ).text();
    };
    const before = { application: await read(), files: contents(place.folder) };
    const { page, stdout } = await doctor(given);
    await expect(page).toMatchFileSnapshot(golden('well'));
    expect({ application: await read(), files: contents(place.folder) }).toEqual(before);
    for (const name of ['VONAGE_API_SECRET', 'VONAGE_SIGNATURE_SECRET'] as const)
      expect(stdout).not.toContain(env[name]);
    expect(stdout).not.toContain('PRIVATE KEY');
  });

  it('gives the same as JSON', async () => {
    const given = await account();
    const { stdout, code, stderr } = await doctor(given, '--json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { checks, ...rest } = JSON.parse(stdout) as { checks: readonly JsonObject[] };
    expect(rest).toEqual({ type: 'doctor', ok: true });
    expect(checks).toContainEqual({
      check: 'numbers',
      verdict: 'ok',
      words: `${NUMBER} is linked`,
      tryThis: [],
    });
  });

  it('looks at a folder that has nothing yet', async () => {
    const place = emptyPlace();
    const [server, port] = [await startLocaltunnelServer({ maxConnections: 8 }), await freePort()];
    onTestFinished(() => server.close());
    const { stdout, code } = await runCli(
      ['doctor', '--tunnel-host', server.url, '--port', String(port)],
      place,
    );
    const own = stdout.split('\n').filter((line) => !/^. (dns|clock) |^ {15}|api\.nexmo\.com/.test(line));
    expect(code).toBe(1);
    await expect(
      `${own.join('\n')}`
        .replaceAll(server.url, '<server>')
        .replaceAll(String(port), '<port>')
        .replaceAll(process.versions.node, '<node>'),
    ).toMatchFileSnapshot(golden('nothing-yet'));
  });

  it('looks at the emulator that runs for the folder', async () => {
    const place = emptyPlace();
    const cli = startCli(['emulator', '--port', '0', '--json'], place);
    onTestFinished(async () => {
      await cli.stop();
    });
    const ready = await cli.line(({ type }) => type === 'ready');
    const names: Names = new Map([
      [String(ready['api']), '<api>'],
      [new URL(String(ready['api'])).host, '<api host>'],
      [String(ready['application'] ?? ready['applicationId']), '<application>'],
      [process.versions.node, '<node>'],
    ]);
    const port = await freePort();
    names.set(String(port), '<port>');
    const { page } = await doctor(
      { place, env: {}, names, emulator: await watchedEmulator() },
      `--emulator --port ${port}`,
    );
    await expect(page).toMatchFileSnapshot(golden('emulator'));
  });

  it.each<[name: string, env: Readonly<Record<string, string>>, inFront?: InFront]>([
    ['secret-wrong', { VONAGE_API_SECRET: 'wrong-secret' }],
    ['no-signature-secret', { VONAGE_SIGNATURE_SECRET: '' }],
    ['key-not-there', { VONAGE_PRIVATE_KEY: 'keys/private.key' }],
    ['application-of-nobody', { VONAGE_APPLICATION_ID: '2f1e8a3c-0000-4000-8000-000000000009' }],
    ['clock-behind', {}, { clockAhead: 600_000 }],
    ['clock-a-little-ahead', {}, { clockAhead: -60_000 }],
    ['no-number', {}, { numbers: [] }],
  ])('%s', async (name, env, inFront) => {
    const { page } = await doctor(await account(inFront), '', env);
    // Seconds may pass between two looks at a clock.
    await expect(page.replace(/\b(599|601)\b/, '600').replace(/\b(59|61) s\b/, '60 s')).toMatchFileSnapshot(
      golden(name),
    );
  });

  it('knows a key that is another application’s', async () => {
    const other = await watchedEmulator({ seed: 'another' });
    const { stdout, code } = await doctor(await account(), '', {
      VONAGE_PRIVATE_KEY: other.about.privateKey,
    });
    expect(code).toBe(1);
    expect(stdout).toContain(
      '✗ key pair     The private key is not the pair of the application’s public key',
    );
  });

  it('sees a number that bypasses the application', async () => {
    const given = await account();
    const number = {
      country: 'US',
      msisdn: NUMBER,
      app_id: given.emulator.about.applicationId,
      voiceCallbackType: 'sip',
    };
    const api = await platformInFront(given.emulator.api, { numbers: [number] });
    const { stdout, code } = await doctor(given, '', { VONAGE_API_HOST: api });
    expect(code).toBe(1);
    expect(stdout).toContain(
      `✗ numbers      ${NUMBER} forwards to sip: its calls never reach this application`,
    );
  });

  it('sees a port that is taken, and a tunnel that is not there', async () => {
    const given = await account();
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, 'localhost', () => resolve()));
    onTestFinished(() => void server.close());
    const { port } = server.address() as { port: number };
    const { stdout, code } = await doctor(given, `--port ${port} --tunnel-host http://127.0.0.1:9`);
    expect(code).toBe(1);
    expect(stdout).toContain(`! port         ${port} is taken, and listen wants it`);
    expect(stdout).toMatch(
      /✗ tunnel {7}The tunnel server http:\/\/127\.0\.0\.1:9 gave no tunnel: .*ECONNREFUSED/,
    );
    expect(stdout).toContain('→ see whether another one works: vonage-flow doctor --tunnel cloudflared');
  });

  it('opens the tunnel that listen would open, asks through it, and closes it', async () => {
    const given = await account();
    const server = await startLocaltunnelServer({ maxConnections: 8 });
    onTestFinished(() => server.close());
    const { stdout } = await doctor(given, `--tunnel-host ${server.url}`);
    expect(stdout).toContain(
      `✓ tunnel       localtunnel at ${server.url}: our own answer came back through it`,
    );
    expect(server.tunnels).toHaveLength(1);
    await expect.poll(() => server.tunnels[0]?.connections()).toBe(0);
  });

  it('opens cloudflared, and leaves no process behind', async () => {
    const given = await account();
    const { folder, pids } = installCloudflared(given.place.folder);
    const { stdout } = await doctor(given, '--tunnel cloudflared', {
      PATH: `${folder}:${process.env['PATH']}`,
    });
    expect(stdout).toContain('✓ tunnel       cloudflared: our own answer came back through it');
    for (const pid of pids()) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });

  it.each<[name: string, mode: ControlMode]>([
    ['refuses', { status: 403, message: 'no more tunnels' }],
    ['hangs', 'hang'],
    ['breaks', 'die'],
    ['sends-a-page', 'html'],
  ])('a tunnel server that %s is a fault, with what to do next', { timeout: 60_000 }, async (name, mode) => {
    const given = await account();
    const server = await startLocaltunnelServer({ maxConnections: 8 });
    onTestFinished(() => server.close());
    server.mode = mode;
    const { stdout, code } = await doctor(given, `--tunnel-host ${server.url} --json`);
    expect(code).toBe(1);
    const { checks } = JSON.parse(stdout) as { checks: readonly JsonObject[] };
    const seen = JSON.stringify(
      checks.filter(({ check }) => check === 'tunnel'),
      undefined,
      2,
    );
    await expect(`${seen.replaceAll(server.url, '<server>')}\n`).toMatchFileSnapshot(
      golden(`tunnel-${name}`),
    );
  });

  it('proves a public URL of one’s own, and sees one that leads elsewhere', async () => {
    const given = await account();
    const elsewhere = await startUserServer();
    expect((await doctor(given)).stdout).toMatch(/✓ tunnel {7}http:\S+: our own answer came back through it/);
    const { stdout, code } = await doctor(given, `--public-url ${elsewhere.url}`);
    expect(code).toBe(1);
    expect(stdout).toContain('does not lead to this program');
  });

  it('sees what a killed listener left behind, and how it is given back', async () => {
    const given = await account();
    const { place, env, emulator } = given;
    const listening = await startListening(['--tunnel', 'none', '--yes'], place, env);
    listening.child.kill('SIGKILL');
    await listening.ended;
    const { stdout, code } = await doctor(given);
    expect(code).toBe(1);
    expect(stdout).toMatch(/✗ webhooks {5}voice\.answer \S+ was left behind by a run that died/);
    expect(stdout.replace(/\s+/g, ' ')).toContain(`vonage-flow app restore ${emulator.about.applicationId}`);
  });

  it('does not wait for ever', { timeout: 60_000 }, async () => {
    const { code, stdout } = await doctor(await account({ hangsAt: '/' }));
    expect(code).toBe(1);
    expect(stdout).toMatch(/✗ clock .*no answer within 5 s/);
    expect(stdout).toMatch(/✗ application .*could not be asked/);
  });

  it('sees a key that others may read', async () => {
    const given = await account();
    const file = join(given.place.folder, 'private.key');
    writeFileSync(file, given.emulator.about.privateKey);
    for (const [mode, seen] of [
      [0o644, true],
      [0o600, false],
    ] as const) {
      chmodSync(file, mode);
      const { stdout, code } = await doctor(given, '--private-key private.key');
      expect({ code, seen: stdout.includes('Others on this machine may read its file') }).toEqual({
        code: 0,
        seen,
      });
    }
  });

  it('says what is wrong with a config', async () => {
    const given = await account();
    writeFileSync(join(given.place.folder, 'vonage-flow.config.yaml'), 'nccoz: {}\n');
    const { stdout, code } = await doctor(given, '', {
      VONAGE_APPLICATION_ID: given.emulator.about.applicationId,
    });
    expect(code).toBe(1);
    expect(stdout).toMatch(/✗ config {7}/);
    expect(stdout).toMatch(/✓ application /);
  });
});
