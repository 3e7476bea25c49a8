import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { badUsage, codeOf, type Failure, wordsOf } from '../../failure.ts';
import type { World } from '../../world.ts';
import { oneLine } from '../one-line.ts';
import type { SourcedKey } from './credential-sources.ts';

/** A private key that was read and understood. */
export interface PrivateKey {
  /** PEM, with plain line breaks. */
  readonly pem: string;
  readonly key: KeyObject;
  /** Where it came from, with the path when it was one: `VONAGE_PRIVATE_KEY (./private.key)`. */
  readonly origin: string;
}

const KINDS: Readonly<Record<string, string>> = {
  'PUBLIC KEY': 'a public key; the private one is needed, which Vonage shows once, when it makes the pair',
  'RSA PUBLIC KEY':
    'a public key; the private one is needed, which Vonage shows once, when it makes the pair',
  CERTIFICATE: 'a certificate, not a private key',
  'ENCRYPTED PRIVATE KEY': 'a key with a passphrase, which a program cannot type',
  'OPENSSH PRIVATE KEY': 'a key of OpenSSH; Vonage signs with RSA keys in PEM',
};

/**
 * Reads the private key of an application, given as a path or as its text: PEM with line breaks, with `\n` in their place, with blanks
 * in their place, or all of it in base64. Fails with the form that was seen and what is wrong with it, never with its text.
 */
export const readPrivateKey = async (world: World, given: SourcedKey): Promise<PrivateKey> => {
  const inline = pemIn(given.value);
  if (inline !== undefined) return understood(world, inline, given.origin);
  const value = withBackslashes(given.value);
  const path = resolve(given.folder, value);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw unreadable({ ...given, value }, path, error);
  }
  const origin = `${given.origin} (${oneLine(value)})`;
  const pem = pemIn(text);
  if (pem === undefined)
    throw notAKey(
      origin,
      text.trim() === '' ? 'an empty file' : 'no key in PEM: the line -----BEGIN PRIVATE KEY----- is missing',
    );
  return understood(world, pem, origin);
};

/**
 * Whether a private key is the other half of an application's public key, found out here: nothing is sent. Undefined when the public key
 * is none that can be read.
 */
export const isPairOf = (key: KeyObject, publicKeyPem: string): boolean | undefined => {
  try {
    return createPublicKey(publicKeyPem).equals(
      createPublicKey(key.export({ type: 'pkcs8', format: 'pem' })),
    );
  } catch {
    return undefined;
  }
};

/** In double quotes of a `.env`, `C:\keys\new.key` has a line break where `\n` stood; no path of Windows has one. */
const withBackslashes = (path: string): string =>
  /^([A-Za-z]:|\\\\)/.test(path) ? path.replaceAll('\n', '\\n') : path;

/** The PEM in a text, its line breaks mended; undefined when there is none, as in a path. */
const pemIn = (text: string): string | undefined => {
  const plain = text
    .replace(/^\ufeff/, '')
    .trim()
    .replaceAll('\\r', '')
    .replaceAll('\\n', '\n');
  const found = /-----BEGIN ([A-Z ]+)-----([\s\S]*?)-----END \1-----/.exec(plain);
  if (found === null) return /^[A-Za-z0-9+/=\s]{200,}$/.test(plain) ? pemInBase64(plain) : undefined;
  const [, label = '', body = ''] = found;
  // A key of old with a passphrase has headers of its own, and is refused by its name.
  if (body.includes('ENCRYPTED')) return '-----BEGIN ENCRYPTED PRIVATE KEY-----\n';
  const lines = body.replace(/\s+/g, '').match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
};

const pemInBase64 = (text: string): string | undefined => {
  const decoded = Buffer.from(text, 'base64').toString('utf8');
  return decoded.includes('-----BEGIN') ? pemIn(decoded) : undefined;
};

const understood = ({ secrets }: World, pem: string, origin: string): PrivateKey => {
  secrets.keep(pem);
  const label = /-----BEGIN ([A-Z ]+)-----/.exec(pem)?.[1] ?? '';
  const kind = KINDS[label];
  if (kind !== undefined) throw notAKey(origin, kind);
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch {
    throw notAKey(origin, 'a key in PEM that is damaged or cut short');
  }
  if (key.asymmetricKeyType !== 'rsa')
    throw notAKey(origin, `a key of another kind (${key.asymmetricKeyType}); Vonage signs with RSA`);
  return { pem, key, origin };
};

const notAKey = (origin: string, seen: string): Failure =>
  badUsage({
    what: `There is no usable private key in ${origin}`,
    why: `What stands there is ${seen}.`,
    tryThis: [
      'give the path of the private key that came with the application',
      'or make a new pair in the Vonage dashboard, under the application',
    ],
  });

const unreadable = ({ value, origin }: SourcedKey, path: string, error: unknown): Failure => {
  const isMissing = codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR';
  // What is no path may be the key itself, spoiled: it is not repeated.
  const looksLikePath = value.length < 200 && !/\s{2}|\n/.test(value);
  return badUsage({
    what: looksLikePath
      ? `The private key ${oneLine(value)} (from ${origin}) ${isMissing ? 'is not there' : 'cannot be read'}`
      : `The private key from ${origin} is neither a path nor a key in PEM`,
    why: looksLikePath
      ? isMissing
        ? `Looked for ${oneLine(path)}.`
        : wordsOf(error)
      : 'A key in PEM begins with -----BEGIN PRIVATE KEY----- and ends with -----END PRIVATE KEY-----.',
    tryThis: 'give the path of the key file, or its whole text in quotes',
  });
};
