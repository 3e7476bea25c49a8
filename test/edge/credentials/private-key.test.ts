import { generateKeyPairSync } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isPairOf, readPrivateKey } from '../../../src/edge/credentials/private-key.ts';
import { borrower, wordsOfFailure } from '../../support/borrower.ts';

const pair = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const other = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
});
const elliptic = generateKeyPairSync('ec', {
  namedCurve: 'P-256',
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const locked = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' },
});

const read = async (value: string, files: Readonly<Record<string, string>> = {}) => {
  const world = await borrower();
  for (const [name, text] of Object.entries(files)) await writeFile(join(world.cwd, name), text);
  await mkdir(join(world.cwd, 'folder'));
  return { world, work: readPrivateKey(world, { value, origin: 'VONAGE_PRIVATE_KEY', folder: world.cwd }) };
};

describe('a private key is understood', () => {
  it.each([
    ['as PEM', pair.privateKey],
    ['with \\n in place of line breaks, as in many .env files', pair.privateKey.replaceAll('\n', '\\n')],
    ['with \\r\\n', pair.privateKey.replaceAll('\n', '\r\n')],
    [
      'with blanks in place of line breaks, as some dashboards paste it',
      pair.privateKey.replaceAll('\n', ' '),
    ],
    ['in quotes that were kept', `"${pair.privateKey}"`],
    ['in base64, as CI systems like it', Buffer.from(pair.privateKey).toString('base64')],
  ])('%s, given as text and in a file', async (_form, text) => {
    const inline = await (await read(text)).work;
    expect([inline.pem, inline.origin]).toEqual([pair.privateKey, 'VONAGE_PRIVATE_KEY']);
    const filed = await (await read('./private.key', { 'private.key': `\ufeff${text}` })).work;
    expect([filed.pem, filed.origin]).toEqual([pair.privateKey, 'VONAGE_PRIVATE_KEY (./private.key)']);
  });

  it.each([
    ['as it is written', String.raw`C:\keys\new.key`],
    ['as a .env in double quotes gives it', 'C:\\keys\new.key'],
  ])('at a path of Windows, %s', async (_form, path) => {
    // Here it is a name with backslashes in it; there it is the folders that it names.
    const { origin } = await (await read(path, { [String.raw`C:\keys\new.key`]: pair.privateKey })).work;
    expect(origin).toBe(String.raw`VONAGE_PRIVATE_KEY (C:\keys\new.key)`);
  });

  it('is known to be the pair of a public key, here and without a request', async () => {
    const { key } = await (await read(pair.privateKey)).work;
    expect(isPairOf(key, pair.publicKey)).toBe(true);
    expect(isPairOf(key, other.publicKey)).toBe(false);
    expect(isPairOf(key, '-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----')).toBeUndefined();
    const old = await (await read(other.privateKey)).work;
    expect(isPairOf(old.key, other.publicKey)).toBe(true);
  });

  it('is hidden in every output from then on, whatever became of its line breaks', async () => {
    const { world, work } = await read(pair.privateKey);
    await work;
    const [, line = ''] = pair.privateKey.split('\n');
    expect(world.secrets.hide(`Error: ${JSON.stringify(pair.privateKey)}`)).not.toContain(line);
  });
});

describe('what is no private key is called by its name', () => {
  it.each([
    [
      'a public key',
      pair.publicKey,
      'What stands there is a public key; the private one is needed, which Vonage shows once, when it makes the pair.',
    ],
    [
      'a key with a passphrase',
      locked.privateKey,
      'What stands there is a key with a passphrase, which a program cannot type.',
    ],
    [
      'an old key with a passphrase',
      other.privateKey.replace('\n', '\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\n'),
      'What stands there is a key with a passphrase, which a program cannot type.',
    ],
    [
      'a key of another kind',
      elliptic.privateKey,
      'What stands there is a key of another kind (ec); Vonage signs with RSA.',
    ],
    [
      'half a key',
      pair.privateKey.replace(/(.{64}\n){4}/, ''),
      'What stands there is a key in PEM that is damaged or cut short.',
    ],
  ])('%s', async (_name, text, why) => {
    expect(await wordsOfFailure((await read(text)).work)).toEqual({
      what: 'There is no usable private key in VONAGE_PRIVATE_KEY',
      why,
      tryThis: [
        'give the path of the private key that came with the application',
        'or make a new pair in the Vonage dashboard, under the application',
      ],
      exitCode: 2,
    });
  });

  it.each([
    [
      'a file that is not there',
      './none.key',
      { what: 'The private key ./none.key (from VONAGE_PRIVATE_KEY) is not there' },
    ],
    ['a folder', './folder', { what: 'The private key ./folder (from VONAGE_PRIVATE_KEY) cannot be read' }],
    ['an empty file', 'empty', { why: 'What stands there is an empty file.' }],
    [
      'another file',
      'other',
      { why: 'What stands there is no key in PEM: the line -----BEGIN PRIVATE KEY----- is missing.' },
    ],
    [
      'a key without its first line',
      pair.privateKey.slice(40),
      { what: 'The private key from VONAGE_PRIVATE_KEY is neither a path nor a key in PEM' },
    ],
  ])('%s', async (_name, value, expected) => {
    const words = await wordsOfFailure((await read(value, { empty: '\n', other: 'hello' })).work);
    expect(words).toMatchObject({ ...expected, exitCode: 2 });
    expect(JSON.stringify(words)).not.toContain(pair.privateKey.slice(200, 240));
  });
});
