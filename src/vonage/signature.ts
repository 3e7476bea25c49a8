import { isJsonObject, type JsonObject, parseJson } from './json.ts';

/**
 * Claims of the JWT in a signed webhook's `Authorization` header (voice-webhooks.md §9, S). There is no `exp`.
 */
export interface SignatureClaims {
  /** Unix seconds. */
  readonly iat?: number;
  /** Unique per webhook. */
  readonly jti?: string;
  readonly iss?: string;
  /** Lower-case hex SHA-256 of the raw body. For GET nobody documents what is hashed (U). */
  readonly payload_hash?: string;
  readonly api_key?: string;
  readonly application_id?: string;
}

export interface SignatureToken {
  readonly header: JsonObject;
  readonly claims: SignatureClaims;
  /** `header.payload` as received: what the signature is taken over. */
  readonly signed: string;
  /** base64url without padding, as received. */
  readonly signature: string;
}

/** The token of an `Authorization` header; undefined when there is none. The scheme's case does not count. */
export const bearerToken = (authorization: string | undefined): string | undefined =>
  /^bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];

/** Takes a JWT apart without checking it; undefined when it is not one. */
export const readToken = (token: string): SignatureToken | undefined => {
  const parts = token.split('.');
  const [header, payload, signature] = parts;
  if (parts.length !== 3 || !header || !payload || signature === undefined) return undefined;
  const headerFields = decodePart(header);
  const payloadFields = decodePart(payload);
  if (!headerFields || !payloadFields) return undefined;
  const claims: Record<string, unknown> = {};
  if (typeof payloadFields['iat'] === 'number') claims['iat'] = payloadFields['iat'];
  for (const name of ['jti', 'iss', 'payload_hash', 'api_key', 'application_id'] as const) {
    if (typeof payloadFields[name] === 'string') claims[name] = payloadFields[name];
  }
  return { header: headerFields, claims, signed: `${header}.${payload}`, signature };
};

const decodePart = (part: string): JsonObject | undefined => {
  try {
    const bytes = Uint8Array.from(atob(part.replaceAll('-', '+').replaceAll('_', '/')), (c) =>
      c.charCodeAt(0),
    );
    const value = parseJson(new TextDecoder().decode(bytes));
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

/** The header of every signed webhook: HMAC-SHA-256, whatever the account's "signature method" says (§9, S). */
export const SIGNATURE_HEADER = { alg: 'HS256', typ: 'JWT' } as const;
