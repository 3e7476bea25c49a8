import type { Range } from '../../text/source-text.ts';

/** Names under which people put credentials, without case, `_` and `-`. */
const CREDENTIAL_NAMES: ReadonlySet<string> = new Set([
  'apikey',
  'apisecret',
  'privatekey',
  'signaturesecret',
  'signingsecret',
  'secret',
  'credentials',
  'password',
  'token',
  'jwt',
  'auth',
]);

/** True for a name whose value is a credential. */
export const isCredentialName = (name: string): boolean =>
  CREDENTIAL_NAMES.has(name.toLowerCase().replace(/[_-]/g, ''));

/**
 * What looks like a secret wherever it stands, also in a text that can not be parsed: the value behind a credential's
 * name (to the end of the line when it has no quotes), a private key, and a password inside a URL.
 */
const SECRETS: readonly RegExp[] = [
  /((?:api[_-]?key|api[_-]?secret|private[_-]?key|(?:signature|signing)[_-]?secret|secret|password|token|jwt)[\w-]{0,20}["']?[ \t]*[:=][ \t]*)("(?:[^"\\\n]|\\.)*"?|'[^'\n]*'?|[^\s"'][^\n]*)/gi,
  /()(-----BEGIN[\s\S]*?(?:-----END[^\n]*|$))/g,
  /(:\/\/[^/\s:@]*:)([^@/\s]+)(?=@)/g,
];

/** The text with its secrets as stars: the same length, the same lines. `secrets` are places that are known to be one. */
export const maskSecrets = (text: string, secrets: readonly Range[] = []): string => {
  // The places come second: stars would hide the quotes by which a pattern sees where a value ends.
  let masked = SECRETS.reduce(
    (shown, pattern) =>
      shown.replace(pattern, (_whole, before: string, secret: string) => before + stars(secret)),
    text,
  );
  for (const { start, end } of secrets) {
    masked = masked.slice(0, start) + stars(masked.slice(start, end)) + masked.slice(end);
  }
  return masked;
};

const stars = (secret: string): string => secret.replace(/[^\r\n]/g, '*');
