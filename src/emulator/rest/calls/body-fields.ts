import type { JsonObject } from '../../../vonage/json.ts';
import type { OptionsOf, OptionTable } from '../../../vonage/ncco/option.ts';
import { readBody } from '../../../vonage/voice-api/read-body.ts';
import type { RestRequest } from '../../input.ts';
import type { RestReply } from '../problem.ts';
import { invalidParameters, proxyRefusal } from './voice-refusal.ts';

export type Fields<T> =
  | { readonly ok: true; readonly fields: T }
  | { readonly ok: false; readonly refusal: RestReply };

/** The JSON object in a request's body. The platform's words for a body that is none are not known (U). */
export const objectOf = ({ body }: RestRequest): Fields<JsonObject> =>
  body === undefined || body === 'not-json'
    ? { ok: false, refusal: proxyRefusal(400, 'the body is no JSON object') }
    : { ok: true, fields: body };

/** The body of a request, read by its table. */
export const fieldsOf = <T extends OptionTable>(table: T, request: RestRequest): Fields<OptionsOf<T>> => {
  const object = objectOf(request);
  if (!object.ok) return object;
  const reading = readBody(table, object.fields);
  return reading.ok
    ? { ok: true, fields: reading.body }
    : { ok: false, refusal: invalidParameters(reading.faults) };
};
