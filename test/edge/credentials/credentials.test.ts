import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CredentialFlags } from '../../../src/edge/credentials/credential-sources.ts';
import { findCredentials, resolveCredentials } from '../../../src/edge/credentials/credentials.ts';
import { type Borrower, borrower, wordsOfFailure } from '../../support/borrower.ts';

const ID = '11111111-2222-4333-8444-555555555555';
const OTHER = 'AAAAAAAA-2222-4333-8444-555555555555';

interface Given {
  readonly flags?: CredentialFlags;
  readonly env?: Readonly<Record<string, string>>;
  /** Path from the home folder, which is the working directory as well. */
  readonly files?: Readonly<Record<string, unknown>>;
}

const worldWith = async ({ env = {}, files = {} }: Given): Promise<Borrower> => {
  const world = await borrower({ env });
  for (const [name, content] of Object.entries(files)) {
    const path = join(world.homeDirectory, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  }
  return world;
};

const ENV = { VONAGE_API_KEY: 'env-key', VONAGE_API_SECRET: 'env-secret' };
const HOME = '.vonage/config.json';

describe('the source that wins', () => {
  const rows: readonly (readonly [name: string, given: Given, expected: readonly unknown[]])[] = [
    [
      'flags before all',
      {
        flags: { apiKey: 'k', apiSecret: 's', applicationId: ID },
        env: { ...ENV, VONAGE_APPLICATION_ID: OTHER },
      },
      ['k', 's', 'the flags', ID, '--app'],
    ],
    [
      'the environment before files',
      { env: { ...ENV, VONAGE_APP_ID: ID }, files: { '.vonagerc': { apiKey: 'a', apiSecret: 'b' } } },
      ['env-key', 'env-secret', 'the environment', ID, 'VONAGE_APP_ID'],
    ],
    [
      'VONAGE_APPLICATION_ID before VONAGE_APP_ID',
      { env: { ...ENV, VONAGE_APP_ID: OTHER, VONAGE_APPLICATION_ID: ID } },
      ['env-key', 'env-secret', 'the environment', ID, 'VONAGE_APPLICATION_ID'],
    ],
    [
      '.vonagerc in kebab case',
      { files: { '.vonagerc': { 'api-key': 'a', 'api-secret': 'b', 'app-id': ID, 'private-key': 'PEM' } } },
      ['a', 'b', '.vonagerc', ID, '.vonagerc'],
    ],
    [
      'camelCase looked at first, after a byte order mark',
      { files: { [HOME]: `\ufeff{"apiKey":"a","api-key":"x","apiSecret":"b","appId":null}` } },
      ['a', 'b', '~/.vonage/config.json', undefined, undefined],
    ],
    [
      '.vonagerc before the home folder',
      {
        files: {
          '.vonagerc': { apiKey: 'a', apiSecret: 'b' },
          [HOME]: { apiKey: 'c', apiSecret: 'd', appId: ID },
        },
      },
      ['a', 'b', '.vonagerc', ID, '~/.vonage/config.json'],
    ],
    [
      'a half pair is skipped, never completed',
      {
        env: { VONAGE_API_KEY: 'env-key', VONAGE_API_SECRET: ' ' },
        files: { [HOME]: { apiKey: 'c', apiSecret: 'd' } },
      },
      ['c', 'd', '~/.vonage/config.json', undefined, undefined],
    ],
    [
      'the project between environment and files',
      {
        flags: { configured: { value: ID, origin: 'vonage-flow.config.yaml' } },
        files: { [HOME]: { apiKey: 'c', apiSecret: 'd', appId: OTHER } },
      },
      ['c', 'd', '~/.vonage/config.json', ID, 'vonage-flow.config.yaml'],
    ],
    [
      '.env of the working directory before the files of the CLI, and before the config',
      {
        flags: { configured: { value: OTHER, origin: 'vonage-flow.config.yaml' } },
        files: {
          '.env': `# mine\nVONAGE_API_KEY=e\nexport VONAGE_API_SECRET="s"\nVONAGE_APP_ID='${ID}'\n`,
          '.vonagerc': { apiKey: 'a', apiSecret: 'b' },
        },
      },
      ['e', 's', '.env', ID, 'VONAGE_APP_ID in .env'],
    ],
    [
      'the environment before .env, and pairs never mixed',
      {
        env: ENV,
        files: { '.env': `VONAGE_API_SECRET=other\nVONAGE_APPLICATION_ID=${ID}\n` },
      },
      ['env-key', 'env-secret', 'the environment', ID, 'VONAGE_APPLICATION_ID in .env'],
    ],
    [
      '.env of the project, when there is none here',
      {
        flags: { directory: 'project' },
        files: { 'project/.env': `VONAGE_API_KEY=e\nVONAGE_API_SECRET=s\nVONAGE_APP_ID=${ID}\n` },
      },
      ['e', 's', '.env', ID, 'VONAGE_APP_ID in .env'],
    ],
    [
      'no broken file is opened when nothing is missing',
      { env: { ...ENV, VONAGE_APP_ID: ID }, files: { '.vonagerc': '{' } },
      ['env-key', 'env-secret', 'the environment', ID, 'VONAGE_APP_ID'],
    ],
  ];
  it.each(rows)('%s', async (_name, given, expected) => {
    const world = await worldWith(given);
    const directory = given.flags?.directory;
    const flags =
      directory === undefined ? given.flags : { ...given.flags, directory: join(world.cwd, directory) };
    const { account, applicationId } = await resolveCredentials(world, flags);
    expect([
      account.apiKey,
      account.apiSecret,
      account.origin,
      applicationId?.value,
      applicationId?.origin,
    ]).toEqual(expected);
  });

  it('finds the private key, unread, with the folder that its path starts from', async () => {
    const world = await worldWith({
      env: { VONAGE_APPLICATION_PRIVATE_KEY_PATH: './here.key', ...ENV, VONAGE_APP_ID: ID },
      files: { '.vonagerc': { 'private-key': './rc.key' }, [HOME]: { privateKey: 'cli.key' } },
    });
    const { homeDirectory: folder } = world;
    expect((await findCredentials(world)).privateKey).toEqual({
      value: './here.key',
      origin: 'VONAGE_APPLICATION_PRIVATE_KEY_PATH',
      folder,
    });
    const without = Object.assign(world, { env: { ...ENV, VONAGE_APP_ID: ID } });
    expect((await findCredentials(without)).privateKey).toBeUndefined();
    expect((await findCredentials(without, { needsPrivateKey: true })).privateKey).toEqual({
      value: './rc.key',
      origin: '.vonagerc',
      folder,
    });
  });

  it('asks the emulator that a .env names, for the account that stands beside it alone', async () => {
    const block = 'VONAGE_API_HOST=http://127.0.0.1:4010\nVONAGE_API_KEY=e\nVONAGE_API_SECRET=s\n';
    const emulated = await findCredentials(await worldWith({ files: { '.env': block } }));
    expect(emulated.apiHost).toEqual({
      apiHost: 'http://127.0.0.1:4010',
      remarks: [
        'The application is looked for at http://127.0.0.1:4010, not at Vonage: VONAGE_API_HOST in .env says so.',
      ],
    });
    const real = await findCredentials(await worldWith({ env: ENV, files: { '.env': block } }));
    expect(real.apiHost).toEqual({ apiHost: undefined, remarks: [] });
  });

  it('tells the world every secret, so that no output shows it', async () => {
    const world = await worldWith({
      env: { ...ENV, VONAGE_SIGNATURE_SECRET: 'sig"nature' },
      files: { '.env': 'VONAGE_API_SECRET=half-a-pair\n' },
    });
    await findCredentials(world);
    const basic = Buffer.from('env-key:env-secret').toString('base64');
    const said = `env-key env-secret ${JSON.stringify({ sig: 'sig"nature' })} half-a-pair Basic ${basic}`;
    expect(world.secrets.hide(said)).toBe('env-key *** {"sig":"***"} *** Basic ***');
  });

  it('takes the signature secret from flags or environment, also without an account', async () => {
    const world = await worldWith({ env: { VONAGE_SIGNATURE_SECRET: 'sig\n' } });
    expect((await findCredentials(world)).signatureSecret).toEqual({
      value: 'sig',
      origin: 'VONAGE_SIGNATURE_SECRET',
    });
    expect((await findCredentials(world, { signatureSecret: 'flag' })).signatureSecret?.value).toBe('flag');
    expect((await findCredentials(world)).account).toBeUndefined();
  });
});

const WAYS = [
  'set VONAGE_API_KEY and VONAGE_API_SECRET in the environment, or in .env',
  'or give both as flags: --api-key <key> --api-secret <secret>',

  'or in the files of the Vonage CLI: vonage auth set --api-key <key> --api-secret <secret>',
  'or do without an account: vonage-flow listen --emulator',
];
const MEND = ['mend the file', 'or write it anew: vonage auth set --api-key <key> --api-secret <secret>'];

describe('what is refused', () => {
  const rows: readonly (readonly [
    name: string,
    given: Given,
    what: string,
    why: string | undefined,
    tryThis: readonly string[],
  ])[] = [
    [
      'nothing at all',
      {},
      'No Vonage API key and secret were found',
      'Looked at --api-key and --api-secret, the environment, .env, .vonagerc and ~/.vonage/config.json.',
      WAYS,
    ],
    [
      'half pairs in two places',
      { env: { VONAGE_API_KEY: 'k' }, files: { '.vonagerc': { 'api-secret': 'the-secret' } } },
      'No Vonage API key and secret were found',
      'There is an API key in the environment, but no API secret beside it; a pair is never mixed from two places.\n' +
        'There is an API secret in .vonagerc, but no API key beside it; a pair is never mixed from two places.',
      WAYS,
    ],
    [
      'a broken file',
      { files: { '.vonagerc': '{\n  "apiKey": "k",\n  "apiSecret": the-secret\n}' } },
      '.vonagerc:3:16 is not valid JSON',
      'This file of the Vonage CLI holds the credentials, and nothing can be taken from it.',
      MEND,
    ],
    [
      'a file that is a list',
      { files: { [HOME]: '["the-secret"]' } },
      'The file in ~/.vonage/config.json has to be a JSON object',
      undefined,
      MEND,
    ],
    [
      'a key that is a number',
      { files: { [HOME]: { apiKey: 12345678, apiSecret: 'the-secret' } } },
      '"apiKey" in ~/.vonage/config.json has to be text in quotes',
      undefined,
      MEND,
    ],
    [
      'an application id that is none',
      { env: { ...ENV, VONAGE_APPLICATION_ID: 'my app\u001b[31m' } },
      '"my app\\x1b[31m" is not the id of a Vonage application (from VONAGE_APPLICATION_ID)',
      'An application id is a UUID, 8-4-4-4-12 hexadecimal digits.',
      ['copy the id from the application in the Vonage dashboard, or from `vonage-flow app list`'],
    ],
  ];
  it.each(rows)('%s, without a secret in the words', async (_name, given, what, why, tryThis) => {
    const words = await wordsOfFailure(resolveCredentials(await worldWith(given)));
    expect(words).toEqual({ what, why, tryThis, exitCode: 2 });
    expect(JSON.stringify(words)).not.toContain('the-secret');
  });

  it('a file that cannot be read', async () => {
    const world = await worldWith({ files: { '.vonagerc/inside': '' } });
    expect(await wordsOfFailure(resolveCredentials(world))).toMatchObject({
      what: 'The credentials in .vonagerc cannot be read',
      exitCode: 2,
    });
  });
});
