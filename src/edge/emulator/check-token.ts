import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { isJsonObject, type Json, type JsonObject, parseJson } from '../../vonage/json.ts';
import { TOKEN_LIFE } from '../../vonage/user-claims.ts';
import { type Acl, aclOf } from './acl.ts';

/** Seconds that a token without `exp` lives (voice-api.md §1). */
const LIFE_WITHOUT_EXP = 15 * 60;

export type TokenCheck =
  /** `user` is the Client SDK user in `sub`; a server's token has none. */
  | {
      readonly ok: true;
      readonly application: string;
      readonly user: string | undefined;
      readonly acl: Acl;
      /** Unix seconds. */
      readonly expiresAt: number;
    }
  /** Why it is refused, for people: the platform's reply does not say. */
  | { readonly ok: false; readonly why: string; readonly isExpired?: true };

/**
 * Checks the `Authorization` header of a request that needs an application's JWT as the platform does (voice-api.md
 * §1): RS256 with the application's key, `application_id`, `iat`, `jti`, and the life of `exp`. `now` is Unix seconds.
 */
export const checkToken = (
  authorization: string | undefined,
  publicKeyOf: (application: string) => string | undefined,
  now: number,
): TokenCheck => {
  if (authorization === undefined) return refused('there is no Authorization header');
  const [, scheme = '', token = ''] = /^(\S+) +(\S+)\s*$/.exec(authorization) ?? [];
  if (scheme.toLowerCase() === 'basic')
    return refused('this API wants a JWT of the application, not the API key and secret');
  if (scheme.toLowerCase() !== 'bearer') return refused('the Authorization header is no "Bearer <JWT>"');
  const parts = token.split('.');
  const [header, claims] = [decodePart(parts[0]), decodePart(parts[1])];
  if (parts.length !== 3 || header === undefined || claims === undefined)
    return refused('the token is no JWT of three parts');
  if (header['alg'] !== 'RS256')
    return refused(`the token is signed with ${shown(header['alg'])}; it has to be RS256`);
  const application = claims['application_id'];
  if (typeof application !== 'string') return refused('the token has no application_id');
  const publicKey = publicKeyOf(application);
  if (publicKey === undefined) return refused(`there is no application ${shown(application)}`);
  if (!isSignedBy(publicKey, parts))
    return refused("the token is not signed with this application's private key");
  const why = claimsFault(claims, now);
  if (why !== undefined) return refused(why, endOf(claims) <= now);
  const { sub, acl } = claims;
  return {
    ok: true,
    application,
    user: typeof sub === 'string' ? sub : undefined,
    acl: aclOf(acl),
    expiresAt: endOf(claims),
  };
};

/** What a token says, whoever signed it; undefined when it is none. */
export const claimsIn = (token: string): JsonObject | undefined => decodePart(token.split('.')[1]);

const refused = (why: string, isExpired = false): TokenCheck => ({
  ok: false,
  why,
  ...(isExpired && { isExpired }),
});

/** Unix seconds; of claims without faults. */
const endOf = ({ iat, exp }: JsonObject): number => Number(exp ?? Number(iat) + LIFE_WITHOUT_EXP);

const shown = (value: Json | undefined): string => JSON.stringify(value ?? null).slice(0, 80);

const decodePart = (part: string | undefined): JsonObject | undefined => {
  // Other characters would be passed over by Buffer.
  if (part === undefined || !/^[\w-]+$/.test(part)) return undefined;
  const value = parseJson(Buffer.from(part, 'base64url').toString('utf8'));
  return isJsonObject(value) ? value : undefined;
};

const isSignedBy = (publicKey: string, [header, claims, signature]: readonly string[]): boolean => {
  const key = keyFrom(publicKey);
  if (key === undefined || key.asymmetricKeyType !== 'rsa') return false;
  return verify(
    'RSA-SHA256',
    Buffer.from(`${header}.${claims}`),
    key,
    Buffer.from(signature ?? '', 'base64url'),
  );
};

const keyFrom = (pem: string): KeyObject | undefined => {
  try {
    return createPublicKey(pem);
  } catch {
    // Somebody set a public key that is none: nothing can be signed with its other half.
    return undefined;
  }
};

/** Seconds reach this in the year 5138; milliseconds passed it in 1973. */
const isMilliseconds = (time: number): boolean => time > 100_000_000_000;

const claimsFault = ({ iat, jti, exp, nbf }: JsonObject, now: number): string | undefined => {
  if (typeof iat !== 'number') return 'the token has no iat, the Unix seconds of its making';
  if (typeof jti !== 'string' || jti === '') return 'the token has no jti, a text that is unique';
  if (isMilliseconds(iat)) return `iat ${iat} is in milliseconds; it counts seconds`;
  if (exp !== undefined && typeof exp !== 'number') return 'exp is no number of Unix seconds';
  const end = exp ?? iat + LIFE_WITHOUT_EXP;
  if (isMilliseconds(end)) return `exp ${end} is in milliseconds; it counts seconds`;
  if (end > iat + TOKEN_LIFE.longest) return 'exp is more than 24 hours after iat';
  if (end < iat + TOKEN_LIFE.shortest) return 'exp is less than 30 seconds after iat';
  if (end <= now) return `the token expired ${Math.ceil(now - end)} s ago`;
  if (typeof nbf === 'number' && nbf > now) return `nbf says that the token counts in ${nbf - now} s only`;
  return undefined;
};
