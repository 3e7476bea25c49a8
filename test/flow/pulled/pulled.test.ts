import { describe, expect, it } from 'vitest';
import { exchangeRecord } from '../../../src/flow/exchange-record.ts';
import { callsOf } from '../../../src/flow/pulled/calls-of.ts';
import { keyOfWebhook, keysOfPulled } from '../../../src/flow/pulled/event-keys.ts';
import { filePulled } from '../../../src/flow/pulled/file-pulled.ts';
import { pulledEvent } from '../../../src/flow/pulled/pulled-event.ts';
import { pulledRecord, pulledRecordLine, recordedPulled } from '../../../src/flow/pulled/pulled-record.ts';
import { type FlowBook, fileExchange, newFlowBook } from '../../../src/flow/recorded/file-recorded.ts';
import {
  isPulledName,
  isRecordFileName,
  recordFileName,
  recordingPid,
} from '../../../src/flow/recorded/record-file-name.ts';
import { recordedExchange } from '../../../src/flow/recorded/recorded-exchange.ts';
import { makeRedaction } from '../../../src/flow/redact/redaction.ts';
import { newSession } from '../../../src/flow/session.ts';
import type { JsonObject } from '../../../src/vonage/json.ts';
import { rtcEventWebhook } from '../../../src/vonage/webhooks/rtc-event.ts';
import { CONVERSATION, exchange, ivrFlow } from '../../support/ivr-call.ts';

const PULLED_AT = Date.parse('2026-03-01T10:00:00.000Z');
const LEG = 'aaaa0000aaaa0000aaaa0000aaaa0000';
const OTHER = '00000000-0000-4000-8000-00000000000b';

/** An event as the log has it. */
const logged = (id: number, type: string, body: JsonObject = {}, more: JsonObject = {}): JsonObject => ({
  id,
  type,
  timestamp: new Date(Date.UTC(2026, 2, 1, 9, 30, id)).toISOString(),
  from: 'MEM-1',
  body,
  _links: { self: { href: `https://api.nexmo.com/v1/conversations/${CONVERSATION}/events/${id}` } },
  ...more,
});

const pulled = (fields: JsonObject, conversation = CONVERSATION) =>
  pulledEvent(fields, conversation, PULLED_AT)!;

const channel = (id: string, from = '447700900001', to = '14155550100'): JsonObject => ({
  channel: { id, type: 'phone', from: { type: 'phone', number: from }, to: { type: 'phone', number: to } },
});

describe('a pulled event', () => {
  it('is recorded in words that an exchange has too, and read back', () => {
    const event = pulled(logged(7, 'sip:ringing', { direction: 'inbound', ...channel(LEG) }));
    const record = pulledRecord(event, { id: LEG });
    expect(JSON.parse(JSON.stringify(record))).toEqual({
      v: 1,
      type: 'pulled-event',
      source: 'api',
      at: '2026-03-01T10:00:00.000Z',
      flow: LEG,
      step: '5b',
      kind: 'rtc-event',
      event: 'sip:ringing',
      eventId: 7,
      leg: LEG,
      conversation: CONVERSATION,
      from: '447700900001',
      to: '14155550100',
      direction: 'inbound',
      time: '2026-03-01T09:30:07.000Z',
      form: 'json',
      body: {
        id: 7,
        type: 'sip:ringing',
        timestamp: '2026-03-01T09:30:07.000Z',
        from: 'MEM-1',
        body: { direction: 'inbound', ...channel(LEG) },
      },
    });
    const back = recordedPulled(JSON.parse(pulledRecordLine(event, { id: LEG })));
    expect(back).toMatchObject({ event, flow: LEG });
  });

  it('keeps no secret', () => {
    const to = { type: 'sip', uri: 'sip:a@example.com', password: 'canary-1' };
    const body = { channel: { id: LEG, type: 'sip', to }, token: 'canary-2' };
    const line = pulledRecordLine(pulled(logged(1, 'member:invited', body)), undefined);
    expect(line).not.toContain('canary');
    expect(line).toContain('"masked":true');
  });

  it('keeps no field that the config redacts, and is filed as before', () => {
    const event = pulled(logged(7, 'sip:ringing', { direction: 'inbound', ...channel(LEG) }));
    const line = pulledRecordLine(event, { id: LEG }, makeRedaction(['number']));
    expect(line).not.toContain('447700900001');
    const back = recordedPulled(JSON.parse(line));
    expect(back?.record).toMatchObject({ masked: true, redacted: true, eventId: 7, flow: LEG });
    expect(keysOfPulled(back!.event)).toEqual(keysOfPulled(event));
  });

  it.each<[name: string, fields: JsonObject, type: string | undefined]>([
    ['of a type that nobody knows', logged(1, 'brand:new'), 'brand:new'],
    ['of a type without a colon', logged(1, 'hologram'), 'hologram'],
    ['without a body', { id: 1, type: 'message' }, 'message'],
    ['with an empty `to`, as of 2018', logged(1, 'text', {}, { to: '' }), 'text'],
    ['without a type', { id: 1, body: {} }, undefined],
  ])('%s', (_name, fields, type) => {
    expect(pulledEvent(fields, CONVERSATION, PULLED_AT)?.webhook.type).toBe(type);
  });
});

