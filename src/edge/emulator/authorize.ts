import { timingSafeEqual } from 'node:crypto';
import { type ApiFamily, forbidden, unauthorized } from '../../emulator/rest/api-family.ts';
import type { RestReply } from '../../emulator/rest/problem.ts';
import { bearerToken } from '../../vonage/signature.ts';
import { isOpen } from './acl.ts';
import { checkToken, claimsIn } from './check-token.ts';
import type { EmulatorAbout } from './running-emulator.ts';

/** What the check needs of the emulator. */
export interface DoorKeys {
  readonly about: EmulatorAbout;
  /** False with `--no-auth`: everybody may do everything. */
  readonly checksAuth: boolean;
  readonly publicKeyOf: (application: string) => string | undefined;
  /** Milliseconds since 1970, by the clock of the world: that is what tokens are made with. */
  readonly now: () => number;
}

export type Authorization =
  | { readonly ok: true; readonly application?: string; readonly user?: string }
  | { readonly ok: false; readonly refusal: RestReply };

/**
 * Who asks, by the `Authorization` header: API key and secret for the account's APIs, an application's JWT for the
 * others (voice-api.md §1, applications-api.md §1), and whether its `acl` opens the path (rtc-events.md §7.1). `instance` is the
 * trace id of a refusal; no path: files, for which no acl is known (U).
 */
export const authorize = (
  family: ApiFamily,
  header: string | undefined,
  keys: DoorKeys,
  { path, instance }: { readonly path?: string; readonly instance: string },
): Authorization => {
  if (family === 'account') {
    const why = keys.checksAuth ? basicFault(header, keys.about) : undefined;
    return why === undefined ? { ok: true } : { ok: false, refusal: unauthorized(family, instance, why) };
  }
  if (!keys.checksAuth) return { ok: true, ...namedIn(bearerToken(header), keys) };
  const token = checkToken(header, keys.publicKeyOf, Math.floor(keys.now() / 1000));
  if (!token.ok) return { ok: false, refusal: unauthorized(family, instance, token.why) };
  const { application, user, acl } = token;
  if (path !== undefined && !isOpen(acl, path))
    return {
      ok: false,
      refusal: forbidden(family, instance, `the token's acl has no path that opens ${path}`),
    };
  return { ok: true, application, ...(user !== undefined && { user }) };
};

/** Whose a token says it is, for where nobody checks it: the first application's when it names none that is here. */
export const namedIn = (
  token: string | undefined,
  { publicKeyOf, about }: DoorKeys,
): { readonly application: string; readonly user?: string } => {
  const { application_id: named, sub } = claimsIn(token ?? '') ?? {};
  const isHere = typeof named === 'string' && publicKeyOf(named) !== undefined;
  return {
    application: isHere ? named : about.applicationId,
    ...(typeof sub === 'string' && { user: sub }),
  };
};

const basicFault = (header: string | undefined, { apiKey, apiSecret }: EmulatorAbout): string | undefined => {
  if (header === undefined) return 'there is no Authorization header';
  const encoded = /^basic +(\S+)$/i.exec(header)?.[1];
  if (encoded === undefined) return 'this API wants Basic with the API key and secret, no other token';
  const given = Buffer.from(encoded, 'base64');
  const expected = Buffer.from(`${apiKey}:${apiSecret}`);
  const isRight = given.length === expected.length && timingSafeEqual(given, expected);
  return isRight ? undefined : 'the API key or the secret is wrong';
};
