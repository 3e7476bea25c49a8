import { hash } from 'node:crypto';
import { SIGNATURE_HEADER } from '../../vonage/signature.ts';
import { createHmacSha256 } from '../hmac.ts';

export interface Signing {
  readonly secret: string;
  readonly apiKey: string;
  readonly application: string;
  /** Unix seconds. */
  readonly issuedAt: number;
  /** `jti`: unique for every request, also for a second try (U). */
  readonly tokenId: string;
}

/** Lower-case hex SHA-256. */
export const sha256Hex = (text: string | Uint8Array): string => hash('sha256', text);

/** The `Authorization` header of a signed webhook (voice-webhooks.md §9), given the hash of its body. */
export const signWebhook = (
  bodySha256: string,
  { secret, apiKey, application, issuedAt, tokenId }: Signing,
): string => {
  // Written by hand where nothing needs escaping: it is made for every webhook.
  const claims = `{"iat":${issuedAt},"jti":"${tokenId}","iss":"Vonage","payload_hash":"${bodySha256}",${whose(apiKey, application)}`;
  const signed = `${ENCODED_HEADER}.${encodePart(claims)}`;
  return `Bearer ${signed}.${hmacBy(secret)(signed)}`;
};

/** The end of the claims, which is that of the webhook before in most cases. */
const whose = (apiKey: string, application: string): string => {
  if (last.apiKey !== apiKey || last.application !== application)
    last = {
      apiKey,
      application,
      text: JSON.stringify({ api_key: apiKey, application_id: application }).slice(1),
    };
  return last.text;
};

let last = { apiKey: '', application: '', text: `"api_key":"","application_id":""}` };

/** That of the secret before, which is the same one in most cases. */
const hmacBy = (secret: string): ((text: string) => string) => {
  if (lastHmac.secret !== secret) lastHmac = { secret, hmac: createHmacSha256(secret) };
  return lastHmac.hmac;
};

let lastHmac = { secret: '', hmac: createHmacSha256('') };

const encodePart = (json: string): string => Buffer.from(json).toString('base64url');

const ENCODED_HEADER = encodePart(JSON.stringify(SIGNATURE_HEADER));
