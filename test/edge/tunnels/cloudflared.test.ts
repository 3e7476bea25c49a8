import { spawn } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTunnel } from '../../../src/edge/tunnels/open-tunnel.ts';
import type { Tunnel } from '../../../src/edge/tunnels/tunnel.ts';
import { borrower, wordsOfFailure } from '../../support/borrower.ts';
import { installCloudflared } from '../../support/stand-in-tunnels.ts';

const GUARD = fileURLToPath(new URL('../../../dist/end-with-parent.cjs', import.meta.url));

let local: Server;
let doubts: string[];
let open: Tunnel | undefined;

beforeEach(async () => {
  doubts = [];
  local = createServer((request, response) => response.end(`${request.method} ${request.url}`));
  await new Promise<void>((resolve) => local.listen(0, 'localhost', resolve));
});
afterEach(async () => {
  await open?.close();
  open = undefined;
  local.closeAllConnections();
  await new Promise((resolve) => local.close(resolve));
});

/** Opens with the stand-in, which behaves as `mode` says; without one there is no such program. */
const openHere = async (mode: string | undefined, signal?: AbortSignal, platform = 'linux') => {
  const home = (await borrower()).homeDirectory;
  const { folder, pids } = installCloudflared(home);
  const path = mode === undefined ? home : `${folder}:${process.env['PATH']}`;
  const world = await borrower({ home, env: { PATH: path, CLOUDFLARED_STAND_IN: mode } });
  const { port } = local.address() as AddressInfo;
  open = await openTunnel(
    { kind: 'cloudflared' },
    { port, world: { ...world, platform }, project: home, signal, onDoubt: (words) => doubts.push(words) },
  );
  return { tunnel: open, pids };
};

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('a quick tunnel of cloudflared', () => {
  it('is opened, carries requests, and leaves no process behind', async () => {
    const { tunnel, pids } = await openHere('works');
    expect(tunnel.kind).toBe('cloudflared');
    expect(await (await fetch(`${tunnel.url}/webhooks?a=1`)).text()).toBe('GET /webhooks?a=1');
    await tunnel.close();
    await tunnel.close();
    expect(pids().map(isAlive)).toEqual([false]);
    expect(doubts).toEqual([]);
  });

  it('is ended by force when it does not want to end', async () => {
    const { tunnel, pids } = await openHere('stubborn');
    await tunnel.close();
    expect(pids().map(isAlive)).toEqual([false]);
  });

  it('is opened and ended on Windows, too, where no group of processes is made', async () => {
    const { tunnel, pids } = await openHere('works', undefined, 'win32');
    expect(await (await fetch(`${tunnel.url}/`)).text()).toBe('GET /');
    await tunnel.close();
    expect(pids().map(isAlive)).toEqual([false]);
  });

  // As `spawnGuarded` starts the guard: in a group of its own, and on Windows without one.
  it.each([true, false])(
    'ends when the listener is killed, also one that does not want to (group: %s)',
    async (detached) => {
      const { folder, pids } = installCloudflared((await borrower()).homeDirectory);
      const url = `http://localhost:${(local.address() as AddressInfo).port}`;
      const args = [join(folder, 'cloudflared'), 'tunnel', '--no-autoupdate', '--url', url];
      const options = { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], detached };
      const script = `require('node:child_process').fork(${JSON.stringify(GUARD)}, ${JSON.stringify(args)}, ${JSON.stringify(options)})`;
      const env = { ...process.env, CLOUDFLARED_STAND_IN: 'stubborn' };
      const listener = spawn(process.execPath, ['-e', script], { env });
      let said = '';
      listener.stderr.on('data', (text) => {
        said += text;
      });
      while (!/Registered tunnel connection/.test(said)) await wait(10);
      expect(pids().map(isAlive)).toEqual([true]);
      listener.kill('SIGKILL');
      await expect.poll(() => pids().map(isAlive), { timeout: 10_000 }).toEqual([false]);
    },
  );

  it('raises doubt when its program ends', async () => {
    const { pids } = await openHere('works');
    process.kill(pids()[0]!, 'SIGKILL');
    while (doubts.length === 0) await wait(5);
    expect(doubts[0]).toMatch(/^cloudflared ended: its last words were "2026-03-01T09:30:00Z INF ./);
  });

  it('is not waited for when a person stops it', async () => {
    expect(await wordsOfFailure(openHere('silent', AbortSignal.timeout(300)))).toMatchObject({
      what: 'Stopped before the tunnel was open',
      exitCode: 0,
    });
  });

  const LATER = 'wait some minutes, and start again';
  const OTHER = 'use another tunnel: --tunnel localtunnel or ngrok, or your own: --public-url <url>';
  it.each([
    [
      'rate-limit',
      'Cloudflare limits how many quick tunnels an address may open, and this one has had its share (429)',
      [LATER, OTHER],
    ],
    [
      'old-rate-limit',
      'Cloudflare answered with a page instead of a tunnel: too many quick tunnels were opened here, or its service is out of order',
      [LATER, OTHER],
    ],
    [
      'no-network',
      'api.trycloudflare.com could not be asked: no network, or a firewall in between',
      ['see whether https://api.trycloudflare.com can be reached from here', OTHER],
    ],
    [
      'no-name',
      'Cloudflare gave a tunnel without a name: its service for quick tunnels is out of order',
      ['try again later; https://www.cloudflarestatus.com tells more', OTHER],
    ],
    [
      'odd',
      'its last words were "something \\x1b[31mnew went wrong"',
      ['see what it says by itself: cloudflared tunnel --url http://localhost:4747', OTHER],
    ],
  ])('that cannot be had is explained in plain words: %s', async (mode, why, tryThis) => {
    expect(await wordsOfFailure(openHere(mode))).toEqual({
      what: 'cloudflared gave no tunnel',
      why: `The reason: ${why}.`,
      tryThis,
      exitCode: 3,
    });
  });

  it('needs the program, and says how to get it', async () => {
    expect(await wordsOfFailure(openHere(undefined))).toEqual({
      what: 'cloudflared is not installed',
      why: 'No program of this name was found where PATH looks.',
      tryThis: [
        'install cloudflared: brew install cloudflared, winget install Cloudflare.cloudflared, or from https://github.com/cloudflare/cloudflared/releases',
      ],
      exitCode: 3,
    });
  });
});
