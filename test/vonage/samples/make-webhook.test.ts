import { describe, expect, it } from 'vitest';
import {
  MADE_KINDS,
  makeWebhook,
  slotOfKind,
  withField,
  withoutField,
} from '../../../src/vonage/samples/make-webhook.ts';
import { legOf, understand } from '../../../src/vonage/webhook.ts';

const WISHES = {
  uuid: 'ffff0000ffff0000ffff0000ffff0000',
  conversation: 'CON-99999999-0000-4000-8000-000000000000',
  application: '22222222-0000-4000-8000-000000000000',
  from: '12025550123',
  to: 'bob',
  at: Date.parse('2027-05-01T10:00:00.000Z'),
};

describe('a made webhook', () => {
  it.each(MADE_KINDS)('of %s is understood as one, to its last field, and by GET as well', (kind) => {
    const fields = makeWebhook(kind, WISHES);
    const webhook = understand(fields);
    const slot = slotOfKind(kind);
    const name =
      webhook.kind === 'call-status'
        ? webhook.status
        : webhook.kind === 'rtc-event'
          ? webhook.type
          : webhook.kind;
    expect(name).toBe(kind);
    // `isFromMB` is in a capture, and in no table.
    expect(Object.keys(webhook.extra ?? {}).filter((field) => field !== 'isFromMB')).toEqual([]);
    expect(slot).toBe(
      webhook.kind === 'answer'
        ? 'voice.answer'
        : webhook.kind === 'fallback'
          ? 'voice.fallback'
          : webhook.kind === 'rtc-event'
            ? 'rtc.event'
            : 'voice.event',
    );
  });

  it.each(MADE_KINDS)('of %s has nothing left of the sample, and the time that is wished', (kind) => {
    const text = JSON.stringify(makeWebhook(kind, WISHES));
    expect(text).not.toMatch(/0f1e2d3c4b5a|CON-0a1b2c3d|11111111-2222|"447700900001"|"447700900000"|2026-/);
    const webhook = understand(makeWebhook(kind, WISHES));
    if ('timestamp' in webhook) expect(webhook.timestamp).toBe('2027-05-01T10:00:00.000Z');
    if (slotOfKind(kind) !== 'rtc.event' && legOf(webhook) !== undefined)
      expect(legOf(webhook)).toBe(WISHES.uuid);
  });

  it('of a type of the user’s own', () => {
    expect(understand(makeWebhook('custom:order', WISHES))).toMatchObject({
      kind: 'rtc-event',
      type: 'custom:order',
    });
  });
});

it.each<[string, string, unknown]>([
  ['text stays text', 'duration=61', { duration: '61' }],
  ['a number stays one', 'size=61', { size: 61 }],
  ['deep in it', 'dtmf.digits=1', { dtmf: { digits: '1', timed_out: false } }],
  ['a word of JSON', 'dtmf.timed_out=true', { dtmf: { digits: '', timed_out: true } }],
  ['a new field', 'sip_code=487', { sip_code: 487 }],
  ['a new text', 'detail=cannot_route', { detail: 'cannot_route' }],
  ['an object', 'payload={"a":1}', { payload: { a: 1 } }],
  ['what is no object becomes one', 'size.of=1', { size: { of: 1 } }],
])('sets a field: %s', (_name, typed, changed) => {
  const [path = '', text = ''] = typed.split('=');
  const fields = { duration: '42', size: 7, dtmf: { digits: '', timed_out: false } };
  expect(withField(fields, path.split('.'), text)).toEqual({ ...fields, ...(changed as object) });
});

it('leaves a field out', () => {
  const fields = { a: 1, b: { c: 2, d: 3 } };
  expect(withoutField(withoutField(fields, ['a']), ['b', 'c'])).toEqual({ b: { d: 3 } });
  expect(withoutField(fields, ['x', 'y'])).toEqual(fields);
});
