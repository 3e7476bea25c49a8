import type { LoginRefusal } from '../../../emulator/client/login-refusal.ts';
import { TOKEN_LIFE } from '../../../vonage/user-claims.ts';
import { isOpen } from '../acl.ts';
import { type DoorKeys, namedIn } from '../authorize.ts';
import { checkToken } from '../check-token.ts';

export type ClientTokenCheck =
  | {
      readonly ok: true;
      readonly application: string;
      /** By name. */
      readonly user: string;
      /** Unix seconds. */
      readonly expiresAt: number;
    }
  /** `why` in our words. */
  | { readonly ok: false; readonly refusal: LoginRefusal; readonly why: string };

/** What has to be open to a user who logs in (rtc-events.md §7.1 lists it; that it is asked for here is a guess, U). */
const SESSIONS_PATH = '/v0.3/sessions';

/** A server's token is nobody's. */
const NOBODYS = 'the token has no sub, the name of a user: nobody can log in with it';

/** The token of a user who logs in: an application's JWT with `sub`, and an `acl` that opens sessions (client-sdk.md §3). */
export const checkClientToken = (token: string, keys: DoorKeys): ClientTokenCheck => {
  const now = Math.floor(keys.now() / 1000);
  if (!keys.checksAuth) {
    const { application, user } = namedIn(token, keys);
    return user === undefined
      ? { ok: false, refusal: 'system:error:invalid-token', why: NOBODYS }
      : // As long as one that is checked may live at most.
        { ok: true, application, user, expiresAt: now + TOKEN_LIFE.longest };
  }
  const check = checkToken(`Bearer ${token}`, keys.publicKeyOf, now);
  if (!check.ok)
    return {
      ok: false,
      refusal: check.isExpired ? 'system:error:expired-token' : 'system:error:invalid-token',
      why: check.why,
    };
  const { application, user, acl, expiresAt } = check;
  if (user === undefined) return { ok: false, refusal: 'user:error:invalid-user', why: NOBODYS };
  if (!isOpen(acl, SESSIONS_PATH)) {
    const why = `the token's acl has no path that opens ${SESSIONS_PATH}`;
    return { ok: false, refusal: 'system:error:permission', why };
  }
  return { ok: true, application, user, expiresAt };
};