describe('a webhook and an event of the log are one', () => {
  const webhookOf = (fields: JsonObject) =>
    rtcEventWebhook.decode({ application_id: 'the-app', conversation_id: CONVERSATION, ...fields })!;
  const DONE = logged(5, 'audio:play:done', { play_id: 'p', ...channel(LEG) });
  const { id: _id, ...DONE_WITHOUT_ID } = DONE;
  it.each<[name: string, webhook: JsonObject, event: JsonObject, isSame: boolean]>([
    ['by number', logged(5, 'audio:say'), logged(5, 'audio:say'), true],
    ['whatever else differs', logged(5, 'audio:say', { text: 'x' }), logged(5, 'audio:say'), true],
    ['not by another number', logged(5, 'audio:say'), logged(6, 'audio:say'), false],
    [
      'not by the number of another conversation',
      { ...logged(5, 'audio:say'), conversation_id: 'CON-other' },
      logged(5, 'audio:say'),
      false,
    ],
    ['by time, type and leg where the webhook has no number', DONE_WITHOUT_ID, DONE, true],
    ['not at another time', { ...DONE_WITHOUT_ID, timestamp: '2026-03-01T09:30:59.000Z' }, DONE, false],
  ])('%s', (_name, webhook, event, isSame) => {
    expect(keysOfPulled(pulled(event)).includes(keyOfWebhook(webhookOf(webhook)))).toBe(isSame);
  });
});

describe('the calls of a log that nobody listened to', () => {
  const idsOf = (events: readonly JsonObject[], session = newSession('webhooks')) =>
    callsOf(
      session,
      events.map((fields) => pulled(fields)),
    ).map((flow) => flow?.id);

  it('is one in a call’s own conversation, with all its legs', () => {
    const ids = idsOf([
      logged(1, 'audio:say', { text: 'before anybody is known' }),
      logged(2, 'member:joined', channel(LEG)),
      logged(3, 'sip:ringing', channel(OTHER)),
    ]);
    expect(ids).toEqual([LEG, LEG, LEG]);
  });

  it('are several in a named one: each leg came from a conversation of its own', () => {
    const moved = (leg: string, from: string) => ({ ...channel(leg), transferred_from: from });
    const ids = idsOf([
      logged(1, 'member:joined', channel(LEG)),
      logged(2, 'rtc:transfer', moved(LEG, 'CON-a')),
      logged(3, 'member:joined', channel(OTHER)),
      logged(4, 'rtc:transfer', moved(OTHER, 'CON-b')),
      logged(5, 'audio:say', { text: 'to whom?' }),
      logged(6, 'member:left', channel(LEG)),
    ]);
    expect(ids).toEqual([LEG, LEG, OTHER, OTHER, undefined, LEG]);
  });

  it('is the one that the records know', () => {
    const book = newFlowBook({ draws: false });
    const flow = fileExchange(book, received(1, 'member:joined'))?.flow;
    expect(idsOf([logged(9, 'sip:hangup', channel(OTHER))], book.session)).toEqual([flow?.id]);
  });
});

