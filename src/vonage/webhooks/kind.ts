import { type Decoded, decodeFields, encodeFields, type FieldTable } from '../fields.ts';
import type { JsonObject } from '../json.ts';

/**
 * One kind of webhook: its name, its table of fields, and both directions of its wire form. The law, held by
 * `test/vonage/webhooks.test.ts`: decode(encode(x)) equals x, as a POST body and as a GET query.
 */
export interface WebhookKind<K extends string, F extends FieldTable> {
  readonly kind: K;
  readonly fields: F;
  /** Undefined when a required field is missing. `asText`: the fields came from a query string. */
  readonly decode: (fields: JsonObject, asText?: boolean) => Understood<K, F> | undefined;
  readonly encode: (webhook: Understood<K, F>) => JsonObject;
}

export type Understood<K extends string, F extends FieldTable> = { readonly kind: K } & Decoded<F>;

export const webhookKind = <const K extends string, F extends FieldTable>(
  kind: K,
  fields: F,
): WebhookKind<K, F> => ({
  kind,
  fields,
  decode: (wire, asText = false) => {
    const decoded = decodeFields(fields, wire, asText);
    return decoded && { kind, ...decoded };
  },
  // No table has a field of the name `kind`, so that what is written is the Decoded that it was made of.
  encode: (webhook) => encodeFields(fields, webhook as unknown as Decoded<F>),
});
