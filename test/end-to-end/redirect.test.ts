import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { node, runExec, startExec } from '../support/exec.ts';
import { startTlsServer } from '../support/tls-server.ts';

const support = (name: string): string => fileURLToPath(new URL(`../support/${name}`, import.meta.url));

const has = (program: string): boolean => {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

describe('emulator exec --redirect', () => {
  it('makes every client of Node meet the emulator, and no other host', async () => {
    const other = await startTlsServer();
    const { code, stdout, stderr, left } = await runExec(
      [process.execPath, support('node-clients.js')],
      ['--redirect', '--number', '447700900123'],
      { OTHER_PORT: String(other.port) },
    );
    expect({ code, left }, stderr).toEqual({ code: 0, left: [] });
    expect(JSON.parse(stdout)).toEqual({
      'https.request': '200 rest.nexmo.com',
      'a named import': '200 rest.nexmo.com',
      'a URL': '200 rest.nexmo.com',
      'require, options': '200 rest.nexmo.com',
      'hostname and port': '200 REST.nexmo.com',
      'an agent, first': '200 rest.nexmo.com',
      'an agent, again': '200 rest.nexmo.com',
      'plain http': '200 rest.nexmo.com',
      'a regional host': '200 api-eu-3.vonage.com',
      fetch: '200 https://rest.nexmo.com/account/numbers',
      'fetch with a Request': '201 made by fetch',
      'undici.request': 200,
      'undici.Pool': 200,
      'undici through the proxy': 200,
      'a dispatcher of the app': 200,
      'tls.connect(port, host)': true,
      'net.connect(port, host)': 'connected',
      'the SDK, applications': ['vonage-flow emulator', 'made by fetch'],
      'the SDK, a new application': 'made by the SDK',
      'the SDK, numbers': ['447700900123'],
      // Without credentials.
      'a child of this process': '401',
      'a worker': 401,
      // The guard of the tests tells where it would have gone.
      'another host': expect.stringContaining('test tried to leave this machine: developer.vonage.com'),
      'another server': expect.stringMatching(/^200 TLSv1/),
    });
  });

  it.runIf(has('python3'))('makes Python meet the emulator', async () => {
    const { code, stdout, stderr } = await runExec(['python3', support('python_client.py')], ['--redirect']);
    expect(code, stderr).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      applications: 200,
      numbers: [200, '{"count":'],
      calls: [expect.any(Number), expect.any(String)],
      nowhere: [expect.stringContaining('502')],
      'a server on this machine': 200,
      'trusts more than one authority': true,
    });
  });

  it.runIf(has('curl'))('makes curl meet the emulator', async () => {
    const { stdout, stderr } = await runExec(
      ['sh', '-c', 'curl -sS -u $VONAGE_API_KEY:$VONAGE_API_SECRET https://rest.nexmo.com/account/numbers'],
      ['--redirect'],
    );
    expect(JSON.parse(stdout), stderr).toMatchObject({ count: 1, numbers: [{ msisdn: '14155550100' }] });
  });

  it('adds to what the user has set, and lets no exception cover Vonage', async () => {
    const { stdout, place } = await startAndWait(
      node(`
        import { readFileSync } from 'node:fs';
        const { NODE_OPTIONS, NO_PROXY, no_proxy, HTTPS_PROXY, https_proxy, HTTP_PROXY, NODE_EXTRA_CA_CERTS } = process.env;
        const { SSL_CERT_FILE, REQUESTS_CA_BUNDLE, CURL_CA_BUNDLE } = process.env;
        console.log(JSON.stringify({
          NODE_OPTIONS, NO_PROXY, no_proxy, HTTP_PROXY,
          proxy: [HTTPS_PROXY === https_proxy, HTTPS_PROXY],
          bundles: new Set([SSL_CERT_FILE, REQUESTS_CA_BUNDLE, CURL_CA_BUNDLE]).size,
          bundle: readFileSync(SSL_CERT_FILE, 'utf8'),
          extra: readFileSync(NODE_EXTRA_CA_CERTS, 'utf8'),
        }));
      `),
      {
        NODE_OPTIONS: `${process.env['NODE_OPTIONS'] ?? ''} --max-old-space-size=512`.trim(),
        NO_PROXY: 'internal.example,.nexmo.com,*',
        NODE_EXTRA_CA_CERTS: support('company-authority.pem'),
      },
    );
    const seen = JSON.parse(stdout) as Record<string, string>;
    const authority = /-----BEGIN CERTIFICATE[\s\S]+/.exec(
      readFileSync(join(place.folder, '.vonage-flow/redirect-ca.pem'), 'utf8'),
    )![0];
    const company = readFileSync(support('company-authority.pem'), 'utf8');
    expect(seen).toMatchObject({
      NODE_OPTIONS: expect.stringMatching(/--max-old-space-size=512 --require \S+\/dist\/redirect\.cjs$/),
      NO_PROXY: 'internal.example,localhost,127.0.0.1,::1',
      no_proxy: 'internal.example,localhost,127.0.0.1,::1',
      proxy: [true, expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/)],
      bundles: 1,
    });
    expect(seen).not.toHaveProperty('HTTP_PROXY');
    expect([seen['bundle']!.includes(authority), seen['bundle']!.includes(company)]).toEqual([true, true]);
    expect(seen['extra']).toBe(authority + company);
  });

  it('is off when nobody asks for it', async () => {
    const { stdout } = await startAndWait(
      node(
        `console.log(JSON.stringify([process.env.HTTPS_PROXY, process.env.SSL_CERT_FILE, process.env.VONAGE_FLOW_REDIRECT]))`,
      ),
      {},
      [],
    );
    expect(JSON.parse(stdout)).toEqual([null, null, null]);
  });

  it('leaves nothing behind but the authority, which the next run uses too', async () => {
    const exec = startExec(
      node(`
        console.log(JSON.stringify({ proxy: process.env.HTTPS_PROXY }));
        setInterval(() => {}, 1000);
      `),
      ['--redirect'],
    );
    const { proxy } = await exec.line((line) => 'proxy' in line);
    expect(await exec.stop('SIGTERM')).toBe(143);
    expect(exec.temporary()).toEqual([]);
    const file = join(exec.place.folder, '.vonage-flow/redirect-ca.pem');
    expect([existsSync(file), statSync(file).mode & 0o777]).toEqual([true, 0o600]);
    await expect(
      new Promise((resolve, reject) => {
        connect(Number(new URL(String(proxy)).port), '127.0.0.1')
          .once('connect', resolve)
          .once('error', reject);
      }),
    ).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});

const startAndWait = async (
  command: readonly string[],
  env: Readonly<Record<string, string>>,
  options: readonly string[] = ['--redirect'],
) => {
  const exec = startExec(command, options, env);
  const { code } = await exec.ended;
  expect(code, exec.stderr()).toBe(0);
  return { stdout: exec.stdout(), place: exec.place };
};
