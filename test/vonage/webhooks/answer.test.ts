import { describe, expect, it } from 'vitest';
import { fromQuery } from '../../../src/vonage/query.ts';
import { understand } from '../../../src/vonage/webhook.ts';
import { answerWebhook } from '../../../src/vonage/webhooks/answer.ts';
import { itHoldsTheLaw, itUnderstands } from '../laws.ts';

const phone = {
  region_url: 'https://api-eu-3.vonage.com',
  from: '447700900222',
  to: '442079460111',
  endpoint_type: 'phone',
  uuid: '1f0a64c2d9b34e1fb2f7a0c19d5e8a70',
  conversation_uuid: 'CON-5b0e7c52-8a7d-4f54-9a52-0d6a1f1b7c11',
};
const inApp = {
  region_url: 'https://api-us-3.vonage.com',
  from_user: 'agent_kim',
  to: '447700900333',
  endpoint_type: 'app',
  custom_data: { ticket: 'T-1009' },
  uuid: '7e0a2a3e-3b35-4f39-9a1e-6f3f2c0b9d55',
  conversation_uuid: 'CON-e9a55a3c-5c5a-4a1e-9c1b-0a8b7c6d5e4f',
};

describe('answer webhook', () => {
  itHoldsTheLaw(answerWebhook);
  itUnderstands(answerWebhook, [
    {
      name: 'a phone call with its 32-hex leg',
      wire: phone,
      leg: phone.uuid,
      conversation: phone.conversation_uuid,
    },
    { name: 'an in-app call', wire: inApp, leg: inApp.uuid, conversation: inApp.conversation_uuid },
  ]);

  it('understands the query of a GET as the platform writes it', () => {
    const query =
      'to=442079460111&from=447700900222&conversation_uuid=CON-5b0e7c52-8a7d-4f54-9a52-0d6a1f1b7c11' +
      '&uuid=1f0a64c2d9b34e1fb2f7a0c19d5e8a70&endpoint_type=phone&region_url=https%3A%2F%2Fapi-eu-3.vonage.com';
    expect(understand(fromQuery(query), true)).toEqual({ kind: 'answer', ...phone });
  });

  it.each([
    {
      name: 'a SIP header',
      field: { 'SipHeader_X-Ticket': 'T-9', 'SipHeader_User-to-User': '00FA31CD;encoding=hex' },
    },
    { name: 'custom data as text', field: { custom_data: 'ticket=T-1009' } },
    { name: 'a list instead of custom data', field: { custom_data: ['T-1009'] } },
    { name: 'null instead of a user', field: { from_user: null } },
  ])('keeps $name as it came', ({ field }) => {
    const webhook = understand({ ...phone, ...field });
    expect(webhook).toEqual({ kind: 'answer', ...phone, extra: field });
  });

  it.each(['to', 'uuid', 'conversation_uuid'] as const)('is no answer webhook without %s', (name) => {
    const { [name]: _gone, ...rest } = phone;
    expect(understand(rest)).toEqual({ kind: 'unknown', extra: rest });
  });
});
