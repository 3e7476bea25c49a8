import { describe, expect, it } from 'vitest';
import { CALL_STATUSES } from '../../../src/vonage/call-status.ts';
import { conversationOf, legOf, understand } from '../../../src/vonage/webhook.ts';
import { callStatusWebhook } from '../../../src/vonage/webhooks/call-status.ts';
import { itHoldsTheLaw, itUnderstands } from '../laws.ts';

const inbound = {
  from: '447700900222',
  to: '442079460111',
  uuid: '1f0a64c2d9b34e1fb2f7a0c19d5e8a70',
  conversation_uuid: 'CON-5b0e7c52-8a7d-4f54-9a52-0d6a1f1b7c11',
  direction: 'inbound',
};
const outbound = {
  from: '442079460111',
  to: '447700900444',
  uuid: '0b1a7d5e-2f4c-4d63-8c1a-93f7d1c5a201',
  conversation_uuid: 'CON-77c1c3f0-91ad-4f0b-b9a4-3f1f0f7a2c90',
  direction: 'outbound',
};
const at = { leg: inbound.uuid, conversation: inbound.conversation_uuid };
const away = { leg: outbound.uuid, conversation: outbound.conversation_uuid };

const { uuid: _uuid, direction: _direction, ...detected } = outbound;

describe('call status webhook', () => {
  itHoldsTheLaw(callStatusWebhook);
  itUnderstands(callStatusWebhook, [
    {
      name: 'started',
      wire: { headers: {}, ...inbound, status: 'started', timestamp: '2026-03-01T09:30:00.120Z' },
      ...at,
    },
    {
      name: 'answered, with nulls',
      wire: {
        start_time: null,
        headers: {},
        rate: null,
        ...inbound,
        status: 'answered',
        network: null,
        timestamp: '2026-03-01T09:30:00.780Z',
      },
      ...at,
    },
    {
      name: 'rejected',
      wire: {
        headers: {},
        ...outbound,
        status: 'rejected',
        detail: 'declined',
        sip_code: 603,
        timestamp: '2026-03-01T09:31:07.002Z',
      },
      ...away,
    },
    {
      name: 'machine, whose leg is call_uuid',
      wire: {
        call_uuid: outbound.uuid,
        ...detected,
        status: 'machine',
        sub_state: 'beep_start',
        timestamp: '2026-03-01T09:31:22.415Z',
      },
      ...away,
    },
    {
      name: 'human, whose leg is call_uuid',
      wire: { call_uuid: outbound.uuid, ...detected, status: 'human', timestamp: '2026-03-01T09:31:22.415Z' },
      ...away,
    },
    {
      name: 'completed, with the bill as text',
      wire: {
        headers: {},
        end_time: '2026-03-01T09:30:42.000Z',
        ...inbound,
        network: 'GB-FIXED',
        duration: '42',
        start_time: '2026-03-01T09:30:00.000Z',
        rate: '0.00720000',
        price: '0.00504000',
        status: 'completed',
        disconnected_by: 'user',
        sip_code: 200,
        timestamp: '2026-03-01T09:30:42.310Z',
      },
      ...at,
    },
    {
      name: 'disconnected, with the headers of its WebSocket',
      wire: {
        from: '442079460111',
        to: 'wss://bot.example.com/audio',
        uuid: '3c7d0f5a-6b21-4a6e-9b8e-5e0c1d2f3a4b',
        conversation_uuid: outbound.conversation_uuid,
        status: 'disconnected',
        headers: { session: 's-18' },
        timestamp: '2026-03-01T09:33:10.900Z',
      },
      leg: '3c7d0f5a-6b21-4a6e-9b8e-5e0c1d2f3a4b',
      conversation: outbound.conversation_uuid,
    },
    {
      name: 'the leg of an app, which has no from',
      wire: { ...inbound, from: null, to: 'agent_kim', status: 'started', client_ref: 'c-1' },
      ...at,
    },
    ...CALL_STATUSES.map((status) => ({ name: `the status ${status}`, wire: { ...inbound, status }, ...at })),
  ]);

  it.each([
    { name: 'numbers where text is usual', field: { duration: 42, price: 0.00504 } },
    { name: 'a SIP code as text', field: { sip_code: '603' } },
    { name: 'a list of headers', field: { headers: ['x'] } },
    { name: 'null instead of a detail', field: { detail: null } },
    { name: 'a field of tomorrow', field: { codec: { name: 'opus', rates: [48_000] } } },
  ])('keeps $name as it came', ({ field }) => {
    const webhook = understand({ ...inbound, status: 'completed', ...field });
    expect(webhook).toEqual({ kind: 'call-status', ...inbound, status: 'completed', extra: field });
  });

  it('takes an unknown detail and an unknown party that hung up', () => {
    const wire = { ...inbound, status: 'completed', detail: 'eaten_by_bear', disconnected_by: 'bear' };
    expect(understand(wire)).toEqual({ kind: 'call-status', ...wire });
  });

  it.each(['in-progress', 'canceled', 'COMPLETED', '', 'constructor'])(
    'knows no status %j, but the leg',
    (status) => {
      const webhook = understand({ ...inbound, status });
      expect(webhook).toEqual({ kind: 'unknown', extra: { ...inbound, status } });
      expect([legOf(webhook), conversationOf(webhook)]).toEqual([inbound.uuid, inbound.conversation_uuid]);
    },
  );

  it('prefers uuid when both names of the leg are there', () => {
    expect(legOf(understand({ ...outbound, call_uuid: 'other', status: 'human' }))).toBe(outbound.uuid);
  });
});
