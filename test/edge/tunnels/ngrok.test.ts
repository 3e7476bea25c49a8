import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTunnel } from '../../../src/edge/tunnels/open-tunnel.ts';
import type { Tunnel } from '../../../src/edge/tunnels/tunnel.ts';
import { type Borrower, type BorrowerOptions, borrower, wordsOfFailure } from '../../support/borrower.ts';
import { installNgrok } from '../../support/stand-in-tunnels.ts';

interface Opened {
  readonly config: {
    readonly addr: string;
    readonly force_new_session: boolean;
    onStatusChange(status: string): void;
  };
  readonly isOpen: boolean;
}

let local: Server;
let doubts: string[];
let world: Borrower;
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

const portOf = () => (local.address() as AddressInfo).port;

const settle = async (options: BorrowerOptions, platform = 'linux'): Promise<void> => {
  world = { ...(await borrower(options)), platform };
};

const openHere = async (): Promise<Tunnel> => {
  open = await openTunnel(
    { kind: 'ngrok' },
    { port: portOf(), world, project: world.cwd, onDoubt: (words) => doubts.push(words) },
  );
  return open;
};

const write = (file: string, text: string): void => {
  const path = join(world.homeDirectory, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
};

describe('an ngrok tunnel', () => {
  it('is opened with the package of the project, carries requests, and is closed', async () => {
    await settle({ env: { NGROK_AUTHTOKEN: 'good-authtoken' } });
    const { opened } = createRequire(import.meta.url)(installNgrok(world.cwd)) as { opened: Opened[] };
    const tunnel = await openHere();
    expect(tunnel.kind).toBe('ngrok');
    expect(await (await fetch(`${tunnel.url}/webhooks?a=1`)).text()).toBe('GET /webhooks?a=1');
    expect(opened[0]?.config).toMatchObject({ addr: `localhost:${portOf()}`, force_new_session: true });

    opened[0]?.config.onStatusChange('connected');
    expect(doubts).toEqual([]);
    opened[0]?.config.onStatusChange('closed');
    expect(doubts).toEqual(['ngrok has lost its connection']);

    await tunnel.close();
    await tunnel.close();
    opened[0]?.config.onStatusChange('closed');
    expect([opened[0]?.isOpen, doubts.length]).toEqual([false, 1]);
  });

  it.each([
    ['version 3', 'linux', '.config/ngrok/ngrok.yml', 'version: 3\nagent:\n  authtoken: good-authtoken\n'],
    ['version 2', 'linux', '.config/ngrok/ngrok.yml', 'version: "2"\nauthtoken: good-authtoken\n'],
    [
      'macOS',
      'darwin',
      'Library/Application Support/ngrok/ngrok.yml',
      'version: 3\nagent:\n  authtoken: good-authtoken\n',
    ],
    [
      'Windows',
      'win32',
      'AppData/Local/ngrok/ngrok.yml',
      'version: 3\nagent:\n  authtoken: good-authtoken\n',
    ],
  ])('takes the authtoken of the ngrok agent: %s', async (_name, platform, file, text) => {
    await settle({}, platform);
    installNgrok(world.cwd);
    write(file, text);
    expect((await openHere()).url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  it('tells of a wrong authtoken where it stands, and never what it is', async () => {
    await settle({ env: { NGROK_AUTHTOKEN: 'wrong-authtoken' } });
    installNgrok(world.cwd);
    const words = await wordsOfFailure(openHere());
    const shown = world.secrets.hide(JSON.stringify(words));
    expect(shown).not.toContain('wrong-authtoken');
    expect(shown).toContain('ERR_NGROK_107');
    expect(shown).toContain('The authtoken is that of NGROK_AUTHTOKEN.');
  });

  it.each([
    ['no file', undefined],
    ['a file without one', 'version: 3\nagent:\n  region: eu\n'],
    ['a broken file', 'agent: [\n'],
  ])('needs an authtoken: %s', async (_name, text) => {
    await settle({});
    installNgrok(world.cwd);
    if (text !== undefined) write('.config/ngrok/ngrok.yml', text);
    expect(await wordsOfFailure(openHere())).toEqual({
      what: 'ngrok needs an authtoken, and none was found',
      why: `Looked for in NGROK_AUTHTOKEN, and in ${join(world.homeDirectory, '.config', 'ngrok', 'ngrok.yml')}.`,
      tryThis: [
        'get it at https://dashboard.ngrok.com/get-started/your-authtoken (an account is free)',
        'then: export NGROK_AUTHTOKEN=…, or ngrok config add-authtoken …',
      ],
      exitCode: 3,
    });
  });

  it('needs the package, and says how to get it', async () => {
    await settle({ env: { NGROK_AUTHTOKEN: 'good-authtoken' } });
    expect(await wordsOfFailure(openHere())).toMatchObject({
      what: `@ngrok/ngrok is not installed in ${world.cwd}`,
      tryThis: ['install it in the project: npm install --save-dev @ngrok/ngrok'],
    });
  });
});
