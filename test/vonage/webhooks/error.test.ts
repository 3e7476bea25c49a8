import { describe } from 'vitest';
import { errorWebhook } from '../../../src/vonage/webhooks/error.ts';
import { itHoldsTheLaw, itUnderstands } from '../laws.ts';

const wire = {
  reason: 'Syntax error in NCCO. Invalid value type or action.',
  conversation_uuid: 'CON-5b0e7c52-8a7d-4f54-9a52-0d6a1f1b7c11',
  timestamp: '2026-03-01T09:30:02.000Z',
};

describe('error webhook', () => {
  itHoldsTheLaw(errorWebhook);
  itUnderstands(errorWebhook, [
    { name: 'a bad NCCO, which names no leg', wire, conversation: wire.conversation_uuid },
    { name: 'a reason alone', wire: { reason: 'Call rate exceeded' } },
  ]);
});
