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
  const first = token.indexOf('.');
  const second = token.indexOf('.', first + 1);
  if (first < 1 || second <= first + 1 || token.includes('.', second + 1)) return undefined;
  const header = decodeHeader(token.slice(0, first));
  const fields = decodePart(token.slice(first + 1, second));
  if (!header || !fields) return undefined;
  return {
    header,
    claims: claimsOf(fields),
    signed: token.slice(0, second),
    signature: token.slice(second + 1),
  };
};

/** Claims of the expected type; one of another type counts as missing. */
const claimsOf = (fields: JsonObject): SignatureClaims => {
  const claims: { -readonly [Name in keyof SignatureClaims]: SignatureClaims[Name] } = {};
  const { iat, jti, iss, payload_hash, api_key, application_id } = fields;
  if (typeof iat === 'number') claims.iat = iat;
  if (typeof jti === 'string') claims.jti = jti;
  if (typeof iss === 'string') claims.iss = iss;
  if (typeof payload_hash === 'string') claims.payload_hash = payload_hash;
  if (typeof api_key === 'string') claims.api_key = api_key;
  if (typeof application_id === 'string') claims.application_id = application_id;
  return claims;
};

/** The platform signs every webhook with the same header, so it is decoded once. */
let lastHeader: { readonly part: string; readonly fields: JsonObject | undefined } | undefined;

const decodeHeader = (part: string): JsonObject | undefined => {
  if (lastHeader?.part !== part) lastHeader = { part, fields: decodePart(part) };
  return lastHeader.fields;
};

const decodePart = (part: string): JsonObject | undefined => {
  try {
    const binary = atob(/[-_]/.test(part) ? part.replaceAll('-', '+').replaceAll('_', '/') : part);
    // Claims are plain ASCII, which needs no decoding; this runs for every webhook.
    const value = parseJson(/^[\x00-\x7f]*$/.test(binary) ? binary : fromUtf8(binary));
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

const fromUtf8 = (binary: string): string =>
  new TextDecoder().decode(Uint8Array.from(binary, (character) => character.charCodeAt(0)));

/** The header of every signed webhook: HMAC-SHA-256, whatever the account's "signature method" says (§9, S). */
export const SIGNATURE_HEADER = { alg: 'HS256', typ: 'JWT' } as const;
