import { expect, it } from 'vitest';
import { type ExchangeFacts, factsOf } from '../../src/flow/exchange-facts.ts';
import type { JsonObject } from '../../src/vonage/json.ts';
import type { SlotId } from '../../src/vonage/slots.ts';
import { exchange } from '../support/ivr-call.ts';

const TIME = '2026-03-01T09:30:00.000Z';
const channel = { id: 'l', from: { type: 'phone', number: '1' }, to: { type: 'app', user: 'alice' } };

it.each<[name: string, slot: SlotId, fields: JsonObject, expected: Partial<ExchangeFacts>]>([
  [
    'an answer webhook of an app user',
    'voice.answer',
    { from_user: 'kim', to: '2', uuid: 'l', conversation_uuid: 'CON-1' },
    { step: '2', kind: 'answer', from: 'kim', to: '2', leg: 'l', conversation: 'CON-1' },
  ],
  [
    'a status of a call from an app, whose caller stands in `to`',
    'voice.event',
    {
      status: 'started',
      from: null,
      to: 'kim',
      uuid: 'l',
      conversation_uuid: 'CON-1',
      direction: 'inbound',
      timestamp: TIME,
    },
    {
      step: '5a',
      kind: 'call-status',
      status: 'started',
      from: 'kim',
      leg: 'l',
      conversation: 'CON-1',
      direction: 'inbound',
      time: TIME,
    },
  ],
  [
    'a machine, which names its leg otherwise',
    'voice.event',
    { status: 'machine', call_uuid: 'l', conversation_uuid: 'CON-1' },
    { step: '5a', kind: 'call-status', status: 'machine', leg: 'l', conversation: 'CON-1' },
  ],
  [
    'an RTC event at the voice address is still an RTC event',
    'voice.event',
    {
      type: 'sip:ringing',
      conversation_id: 'CON-1',
      timestamp: TIME,
      body: { direction: 'outbound', channel },
    },
    {
      step: '5b',
      kind: 'rtc-event',
      event: 'sip:ringing',
      from: '1',
      to: 'alice',
      leg: 'l',
      conversation: 'CON-1',
      direction: 'outbound',
      time: TIME,
    },
  ],
  [
    'the bill of a phone leg, with plain numbers',
    'rtc.event',
    {
      type: 'sip:status',
      conversation_id: 'CON-1',
      body: { status: 'completed', direction: 'in', from: '1', to: '2', channel },
    },
    {
      step: '5b',
      kind: 'rtc-event',
      event: 'sip:status',
      status: 'completed',
      from: '1',
      to: '2',
      leg: 'l',
      conversation: 'CON-1',
      direction: 'in',
    },
  ],
  [
    'something unknown, by where it arrived',
    'rtc.event',
    { status: 'odd', timestamp: TIME },
    { step: '5b', kind: 'unknown', status: 'odd', time: TIME },
  ],
  [
    'a message, which is no part of a call',
    'messages.status',
    { status: 'odd', timestamp: TIME },
    { kind: 'unknown', status: 'odd', time: TIME },
  ],
])('%s', (_name, slot, fields, expected) => {
  const facts = factsOf(exchange(0, slot, fields));
  expect(Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined))).toEqual(
    expected,
  );
});
