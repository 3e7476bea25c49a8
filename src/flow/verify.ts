import { bearerToken, readToken, type SignatureToken } from '../vonage/signature.ts';
import type { Hashes, RefusalReason, Standing } from './standing.ts';
import type { WebhookRequest } from './webhook-request.ts';

/** What a signature is checked against. Without a secret nothing can be checked, and that is said. */
export interface SignatureRules {
  readonly secret: string | undefined;
  readonly apiKey: string | undefined;
  readonly applicationId: string | undefined;
  /** `--require-signature`: an unsigned request is refused too. */
  readonly required: boolean;
}

/** How far `iat` may be off. No official number exists; five minutes is what third-party code uses (voice-webhooks.md §9). */
const AGE_LIMIT_SECONDS = 300;

/** The platform tries a webhook twice; the same `jti` with the same content inside this time is that second try (DESIGN §10). */
const SECOND_TRY_MILLISECONDS = 60_000;

/**
 * Tokens seen lately, so that a recorded request cannot be played again. Two generations of bounded size: an entry
 * outlives at least `GENERATION_SIZE` later ones, and the age check refuses what has been forgotten for long.
 */
export interface SeenTokens {
  young: Map<string, SeenToken>;
  old: Map<string, SeenToken>;
  /** By how many seconds the last genuine tokens were off, newest last. */
  readonly skews: number[];
}
interface SeenToken {
  readonly at: number;
  readonly content: string;
}
const GENERATION_SIZE = 20_000;

export const noTokensSeen = (): SeenTokens => ({ young: new Map(), old: new Map(), skews: [] });

/**
 * Checks a request's signature over its raw bytes (voice-webhooks.md §9). For GET the hash is not compared, because
 * nobody documents what is hashed: signature, `iat` and `jti` decide.
 *
 * @param bodySha256 hex SHA-256 of the body, undefined when there is none
 */
export const verify = (
  request: WebhookRequest,
  bodySha256: string | undefined,
  rules: SignatureRules,
  seen: SeenTokens,
  hashes: Hashes,
): Standing => {
  const bearer = bearerToken(request.headers['authorization']);
  if (bearer === undefined) {
    return rules.required
      ? refused('unsigned', 'it carries no signature and --require-signature is on')
      : { state: 'unsigned' };
  }
  if (rules.secret === undefined) {
    return rules.required
      ? refused('unsigned', 'no signature secret is known here, so nothing can satisfy --require-signature')
      : { state: 'unchecked' };
  }
  const token = readToken(bearer);
  if (!token) return refused('malformed', 'the bearer token is not a JWT of three base64url parts');
  const fault =
    faultOfToken(token, rules, hashes, rules.secret) ??
    faultOfAge(token, request.receivedAt, seen) ??
    faultOfHash(token, request, bodySha256);
  return fault ?? standingOfUse(token, request, bodySha256 ?? request.query, seen);
};

const refused = (reason: RefusalReason, explanation: string): Standing => ({
  state: 'refused',
  reason,
  explanation,
});

const faultOfToken = (
  token: SignatureToken,
  rules: SignatureRules,
  hashes: Hashes,
  secret: string,
): Standing | undefined => {
  const { claims } = token;
  const algorithm = token.header['alg'];
  if (algorithm !== 'HS256') {
    return refused(
      'algorithm',
      `webhooks are signed with HS256, this token says ${JSON.stringify(algorithm) ?? 'nothing'}`,
    );
  }
  if (!sameText(hashes.hmacSha256(secret, token.signed), token.signature)) {
    const whose = claims.api_key === undefined ? '' : ` The token names API key ${claims.api_key}.`;
    return refused(
      'secret',
      `the signature does not fit the signature secret.${whose} The secret is the account's "signature secret" in the dashboard, not the API secret and not a key file`,
    );
  }
  if (claims.iss !== 'Vonage')
    return refused('issuer', `iss is ${JSON.stringify(claims.iss) ?? 'missing'}, not "Vonage"`);
  if (rules.apiKey !== undefined && claims.api_key !== undefined && claims.api_key !== rules.apiKey) {
    return refused('api-key', `it is signed for API key ${claims.api_key}, this run uses ${rules.apiKey}`);
  }
  const application = claims.application_id;
  if (
    rules.applicationId !== undefined &&
    application !== undefined &&
    !sameId(application, rules.applicationId)
  ) {
    return refused(
      'application',
      `it is signed for application ${application}, this run listens to ${rules.applicationId}`,
    );
  }
  return undefined;
};

/** So many tokens that are off alike are no coincidence: it is this computer's clock. */
const ALIKE = 3;
/** As far as those may differ and still be off alike: a clock drifts little while webhooks come in. */
const ALIKE_SECONDS = 60;

const faultOfAge = (
  token: SignatureToken,
  receivedAt: number,
  { skews }: SeenTokens,
): Standing | undefined => {
  const { iat } = token.claims;
  if (iat === undefined) return refused('age', 'the token has no iat, so its age is unknown');
  const age = Math.round(receivedAt / 1000 - iat);
  skews.push(age);
  if (skews.length > ALIKE) skews.shift();
  if (Math.abs(age) <= AGE_LIMIT_SECONDS) return undefined;
  const words = age > 0 ? `${age} s old` : `${-age} s in the future`;
  const isClock = skews.length === ALIKE && Math.max(...skews) - Math.min(...skews) <= ALIKE_SECONDS;
  const because = isClock
    ? "All tokens lately are off by about that much: this computer's clock is wrong"
    : 'An old request sent again, or a wrong clock';
  return refused('age', `the token is ${words}; ${AGE_LIMIT_SECONDS} s are allowed. ${because}`);
};

const faultOfHash = (
  token: SignatureToken,
  request: WebhookRequest,
  bodySha256: string | undefined,
): Standing | undefined => {
  const expected = token.claims.payload_hash;
  if (request.method === 'GET' || expected === undefined || bodySha256 === undefined) return undefined;
  if (sameText(expected, bodySha256)) return undefined;
  return refused(
    'body-hash',
    `the body was changed on its way: payload_hash is ${expected}, the ${request.body.byteLength} bytes that arrived hash to ${bodySha256}`,
  );
};

const standingOfUse = (
  token: SignatureToken,
  request: WebhookRequest,
  content: string,
  seen: SeenTokens,
): Standing => {
  const { jti } = token.claims;
  if (jti === undefined) return { state: 'verified' };
  const before = seen.young.get(jti) ?? seen.old.get(jti);
  if (!before) {
    if (seen.young.size >= GENERATION_SIZE) {
      seen.old = seen.young;
      seen.young = new Map();
    }
    seen.young.set(jti, { at: request.receivedAt, content });
    return { state: 'verified' };
  }
  const later = request.receivedAt - before.at;
  if (before.content === content && later <= SECOND_TRY_MILLISECONDS)
    return { state: 'verified', secondTry: true };
  const difference =
    before.content === content ? `${Math.round(later / 1000)} s ago` : 'with another content';
  return refused('replay', `a request with the same jti was received ${difference}`);
};

/** UUIDs are the same in any letter case. */
const sameId = (left: string, right: string): boolean => left.toLowerCase() === right.toLowerCase();

/** Compares in a time that does not depend on where the texts differ. */
const sameText = (left: string, right: string): boolean => {
  if (left.length !== right.length) return false;
  let difference = 0;
  for (let index = 0; index < left.length; index += 1)
    difference |= left.charCodeAt(index) ^ right.charCodeAt(index);
  return difference === 0;
};
