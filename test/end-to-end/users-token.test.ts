import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { checkToken } from '../../src/edge/emulator/check-token.ts';
import { type Place, runCli, startCli } from '../support/cli.ts';
import { emptyPlace } from '../support/whole-flow.ts';

const APPLICATION = '2f1e8a3c-0000-4000-8000-000000000001';

const PAIR = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

const nowSeconds = (): number => Math.floor(Date.now() / 1000);

/** A running emulator for the folder, and its address. */
const emulatorIn = async (place: Place): Promise<string> => {
  const cli = startCli(['emulator', '--port', '0', '--user', 'alice', '--json'], place);
  onTestFinished(async () => {
    await cli.stop();
  });
  return String((await cli.line(({ type }) => type === 'ready'))['api']);
};

describe('an emulator', () => {
  it('has users whose names cannot colour a terminal, and is the one that advice is about', async () => {
    const place = emptyPlace();
    const cli = startCli(['emulator', '--port', '0', '--user', 'al\u001b[31mice'], place);
    await vi.waitFor(() => expect(cli.stderr()).toContain('Ctrl-C ends'), { timeout: 20_000 });
    expect(cli.stderr()).toContain('  users        al\\x1b[31mice\n');
    const { code, stderr } = await runCli(['app', 'show', APPLICATION, '--emulator'], place);
    expect({ code, steps: stderr.split('\n').filter((line) => line.includes('→')) }).toEqual({
      code: 3,
      steps: ['  → look at all: vonage-flow app list --emulator'],
    });
    await cli.stop();
  });
});

describe('vonage-flow users token', () => {
  it('makes one that the emulator takes for its user', async () => {
    const place = emptyPlace();
    const api = await emulatorIn(place);
    for (const option of ['--emulator', `--emulator=${api}`]) {
      const { code, stdout, stderr } = await runCli(['users', 'token', 'alice', option], place);
      expect({ code, stderr }).toEqual({
        code: 0,
        stderr: expect.stringMatching(/^For alice, application \S+ \(from the emulator at \S+\), until /),
      });
      const reply = await fetch(`${api}/v1/users`, { headers: { authorization: `Bearer ${stdout.trim()}` } });
      expect(reply.status).toBe(200);
    }
  });

  it('is of the emulator that the environment names, and for nobody whom that does not have', async () => {
    const place = emptyPlace();
    const api = await emulatorIn(place);
    const elsewhere = emptyPlace();
    const of = (name: string, host: string) =>
      runCli(['users', 'token', name, '--emulator'], elsewhere, { VONAGE_API_HOST: host });
    expect(await of('alice', api)).toMatchObject({
      code: 0,
      stderr: expect.stringContaining(`(from the emulator at ${api})`),
    });
    for (const [name, host] of [
      ['alcie', api],
      ['zed', api],
      ['alice', 'https://api.nexmo.com'],
    ] as const) {
      const { code, stdout, stderr } = await of(name, host);
      await expect(
        `$ vonage-flow users token ${name} --emulator\n${stdout}--- stderr\n${stderr}--- exit ${code}\n`,
      ).toMatchFileSnapshot(`../cases/cli/users/${name === 'alice' ? 'host-of-vonage' : name}.txt`);
    }
  });

  it('says in JSON where the app finds the emulator', async () => {
    const place = emptyPlace();
    const api = await emulatorIn(place);
    const { stdout } = await runCli(['users', 'token', 'alice', '--emulator', '--json'], place);
    expect(JSON.parse(stdout)).toMatchObject({ user: 'alice', apiUrl: api });
  });

  it('signs with the application’s own key, and says how long it is good for', async () => {
    const place = emptyPlace();
    mkdirSync(join(place.folder, 'keys'));
    writeFileSync(join(place.folder, 'keys/private.key'), PAIR.privateKey);
    writeFileSync(join(place.folder, 'vonage-flow.config.yaml'), `application: ${APPLICATION}\n`);
    const before = nowSeconds();
    const ran = await runCli(['users', 'token', 'Bob', '--json', '--ttl', '15m'], place, {
      VONAGE_PRIVATE_KEY: 'keys/private.key',
    });
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    const { token, claims, ...rest } = JSON.parse(ran.stdout);
    expect(rest).toEqual({
      user: 'Bob',
      applicationId: APPLICATION,
      expiresAt: new Date(claims.exp * 1000).toISOString(),
    });
    expect(claims.exp - claims.iat).toBe(900);
    expect(claims.iat).toBeGreaterThanOrEqual(before);
    expect(JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString())).toEqual(claims);
    expect(Object.keys(claims.acl.paths)).toContain('/*/sessions/**');
    expect(checkToken(`Bearer ${token}`, () => PAIR.publicKey, nowSeconds())).toMatchObject({
      ok: true,
      application: APPLICATION,
      user: 'Bob',
    });
    expect(ran.stdout + ran.stderr).not.toContain('PRIVATE KEY');
  });

  it('says where application and key came from', async () => {
    const place = emptyPlace();
    writeFileSync(join(place.folder, 'private.key'), PAIR.privateKey);
    writeFileSync(join(place.folder, '.env'), `VONAGE_APPLICATION_ID=${APPLICATION}\n`);
    const { stderr } = await runCli(['users', 'token', 'alice', '--private-key', 'private.key'], place);
    expect(stderr).toMatch(
      /application \S+ \(from VONAGE_APPLICATION_ID in \.env\).*signed with the key from --private-key \(private\.key\)\.\n$/,
    );
  });

  it.each<[name: string, line: string, env: Readonly<Record<string, string>>]>([
    ['no-application', 'users token alice', {}],
    ['no-key', 'users token alice', { VONAGE_APPLICATION_ID: APPLICATION }],
    ['no-emulator', 'users token alice --emulator', {}],
    [
      'public-key',
      'users token alice',
      { VONAGE_APPLICATION_ID: APPLICATION, VONAGE_PRIVATE_KEY: PAIR.publicKey },
    ],
    ['too-long', 'users token alice --ttl 2d', {}],
    ['longer-than-a-day', 'users token alice --ttl 25h', {}],
    ['no-name', 'users token', {}],
  ])('%s', async (name, line, env) => {
    const ran = await runCli(line.split(' '), emptyPlace(), env);
    await expect(
      `$ vonage-flow ${line}\n${ran.stdout}--- stderr\n${ran.stderr}--- exit ${ran.code}\n`,
    ).toMatchFileSnapshot(`../cases/cli/users/${name}.txt`);
  });
});
