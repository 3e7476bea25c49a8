import { type KeyObject, X509Certificate } from 'node:crypto';
import { makeCertificate, makeKey } from '../../../redirect/certificate.ts';

/** Who all endpoints are: a certificate that nobody vouches for, whose hash stands in each description (RFC 8122). */
export interface MediaIdentity {
  readonly privateKey: KeyObject;
  /** DER. */
  readonly certificate: Buffer;
  /** SHA-256, as `a=fingerprint` has it. */
  readonly fingerprint: string;
}

const A_DAY_MS = 24 * 60 * 60_000;
const LIVES_MS = 365 * A_DAY_MS;

/** A new one. @param now milliseconds since 1970 */
export const makeMediaIdentity = async (now: number): Promise<MediaIdentity> => {
  const privateKey = await makeKey();
  const commonName = 'vonage-flow';
  const parts = { commonName, from: now - A_DAY_MS, until: now + LIVES_MS, for: { host: 'localhost' } };
  const { raw, fingerprint256 } = new X509Certificate(
    makeCertificate(parts, privateKey, { commonName, privateKey }),
  );
  return { privateKey, certificate: raw, fingerprint: fingerprint256 };
};
