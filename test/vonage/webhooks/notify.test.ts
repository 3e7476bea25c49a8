import { describe, expect, it } from 'vitest';
import { understand } from '../../../src/vonage/webhook.ts';
import { notifyWebhook } from '../../../src/vonage/webhooks/notify.ts';
import { itHoldsTheLaw, itUnderstands } from '../laws.ts';

const wire = {
  payload: { step: 'after-talk' },
  conversation_uuid: 'CON-5b0e7c52-8a7d-4f54-9a52-0d6a1f1b7c11',
  timestamp: '2026-03-01T09:30:20.001Z',
};

describe('notify webhook', () => {
  itHoldsTheLaw(notifyWebhook);
  itUnderstands(notifyWebhook, [
    { name: 'a payload, which names no leg', wire, conversation: wire.conversation_uuid },
    { name: 'a payload and nothing else', wire: { payload: { extra: { kind: [1, null, 'x'] } } } },
  ]);

  it.each([{ payload: 'text' }, { payload: ['a'] }, { payload: null }])(
    'is unknown with the payload %j',
    (odd) => {
      expect(understand(odd)).toEqual({ kind: 'unknown', extra: odd });
    },
  );
});
