import { describe, expect, it } from 'vitest';
import { conversationOf, legOf, understand } from '../../../src/vonage/webhook.ts';
import { isRtcType, rtcEventWebhook } from '../../../src/vonage/webhooks/rtc-event.ts';
import { itHoldsTheLaw, itUnderstands } from '../laws.ts';

const envelope = {
  application_id: '11111111-2222-4333-8444-555555555555',
  timestamp: '2026-03-01T09:00:00.200Z',
};
const conversation_id = 'CON-0a1b2c3d-1111-4222-8333-444455556666';
const phoneLeg = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';

describe('RTC event webhook', () => {
  itHoldsTheLaw(rtcEventWebhook);
  itUnderstands(rtcEventWebhook, [
    {
      name: 'a channel that names the leg',
      wire: {
        ...envelope,
        type: 'sip:answered',
        id: 5,
        conversation_id,
        from: 'MEM-1',
        body: { direction: 'inbound', channel: { id: phoneLeg, type: 'phone' } },
      },
      leg: phoneLeg,
      conversation: conversation_id,
    },
    {
      name: 'leg_id',
      wire: { ...envelope, type: 'leg:status:update', body: { leg_id: phoneLeg, status: 'ringing' } },
      leg: phoneLeg,
    },
    {
      name: 'rtc_id',
      wire: {
        ...envelope,
        type: 'audio:mute:on',
        id: 25,
        conversation_id,
        to: 'MEM-2',
        body: { rtc_id: phoneLeg },
      },
      leg: phoneLeg,
      conversation: conversation_id,
    },
    {
      name: 'the call of a recognition',
      wire: {
        ...envelope,
        type: 'audio:asr:done',
        id: 32,
        conversation_id,
        body: { asr: { call_id: phoneLeg } },
      },
      leg: phoneLeg,
      conversation: conversation_id,
    },
    {
      name: 'a conversation that has its id in the body only',
      wire: { ...envelope, type: 'conversation:created', body: { id: conversation_id, name: 'NAM-1' } },
      conversation: conversation_id,
    },
    {
      name: 'a type of tomorrow, from nobody',
      wire: { ...envelope, type: 'moon:landed', from: null, body: { channel: 'none', leg_id: '' } },
    },
  ]);

  it.each([
    { name: 'no body', wire: { ...envelope, type: 'member:joined' } },
    { name: 'a body that is text', wire: { ...envelope, type: 'member:joined', body: 'x' } },
    { name: 'a body that is a list', wire: { ...envelope, type: 'member:joined', body: [] } },
    { name: 'a type that is no text', wire: { ...envelope, type: ['member:joined'], body: {} } },
    { name: 'a type of no RTC event', wire: { ...envelope, type: 'record', body: {} } },
  ])('is unknown with $name', ({ wire }) => {
    const webhook = understand(wire);
    expect(webhook).toEqual({ kind: 'unknown', extra: wire });
    expect([legOf(webhook), conversationOf(webhook)]).toEqual([undefined, undefined]);
  });

  it.each([
    ['member:joined', true],
    ['custom:anything', true],
    ['message', true],
    ['text', true],
    ['image', true],
    ['ephemeral', true],
    ['transfer', false],
    ['record', false],
    ['', false],
    [undefined, false],
    [7, false],
  ])('takes the type %j for an RTC event: %j', (type, expected) => {
    expect(isRtcType(type)).toBe(expected);
  });
});
