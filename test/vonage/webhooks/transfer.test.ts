import { describe } from 'vitest';
import { transferWebhook } from '../../../src/vonage/webhooks/transfer.ts';
import { itHoldsTheLaw, itUnderstands } from '../laws.ts';

const wire = {
  conversation_uuid_from: 'CON-5b0e7c52-8a7d-4f54-9a52-0d6a1f1b7c11',
  type: 'transfer',
  uuid: '1f0a64c2d9b34e1fb2f7a0c19d5e8a70',
  conversation_uuid_to: 'CON-0c2d4e6f-8091-4a2b-8c3d-4e5f60718293',
  timestamp: '2026-03-01T09:30:25.640Z',
};

describe('transfer webhook', () => {
  itHoldsTheLaw(transferWebhook);
  itUnderstands(transferWebhook, [
    { name: 'a leg that moved', wire, leg: wire.uuid, conversation: wire.conversation_uuid_to },
    {
      name: 'one that does not say where to',
      wire: { conversation_uuid_from: wire.conversation_uuid_from, uuid: wire.uuid },
      leg: wire.uuid,
      conversation: wire.conversation_uuid_from,
    },
  ]);
});
