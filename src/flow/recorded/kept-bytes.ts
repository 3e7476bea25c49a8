import type { JsonObject } from '../../vonage/json.ts';
import { bytesOf, type RecordedBody } from '../recorded-body.ts';
import { numberAt, textAt } from './field-of.ts';

const FORMS = ['json', 'text', 'base64'] as const;

/** The recorded body of a request or a reply, as a record holds it. */
export const recordedBodyIn = (part: JsonObject): RecordedBody => {
  const form = FORMS.find((one) => one === part['form']);
  const { body } = part;
  if (form === undefined || body === undefined) return {};
  const raw = textAt(part, 'raw');
  return {
    form,
    body,
    ...(raw !== undefined && { raw }),
    ...(part['masked'] === true && { masked: true }),
    ...(typeof part['ofBytes'] === 'number' && { ofBytes: part['ofBytes'] }),
  };
};

/** How many bytes a body has, also of one that was kept in part. */
const wholeBytes = (part: JsonObject): number => numberAt(part, 'ofBytes') ?? keptBytes(part).length;

/** The sizes of a reply in bytes: as it can be read, and as it went out when that is known to be another. */
export const replySizes = (reply: JsonObject): { readonly read: number; readonly sent: number } => {
  const read = wholeBytes(reply);
  return { read, sent: numberAt(reply, 'bytes') ?? read };
};

/** The bytes of what was kept of a body: masked and shortened as it stands in the record. For looking, not for sending. */
export const keptBytes = (part: JsonObject): Uint8Array => {
  const { masked: _masked, ofBytes: _ofBytes, ...kept } = recordedBodyIn(part);
  try {
    return bytesOf(kept) ?? new Uint8Array();
  } catch {
    // Somebody has edited the base64 text: nobody can say what it was.
    return new Uint8Array();
  }
};
