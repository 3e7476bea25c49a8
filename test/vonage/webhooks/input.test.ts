import { describe, expect, it } from 'vitest';
import { fromQuery, toQuery } from '../../../src/vonage/query.ts';
import { legOf, understand } from '../../../src/vonage/webhook.ts';
import { inputWebhook } from '../../../src/vonage/webhooks/input.ts';
import { itHoldsTheLaw, itUnderstands } from '../laws.ts';

const leg = {
  from: '447700900222',
  to: '442079460111',
  uuid: '1f0a64c2d9b34e1fb2f7a0c19d5e8a70',
  conversation_uuid: 'CON-5b0e7c52-8a7d-4f54-9a52-0d6a1f1b7c11',
  timestamp: '2026-03-01T09:30:12.337Z',
};
const at = { leg: leg.uuid, conversation: leg.conversation_uuid };

describe('input webhook', () => {
  itHoldsTheLaw(inputWebhook);
  itUnderstands(inputWebhook, [
    {
      name: 'keys',
      wire: { speech: { error: 'Speech was not enabled' }, dtmf: { digits: '42', timed_out: false }, ...leg },
      ...at,
    },
    {
      name: 'speech, with confidence as text',
      wire: {
        speech: {
          timeout_reason: 'end_on_silence_timeout',
          results: [
            { confidence: '0.9311', text: 'billing' },
            { confidence: '0.6120', text: 'filling' },
          ],
        },
        dtmf: { digits: null, timed_out: false },
        ...leg,
      },
      ...at,
    },
    { name: 'nothing pressed', wire: { dtmf: { digits: '', timed_out: true }, ...leg }, ...at },
    { name: 'no caller', wire: { dtmf: { digits: '1', timed_out: false }, ...leg, from: null }, ...at },
  ]);

  it('understands the JSON text of a GET', () => {
    const query = `${toQuery(leg)}&dtmf=%7B%22digits%22%3A%223%22%2C%22timed_out%22%3Atrue%7D`;
    expect(understand(fromQuery(query), true)).toEqual({
      kind: 'input',
      ...leg,
      dtmf: { digits: '3', timed_out: true },
    });
  });

  it('keeps the old form, keys as plain text', () => {
    const old = { dtmf: '1', timed_out: false };
    const webhook = understand({ ...leg, ...old });
    expect(webhook).toEqual({ kind: 'input', ...leg, extra: old });
    expect(legOf(webhook)).toBe(leg.uuid);
    expect(understand(fromQuery(toQuery({ ...leg, ...old })), true)).toEqual({
      kind: 'input',
      ...leg,
      extra: { dtmf: '1', timed_out: 'false' },
    });
  });

  it.each([
    { name: 'a list for keys', dtmf: ['1'] },
    { name: 'null for keys', dtmf: null },
    { name: 'a number for keys', dtmf: 1 },
  ])('keeps $name', ({ dtmf }) => {
    expect(understand({ ...leg, dtmf })).toEqual({ kind: 'input', ...leg, extra: { dtmf } });
  });

  it('keeps what is odd inside of speech beside what is not', () => {
    const speech = { results: [{ confidence: 0.5, text: 'billing' }], timeout_reason: 7, asr: 'x' };
    expect(understand({ ...leg, speech })).toEqual({
      kind: 'input',
      ...leg,
      speech: {
        results: [{ text: 'billing', extra: { confidence: 0.5 } }],
        extra: { timeout_reason: 7, asr: 'x' },
      },
    });
  });
});
