import { describe, expect, it } from 'vitest';
import { integer, required, text } from '../../../src/vonage/fields.ts';
import { webhookKind } from '../../../src/vonage/webhooks/kind.ts';
import { itHoldsTheLaw } from '../laws.ts';

const sample = webhookKind('sample', { name: required(text), size: integer });

describe('webhook kind', () => {
  itHoldsTheLaw(sample);

  it.each([
    { name: 'all fields', wire: { name: 'a', size: 1 }, webhook: { kind: 'sample', name: 'a', size: 1 } },
    {
      name: 'a wire field that is called as ours',
      wire: { name: 'a', kind: 'b', extra: 'c' },
      webhook: { kind: 'sample', name: 'a', extra: { kind: 'b', extra: 'c' } },
    },
    { name: 'a required field missing', wire: { size: 1 }, webhook: undefined },
    { name: 'a required field of another type', wire: { name: 1 }, webhook: undefined },
  ])('decodes $name', ({ wire, webhook }) => {
    expect(sample.decode(wire)).toEqual(webhook);
    if (webhook) expect(sample.encode(sample.decode(wire)!)).toEqual(wire);
  });
});
