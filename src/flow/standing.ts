/** What is known of a request's signature (DESIGN §10). */
export type Standing =
  /** The HMAC, the age and the body hash hold. */
  | { readonly state: 'verified'; readonly secondTry?: true }
  /** Signed, but no signature secret is known here. */
  | { readonly state: 'unchecked' }
  /** No token at all. */
  | { readonly state: 'unsigned' }
  | { readonly state: 'refused'; readonly reason: RefusalReason; readonly explanation: string };

export type RefusalReason =
  | 'malformed'
  | 'algorithm'
  | 'secret'
  | 'issuer'
  | 'api-key'
  | 'application'
  | 'age'
  | 'body-hash'
  | 'replay'
  | 'unsigned';

/** The two primitives a check needs. They come in as an argument, since `flow/` touches nothing outside. */
export interface Hashes {
  /** Lower-case hex SHA-256. */
  sha256Hex(bytes: Uint8Array | string): string;
  /** base64url without padding of HMAC-SHA-256. */
  hmacSha256(key: string, text: string): string;
}
