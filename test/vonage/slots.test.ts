import { describe, expect, it } from 'vitest';
import { DEFAULT_BORROW, isSlotId, SLOT_IDS, SLOTS } from '../../src/vonage/slots.ts';

describe('slots', () => {
  it('are the seven places for a webhook URL', () => {
    expect(SLOT_IDS.map((id) => [SLOTS[id].path, `${SLOTS[id].capability} ${SLOTS[id].key}`])).toEqual([
      ['/webhooks/voice/answer', 'voice answer_url'],
      ['/webhooks/voice/event', 'voice event_url'],
      ['/webhooks/voice/fallback', 'voice fallback_answer_url'],
      ['/webhooks/rtc/event', 'rtc event_url'],
      ['/webhooks/messages/inbound', 'messages inbound_url'],
      ['/webhooks/messages/status', 'messages status_url'],
      ['/webhooks/verify/status', 'verify status_url'],
    ]);
  });

  it.each([
    // method by default, others, an NCCO is expected, time for the reply in milliseconds
    ['voice.answer', 'GET', ['GET', 'POST'], true, 5000],
    ['voice.event', 'POST', ['GET', 'POST'], false, 10_000],
    ['voice.fallback', 'GET', ['GET', 'POST'], true, 5000],
    ['rtc.event', 'POST', ['GET', 'POST'], false, 10_000],
    ['messages.inbound', 'POST', ['POST'], false, 10_000],
    ['messages.status', 'POST', ['POST'], false, 10_000],
    ['verify.status', 'POST', ['POST'], false, 10_000],
  ] as const)(
    '%s is asked as the platform does',
    (id, defaultMethod, methods, expectsNcco, socketTimeout) => {
      expect(SLOTS[id]).toMatchObject({
        id,
        defaultMethod,
        methods,
        expectsNcco,
        socketTimeout,
        connectTimeout: 1000,
      });
    },
  );

  it('borrows slots that there are', () => {
    expect(DEFAULT_BORROW).toEqual(['voice.answer', 'voice.event', 'rtc.event']);
  });

  it.each([
    ['voice.answer', true],
    ['voice', false],
    ['voice.answer_url', false],
    ['constructor', false],
    [undefined, false],
  ])('knows %j: %j', (text, known) => {
    expect(isSlotId(text)).toBe(known);
  });
});
