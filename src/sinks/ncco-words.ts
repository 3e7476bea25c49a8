import { isJsonObject, parseJson } from '../vonage/json.ts';

/** An NCCO is small; a larger reply is audio or a page, and not worth the parsing for one line. */
const NCCO_READ_LIMIT_BYTES = 256 * 1024;

/** The names of an NCCO's actions, from the body of a reply; undefined for everything that is no NCCO. */
export const actionNames = (body: Uint8Array | string): readonly string[] | undefined => {
  if (body.length > NCCO_READ_LIMIT_BYTES) return undefined;
  const value = parseJson(typeof body === 'string' ? body : new TextDecoder().decode(body));
  if (!Array.isArray(value)) return undefined;
  return value.map((action) =>
    isJsonObject(action) && typeof action['action'] === 'string' ? action['action'] : '?',
  );
};
