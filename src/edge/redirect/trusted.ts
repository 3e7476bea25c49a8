import { existsSync, readFileSync } from 'node:fs';
import * as tls from 'node:tls';
import type { World } from '../../world.ts';

/** Variables by which a user adds or replaces what is trusted: a company's authority, for instance. */
const NAMED_BY = ['SSL_CERT_FILE', 'REQUESTS_CA_BUNDLE', 'CURL_CA_BUNDLE', 'NODE_EXTRA_CA_CERTS'];

/** Where systems keep their bundle: Debian, Fedora, SUSE, Alpine and macOS. */
const SYSTEM_BUNDLES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
];

/**
 * All that the machine and the user trust, and the authority: what takes the place of a bundle has to hold the whole of
 * it, or no other host would be trusted any more.
 */
export const trustedBundle = (env: World['env'], authority: string): string => {
  const system = SYSTEM_BUNDLES.find((path) => existsSync(path));
  const texts = [...(system === undefined ? [] : [system]), ...filesNamedBy(env, NAMED_BY)].map(contentOf);
  const all = [authority, ...systemStore(), ...tls.rootCertificates, ...texts].flatMap(certificatesIn);
  return [...new Set(all)].join('');
};

/** What Node trusts beside its own: the authority, and what the user has added already. */
export const extraBundle = (env: World['env'], authority: string): string =>
  [authority, ...filesNamedBy(env, ['NODE_EXTRA_CA_CERTS']).map(contentOf)].flatMap(certificatesIn).join('');

const filesNamedBy = (env: World['env'], names: readonly string[]): readonly string[] =>
  names.flatMap((name) => env[name] || []);

/** A file that is not there would not have been trusted either. */
const contentOf = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

/** Keychain and Windows store, which newer versions of Node can read. */
const systemStore = (): readonly string[] => {
  const { getCACertificates } = tls as { getCACertificates?: (of: 'system') => readonly string[] };
  return getCACertificates?.('system') ?? [];
};

/** Each written the same way, so that those which are named twice are kept once. */
const certificatesIn = (text: string): readonly string[] =>
  [...text.matchAll(/-----BEGIN CERTIFICATE-----([^-]+)-----END CERTIFICATE-----/g)].map(([, body = '']) => {
    const lines = body.replace(/\s+/g, '').replace(/.{1,64}/g, '$&\n');
    return `-----BEGIN CERTIFICATE-----\n${lines}-----END CERTIFICATE-----\n`;
  });
