import { expect, it } from 'vitest';
import { harEntry } from '../../../src/flow/export/har-entry.ts';
import { exchangeSpans } from '../../../src/flow/export/otlp/exchange-spans.ts';
import { recordedExchange } from '../../../src/flow/recorded/recorded-exchange.ts';
import type { JsonObject } from '../../../src/vonage/json.ts';
import { ivrFlow } from '../../support/ivr-call.ts';

const exported = (reply: JsonObject) => {
  const recorded = recordedExchange({
    ...{ type: 'exchange', id: 1, at: '2026-03-01T09:30:00.000Z' },
    request: { method: 'GET', path: '/a' },
    reply: { status: 200, ...reply },
  })!;
  const { response } = harEntry(recorded, 1) as unknown as {
    readonly response: { readonly bodySize: number; readonly content: { readonly size: number } };
  };
  const [span] = exchangeSpans(recorded, { flow: ivrFlow(), at: 0, number: 1 });
  const traced = JSON.stringify(span).match(/"http\.response\.body\.size","value":\{"intValue":"(\d+)"/)?.[1];
  return { bodySize: response.bodySize, size: response.content.size, traced: Number(traced) };
};

it.each<[name: string, reply: JsonObject, sizes: ReturnType<typeof exported>]>([
  ['as it stands', { form: 'text', body: 'abc' }, { bodySize: 3, size: 3, traced: 3 }],
  ['none', {}, { bodySize: 0, size: 0, traced: 0 }],
  [
    'compressed: a trace and an archive tell what went out',
    { form: 'text', body: 'a'.repeat(100), contentEncoding: 'gzip', bytes: 23 },
    { bodySize: 23, size: 100, traced: 23 },
  ],
  [
    'kept in part',
    { form: 'text', body: 'abc', ofBytes: 70_000 },
    { bodySize: 70_000, size: 70_000, traced: 70_000 },
  ],
])('the size of a reply: %s', (_name, reply, sizes) => expect(exported(reply)).toEqual(sizes));
