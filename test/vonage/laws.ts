import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { FieldTable } from '../../src/vonage/fields.ts';
import type { JsonObject } from '../../src/vonage/json.ts';
import { fromQuery, toQuery } from '../../src/vonage/query.ts';
import { conversationOf, legOf, understand } from '../../src/vonage/webhook.ts';
import type { Understood, WebhookKind } from '../../src/vonage/webhooks/kind.ts';
import { decodedOf } from './arbitraries.ts';

const onTheWire = (fields: JsonObject): JsonObject => JSON.parse(JSON.stringify(fields)) as JsonObject;

/** The law of every kind: decoding what was encoded gives the same webhook, as a POST body and as a GET query. */
export const itHoldsTheLaw = <K extends string, F extends FieldTable>(kind: WebhookKind<K, F>): void => {
  const webhooks = (asText: boolean) =>
    // The generator is made from the kind's own table.
    decodedOf(kind.fields, asText).map(
      (decoded) => ({ kind: kind.kind, ...decoded }) as unknown as Understood<K, F>,
    );

  it('decodes what it encoded, as JSON', () => {
    fc.assert(
      fc.property(webhooks(false), (webhook) => {
        expect(kind.decode(onTheWire(kind.encode(webhook)))).toEqual(webhook);
      }),
    );
  });

  it('decodes what it encoded, as a query', () => {
    fc.assert(
      fc.property(webhooks(true), (webhook) => {
        expect(kind.decode(fromQuery(toQuery(kind.encode(webhook))), true)).toEqual(webhook);
      }),
    );
  });
};

export interface Example {
  readonly name: string;
  readonly wire: JsonObject;
  /** What the webhook speaks of. */
  readonly leg?: string;
  readonly conversation?: string;
}

/** Each example is of this kind, all of its fields are known and fit, and it comes out again as it went in. */
export const itUnderstands = <K extends string, F extends FieldTable>(
  kind: WebhookKind<K, F>,
  examples: readonly Example[],
): void => {
  it.each(examples)('understands $name', ({ wire, leg, conversation }) => {
    const webhook = understand(wire);
    expect(webhook).toEqual({ kind: kind.kind, ...wire });
    expect(understand(fromQuery(toQuery(wire)), true)).toEqual(webhook);
    expect(onTheWire(kind.encode(webhook as unknown as Understood<K, F>))).toEqual(wire);
    expect({ leg: legOf(webhook), conversation: conversationOf(webhook) }).toEqual({ leg, conversation });
  });
};
