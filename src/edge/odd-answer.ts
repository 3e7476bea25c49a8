import { Failure } from '../failure.ts';
import { isJsonObject } from '../vonage/json.ts';
import { oneLine } from './one-line.ts';

/** The Failure for a 200 that carries something else than what was asked for: a sign-in page, somebody else's JSON. */
export const oddAnswer = (thing: string, apiHost: string, data: unknown): Failure =>
  new Failure({
    what: `${apiHost} did not answer with ${thing}`,
    why: `It said 200, but sent ${whatItIs(data)}.`,
    tryThis: [
      'try again in a minute',
      'look whether a proxy or a sign-in page stands between this computer and the API',
    ],
  });

const whatItIs = (data: unknown): string => {
  if (typeof data === 'string') {
    return /<html|<!doctype/i.test(data)
      ? 'an HTML page'
      : data === ''
        ? 'an empty body'
        : `"${oneLine(data, 80)}"`;
  }
  if (data === null || data === undefined) return 'a body that is not whole JSON';
  return isJsonObject(data)
    ? `an object with ${oneLine(Object.keys(data).join(', '), 80) || 'no keys'}`
    : 'something else';
};
