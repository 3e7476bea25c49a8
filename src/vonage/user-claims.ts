import type { JsonObject } from './json.ts';

/**
 * The usual set of what a user of the Client SDK may reach (rtc-events.md §7.1): sessions to log in, knocking to place calls, media for
 * sound, push and devices for calls in the background.
 */
const PATHS = [
  'users',
  'conversations',
  'sessions',
  'devices',
  'image',
  'media',
  'applications',
  'push',
  'knocking',
  'legs',
] as const;

/** Seconds that an application's token may live, a user's too: voice-api.md §1, rtc-events.md §7.1. */
export const TOKEN_LIFE = { shortest: 30, longest: 24 * 60 * 60 } as const;

export interface UserToken {
  readonly applicationId: string;
  /** The user's name, not its id. */
  readonly user: string;
  /** Unix seconds. */
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly tokenId: string;
}

/** The claims of a Client SDK user's JWT. Without `sub` it would be a server's, which may do everything. */
export const userClaims = (token: UserToken): JsonObject => ({
  application_id: token.applicationId,
  iat: token.issuedAt,
  exp: token.expiresAt,
  jti: token.tokenId,
  sub: token.user,
  acl: { paths: Object.fromEntries(PATHS.map((path) => [`/*/${path}/**`, {}])) },
});
