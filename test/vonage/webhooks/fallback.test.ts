import { describe, expect, it } from 'vitest';
import { understand } from '../../../src/vonage/webhook.ts';
import { fallbackWebhook } from '../../../src/vonage/webhooks/fallback.ts';
import { itHoldsTheLaw, itUnderstands } from '../laws.ts';

const wire = {
  from: '447700900222',
  to: '442079460111',
  uuid: '1f0a64c2d9b34e1fb2f7a0c19d5e8a70',
  conversation_uuid: 'CON-5b0e7c52-8a7d-4f54-9a52-0d6a1f1b7c11',
  reason: 'Connection closed.',
  original_request: { url: 'https://app.example.com/webhooks/answer', type: 'answer' },
};
const at = { leg: wire.uuid, conversation: wire.conversation_uuid };

describe('fallback webhook', () => {
  itHoldsTheLaw(fallbackWebhook);
  itUnderstands(fallbackWebhook, [
    { name: 'an answer webhook that failed', wire, ...at },
    {
      name: 'no more than the request that failed',
      wire: { original_request: { url: 'https://app.example.com/e' } },
    },
  ]);

  it('comes before the kind whose data it carries, which stay in extra', () => {
    const event = { dtmf: { digits: '1', timed_out: false }, timestamp: '2026-03-01T09:30:12.337Z' };
    expect(understand({ ...wire, ...event })).toEqual({ kind: 'fallback', ...wire, extra: event });
  });

  it('is unknown when nobody can say what failed', () => {
    expect(understand({ ...wire, original_request: 'https://app.example.com' })).toEqual({
      kind: 'unknown',
      extra: { ...wire, original_request: 'https://app.example.com' },
    });
  });
});
