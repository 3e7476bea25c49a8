import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/vonage/json.ts';
import { serverWith } from '../support/account.ts';
import type { ApplicationsServer } from '../support/applications-server.ts';
import { type Place, runCli, startCli } from '../support/cli.ts';
import { basic } from '../support/read-application.ts';
import { emptyPlace } from '../support/whole-flow.ts';

// After every run of every other test `startCli` looks for the secrets of its environment. Here they come from everywhere, and everybody who
// can repeats them: the API in its errors, webhooks in their headers.

const ID = '11111111-2222-4333-8444-555555555555';
const SIGNATURE_SECRET = 'Canary-of-the-signature/+="quoted';
const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

const APPLICATION: JsonObject = {
  id: ID,
  name: 'demo',
  capabilities: {
    voice: {
      webhooks: {
        answer_url: { address: 'https://user:Canary-in-a-url@a.example/?token=Canary-in-a-query' },
      },
    },
  },
};

const canaries = (server: ApplicationsServer): readonly string[] => [
  server.apiSecret,
  basic(server).slice('Basic '.length),
  SIGNATURE_SECRET,
  JSON.stringify(SIGNATURE_SECRET).slice(1, -1),
  'Canary-in-a-url',
  'Canary-in-a-query',
  ...privateKey.split('\n').filter((line) => line.length > 30 && !line.includes('-----')),
];

type Give = (
  server: ApplicationsServer,
  place: Place,
) => { args?: readonly string[]; env?: Record<string, string> };

const SOURCES: Readonly<Record<string, Give>> = {
  flags: ({ apiKey, apiSecret }) => ({ args: ['--api-key', apiKey, '--api-secret', apiSecret] }),
  'the environment': ({ apiKey, apiSecret }) => ({
    env: {
      VONAGE_API_KEY: apiKey,
      VONAGE_API_SECRET: apiSecret,
      VONAGE_SIGNATURE_SECRET: SIGNATURE_SECRET,
      VONAGE_PRIVATE_KEY: privateKey,
    },
  }),
  '.env': ({ apiKey, apiSecret }, { folder }) => {
    const key = privateKey.replaceAll('\n', '\\n');
    const lines = [
      `VONAGE_API_KEY=${apiKey}`,
      `VONAGE_API_SECRET='${apiSecret}'`,
      `VONAGE_PRIVATE_KEY="${key}"`,
    ];
    writeFileSync(join(folder, '.env'), `${lines.join('\n')}\n`);
    return {};
  },
  'the file of the Vonage CLI': ({ apiKey, apiSecret }, { home }) => {
    mkdirSync(join(home, '.vonage'), { recursive: true });
    const content = { 'api-key': apiKey, 'api-secret': apiSecret, 'private-key': privateKey };
    writeFileSync(join(home, '.vonage', 'config.json'), JSON.stringify(content));
    return {};
  },
};

const COMMANDS = [
  'app list --json',
  'app show --no-probe',
  'app show --no-probe --json --debug',
  'app configure --unset voice.answer --dry-run',
  'app configure --unset voice.answer --yes --json',
  'app configure --undo --yes --debug',
  'app numbers',
  'app restore --json',
  'listen --give-back --debug',
];

/** All that a command has left in its folders, but for where the secrets came from. */
const written = (folder: string): string =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => !/(^|\/)(\.env|config\.json)$/.test(name))
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n');

describe.each(Object.entries(SOURCES))('secrets from %s', (source, give) => {
  it('are in no output, whatever the API repeats of them', async () => {
    const server = await serverWith(APPLICATION);
    const place = emptyPlace();
    const { args = [], env = {} } = give(server, place);
    // A key that nobody has given to the command is nothing that it could know.
    const key = source === 'flags' ? '' : privateKey;
    const all = { VONAGE_API_HOST: server.url, VONAGE_APPLICATION_ID: ID, ...env };
    const echo = {
      status: 400,
      body: {
        title: server.apiSecret,
        detail: `Authorization: ${basic(server)} ${key} ${server.apiSecret}`,
      },
    };
    let output = '';
    for (const command of COMMANDS) {
      for (const isRefused of [false, true]) {
        if (isRefused) server.faults.GET.push(echo, echo, echo);
        const needsAccount = !command.startsWith('app restore');
        const { stdout, stderr } = await runCli(
          [...command.split(' '), ...(needsAccount ? args : [])],
          place,
          all,
        );
        output += stdout + stderr;
        server.faults.GET.length = 0;
      }
    }
    for (const canary of canaries(server)) expect(output).not.toContain(canary);
    expect(output).toContain('The API says: ***');
  }, 180_000);
});

it('secrets are in no output and no record of listen, also when webhooks repeat them', async () => {
  const server = await serverWith(APPLICATION);
  const place = emptyPlace();
  const env = {
    VONAGE_API_HOST: server.url,
    VONAGE_APPLICATION_ID: ID,
    ...SOURCES['the environment']!(server, place).env,
  };
  const cli = startCli(
    ['listen', '--verbose', '--tunnel', 'none', '--port', '0', '--yes', '--json'],
    place,
    env,
  );
  const ready = await cli.line(({ type }) => type === 'ready');
  await fetch(`${ready['publicUrl']}/webhooks/voice/event?secret=${encodeURIComponent(server.apiSecret)}`, {
    method: 'POST',
    headers: { authorization: basic(server), 'content-type': 'application/json' },
    body: JSON.stringify({
      status: 'started',
      uuid: 'u',
      note: { api_secret: server.apiSecret, signature: SIGNATURE_SECRET },
    }),
  });
  await cli.line(({ type }) => type === 'exchange');
  await cli.stop();
  const seen = cli.stdout() + cli.stderr() + written(place.folder);
  // The old URL is kept whole in the state folder, which is for its owner alone: it has to be given back.
  for (const canary of canaries(server).filter((one) => !one.startsWith('Canary-in-a')))
    expect(seen).not.toContain(canary);
});