/** An RTC event that came as a webhook and was recorded. */
const received = (id: number, type: string) => {
  const { _links, ...fields } = logged(id, type, channel(ivrFlow().id));
  const made = exchange(id, 'rtc.event', {
    application_id: 'the-app',
    conversation_id: CONVERSATION,
    ...fields,
  });
  return recordedExchange(JSON.parse(JSON.stringify(exchangeRecord(made, ivrFlow()))))!;
};

const recordOf = (fields: JsonObject) =>
  recordedPulled(JSON.parse(pulledRecordLine(pulled(fields), { id: ivrFlow().id })))!;

it('stands in files of its own, which are records, too', () => {
  const name = recordFileName(PULLED_AT, 4242, 'pulled');
  expect(name).toBe('2026-03-01T10-00-00-000Z-4242-pulled.ndjson');
  expect([isRecordFileName(name), isPulledName(name), recordingPid(name)]).toEqual([true, true, 4242]);
  expect(isPulledName(recordFileName(PULLED_AT, 4242))).toBe(false);
});

describe('a book of pulled events', () => {
  const counts = (book: FlowBook) => {
    const flow = book.session.flows.get(ivrFlow().id);
    return { webhooks: flow?.exchanges ?? 0, pulled: flow?.pulled ?? 0 };
  };

  it('counts none that came as a webhook, before or after', () => {
    const book = newFlowBook({ draws: false });
    for (const id of [1, 2, 3]) filePulled(book, recordOf(logged(id, 'audio:dtmf', channel(ivrFlow().id))));
    expect(counts(book)).toEqual({ webhooks: 0, pulled: 3 });
    fileExchange(book, received(2, 'audio:dtmf'));
    // Its second try.
    fileExchange(book, received(2, 'audio:dtmf'));
    expect(counts(book)).toEqual({ webhooks: 2, pulled: 2 });
  });

  it('counts none twice', () => {
    const book = newFlowBook({ draws: false });
    expect(filePulled(book, recordOf(logged(1, 'audio:say')))).toBeDefined();
    expect(filePulled(book, recordOf(logged(1, 'audio:say')))).toBeUndefined();
    expect(counts(book)).toEqual({ webhooks: 0, pulled: 1 });
  });

  it('learns what a call was from its log alone', () => {
    const book = newFlowBook({ draws: true });
    const status = (id: number, word: string, more: JsonObject = {}) =>
      logged(id, 'leg:status:update', {
        leg_id: LEG,
        type: 'phone',
        status: word,
        direction: 'inbound',
        ...more,
      });
    const bill = { status: 'completed', direction: 'in', from: 'x', to: 'y', price: '0.01', duration: '9' };
    const log = [
      logged(3, 'sip:answered', { direction: 'inbound', ...channel(LEG) }),
      status(12, 'completed', {
        statusHistory: [{ status: 'started', date: '2026-03-01T09:30:01.000Z' }, null, { status: 'odd' }],
      }),
      logged(13, 'sip:status', { ...bill, ...channel(LEG) }),
    ];
    for (const fields of log) filePulled(book, { event: pulled(fields), flow: LEG, record: {} });
    const flow = book.session.flows.get(LEG);
    expect(flow).toMatchObject({ from: '447700900001', to: '14155550100', ended: true, pulled: 3 });
    expect(flow?.legs.get(LEG)).toMatchObject({
      ...{ direction: 'inbound', status: 'completed', duration: '9', price: '0.01' },
      answeredAt: Date.parse('2026-03-01T09:30:03.000Z'),
      endedAt: Date.parse('2026-03-01T09:30:12.000Z'),
    });
    expect(flow?.moments.map(({ step, label, to }) => `${step} ${label} → ${to}`)).toEqual([
      '4 conversation → conversation',
      '5b sip:answered (pulled) → conversation',
      '5b leg:status:update completed (pulled) → conversation',
      '5b sip:status completed (pulled) → conversation',
    ]);
  });
});
