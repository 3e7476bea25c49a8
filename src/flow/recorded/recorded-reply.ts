import type { JsonObject } from '../../vonage/json.ts';
import type { Reply } from '../webhook-request.ts';
import { numberAt, textAt } from './field-of.ts';
import { keptBytes } from './kept-bytes.ts';

/** A reply as a record holds it. Most readers never ask for its bytes, so they are made when somebody does. */
export const recordedReply = (reply: JsonObject): Reply => {
  let bytes: Uint8Array | undefined;
  const contentType = textAt(reply, 'contentType');
  const contentEncoding = textAt(reply, 'contentEncoding');
  const body = (): Uint8Array => {
    bytes ??= keptBytes(reply);
    return bytes;
  };
  return {
    status: numberAt(reply, 'status') ?? 0,
    headers: {
      ...(contentType !== undefined && { 'content-type': contentType }),
      ...(contentEncoding !== undefined && { 'content-encoding': contentEncoding }),
    },
    get body() {
      return body();
    },
    // The record has it decoded, as far as it could be.
    ...(contentEncoding !== undefined &&
      numberAt(reply, 'bytes') !== undefined && {
        get decoded() {
          return body();
        },
      }),
  };
};
