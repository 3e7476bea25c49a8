import { createPrivateKey, X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSecureContext, type SecureContext } from 'node:tls';
import { Failure, wordsOf } from '../../failure.ts';
import { VONAGE_DOMAINS } from '../../vonage/hosts.ts';
import type { Clock } from '../../world.ts';
import { OWN_FOLDER, writeOwnFile } from '../own-folder.ts';
import { type Issuer, makeCertificate, makeKey } from './certificate.ts';

/** A certificate authority for Vonage's hosts, which only those trust who are told to. */
export interface Authority {
  /** PEM, to be trusted. */
  readonly certificate: string;
  /** What a server shows that plays this host; made when it is first asked for. */
  contextFor(host: string): Promise<SecureContext>;
}

const DAY = 24 * 60 * 60 * 1000;
/** Clocks of containers and of machines that slept differ. */
const BEFORE_NOW = DAY;
const HOST_LIVES = 7 * DAY;
const AUTHORITY_LIVES = 365 * DAY;
/** An authority is replaced while it still outlives the hosts that it signs. */
const REPLACED_BEFORE_END = 30 * DAY;

/** Key and certificate are one file, so that they always fit together, whoever else writes at the same time. */
const FILE = 'redirect-ca.pem';

/** The authority of a project, made at its first use and kept in its folder. @throws Failure when that cannot be written */
export const openAuthority = async (project: string, clock: Clock): Promise<Authority> => {
  const file = join(project, OWN_FOLDER, FILE);
  const kept = readKept(file, clock.now()) ?? (await makeAuthority(clock.now()));
  if (kept.isNew) keep(project, file, kept.text);
  const contexts = new Map<string, Promise<SecureContext>>();
  const issuer: Issuer = { commonName: kept.commonName, privateKey: kept.privateKey };
  return {
    certificate: kept.certificate,
    contextFor: (host) => {
      const made = contexts.get(host) ?? makeContext(host, issuer, clock.now());
      contexts.set(host, made);
      return made;
    },
  };
};

interface Kept extends Issuer {
  readonly certificate: string;
  readonly text: string;
  readonly isNew: boolean;
}

/** Undefined when there is none, or none that can be used for a while yet. */
const readKept = (file: string, now: number): Kept | undefined => {
  if (!existsSync(file)) return undefined;
  try {
    const text = readFileSync(file, 'utf8');
    const certificate = new X509Certificate(text);
    const privateKey = createPrivateKey(text);
    const isUsable =
      certificate.checkPrivateKey(privateKey) &&
      Date.parse(certificate.validFrom) <= now &&
      Date.parse(certificate.validTo) - REPLACED_BEFORE_END > now;
    if (!isUsable) return undefined;
    const commonName = certificate.subject.replace(/^CN=/, '');
    return { commonName, privateKey, certificate: certificate.toString(), text, isNew: false };
  } catch {
    // Half a file, or not ours: a new one takes its place.
    return undefined;
  }
};

const makeAuthority = async (now: number): Promise<Kept> => {
  const privateKey = await makeKey();
  const commonName = `vonage-flow redirect of this project (${new Date(now).toISOString().slice(0, 10)})`;
  const certificate = makeCertificate(
    { commonName, from: now - BEFORE_NOW, until: now + AUTHORITY_LIVES, for: { domains: VONAGE_DOMAINS } },
    privateKey,
    { commonName, privateKey },
  );
  const text = `${privateKey.export({ type: 'pkcs8', format: 'pem' })}${certificate}`;
  return { commonName, privateKey, certificate, text, isNew: true };
};

const keep = (project: string, file: string, text: string): void => {
  try {
    writeOwnFile(project, FILE, text);
  } catch (cause) {
    throw new Failure({
      what: `The certificate authority for --redirect could not be kept in ${file}`,
      why: wordsOf(cause),
      tryThis: ['make the folder writable', 'or do without --redirect'],
      cause,
    });
  }
};

const makeContext = async (host: string, issuer: Issuer, now: number): Promise<SecureContext> => {
  const key = await makeKey();
  const certificate = makeCertificate(
    { commonName: host, from: now - BEFORE_NOW, until: now + HOST_LIVES, for: { host } },
    key,
    issuer,
  );
  return createSecureContext({ key: key.export({ type: 'pkcs8', format: 'pem' }), cert: certificate });
};
