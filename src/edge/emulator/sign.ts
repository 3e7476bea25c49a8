import { createHash, createHmac } from 'node:crypto';
import { SIGNATURE_HEADER } from '../../vonage/signature.ts';

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
export const sha256Hex = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * The `Authorization` header of a signed webhook (voice-webhooks.md §9). For GET the hash is that of an empty body:
 * what Vonage hashes there is not documented (U).
 */
export const signWebhook = (
  body: string,
  { secret, apiKey, application, issuedAt, tokenId }: Signing,
): string => {
  const claims = {
    iat: issuedAt,
    jti: tokenId,
    iss: 'Vonage',
    payload_hash: sha256Hex(body),
    api_key: apiKey,
    application_id: application,
  };
  const signed = `${encodePart(SIGNATURE_HEADER)}.${encodePart(claims)}`;
  return `Bearer ${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
};

const encodePart = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
