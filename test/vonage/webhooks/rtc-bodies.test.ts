import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import type { JsonObject } from '../../../src/vonage/json.ts';
import { RTC_SAMPLES } from '../../../src/vonage/samples/rtc-samples.ts';
import { understand } from '../../../src/vonage/webhook.ts';
import {
  type ChannelBody,
  decodeRtcBody,
  encodeRtcBody,
  RTC_BODIES,
  type RtcBody,
  reachesClientSdk,
  rtcBodyOf,
} from '../../../src/vonage/webhooks/rtc-bodies.ts';
import { decodedOf } from '../arbitraries.ts';

const examples = RTC_SAMPLES;

const types = Object.entries(RTC_BODIES).map(([type, entry]) => ({ type, entry }));
const typesWith = (condition: (entry: ReturnType<typeof rtcBodyOf> & object) => boolean): readonly string[] =>
  types.filter(({ entry }) => condition(entry)).map(({ type }) => type);

describe('RTC bodies', () => {
  it.each(examples)(
    'reads all of the example of $type, and writes it again',
    ({ type, body, ...envelope }) => {
      const webhook = understand({ ...envelope, type, body });
      const { isFromMB, ...known } = envelope as JsonObject;
      const extra = isFromMB === undefined ? {} : { extra: { isFromMB } };
      expect(webhook).toEqual({ kind: 'rtc-event', ...known, type, body, ...extra });

      const decoded = decodeRtcBody(type, body);
      const isFree = type.startsWith('custom:') || type === 'ephemeral';
      expect(decoded).toEqual(isFree ? { extra: body } : body);
      expect(encodeRtcBody(type, decoded!)).toEqual(body);
    },
  );

  it.each(examples)('has the number of $type where the table says so', ({ type, id }) => {
    const expected = { always: ['number'], optional: ['number', 'undefined'], none: ['undefined'] };
    expect(expected[rtcBodyOf(type)!.id]).toContain(typeof id);
  });

  it.each(types)('decodes what it encoded: $type', ({ type, entry }) => {
    fc.assert(
      fc.property(decodedOf(entry.body, false), (decoded) => {
        const wire = JSON.parse(JSON.stringify(encodeRtcBody(type, decoded))) as JsonObject;
        expect(decodeRtcBody(type, wire)).toEqual(decoded);
      }),
      { numRuns: 20 },
    );
  });

  it.each([
    { name: 'a required field missing', type: 'audio:say:done', body: { error: null } },
    { name: 'a required field of another type', type: 'audio:mute:on', body: { rtc_id: 7 } },
    { name: 'a type that nobody knows', type: 'moon:landed', body: {} },
    { name: 'a type that every object has', type: 'constructor', body: {} },
  ])('does not decode $name', ({ type, body }) => {
    expect(decodeRtcBody(type, body)).toBeUndefined();
  });

  it.each([
    ['custom:a', true],
    ['custom:queue:position-2_x', true],
    ['custom:', false],
    ['custom:a b', false],
    ['custom:a\n', false],
    [`custom:${'a'.repeat(93)}`, true],
    [`custom:${'a'.repeat(94)}`, false],
    ['Custom:a', false],
  ])('knows the custom type %j: %j', (type, known) => {
    expect(rtcBodyOf(type) !== undefined).toBe(known);
    expect(reachesClientSdk(type)).toBe(known);
  });

  it('hands the Client SDK exactly what its parser knows', () => {
    expect([...typesWith((entry) => entry.clientSdk)].sort()).toEqual(
      (
        'session:success, session:update-token:success, session:logged-out, session:terminated, session:invalid, ' +
        'session:error:invalid, session:error:max-open-sessions, system:error:expired-token, ' +
        'system:error:invalid-token, system:error:permission, user:error:invalid-user, ' +
        'member:invited, member:joined, member:left, member:media, ' +
        'rtc:answer, rtc:hangup, rtc:transfer, leg:status:update, audio:mute:on, audio:mute:off, ' +
        'audio:earmuff:on, audio:earmuff:off, audio:dtmf, audio:say, audio:say:done, ' +
        'message, message:submitted, message:delivered, message:seen, message:rejected, message:undeliverable, ' +
        'ephemeral, event:delete'
      )
        .split(', ')
        .sort(),
    );
  });

  it('knows which types the public list of 2026 leaves out', () => {
    expect(typesWith((entry) => !entry.listed2026 && entry.id !== 'none')).toEqual([
      'audio:transcribe:done',
      'audio:ringing:start',
      'audio:ringing:stop',
      'text',
      'text:seen',
      'text:delivered',
      'text:update',
      'image',
      'image:seen',
      'image:delivered',
      'event:delete',
      'event:delivered',
      'ephemeral',
      'mixer:publisher:created',
      'mixer:publisher:destroyed',
      'mixer:subscriber:created',
      'mixer:subscriber:destroyed',
      'video:mute:on',
      'video:mute:off',
    ]);
  });

  it('knows which webhooks have no number, always or at times', () => {
    expect({
      none: typesWith((entry) => entry.id === 'none' && !entry.clientSdk),
      optional: typesWith((entry) => entry.id === 'optional'),
    }).toEqual({
      none: [
        'app:knocking',
        'app:knocking:cancel',
        'conversation:created',
        'conversation:deleted',
        'rtc:terminate',
        'rtc:offer',
        'text:typing:on',
        'text:typing:off',
      ],
      optional: [
        'leg:status:update',
        'sip:ringing',
        'sip:hangup',
        'sip:status',
        'audio:play:done',
        'audio:record:done',
        'audio:transcribe:done',
        'event:delivered',
        'ephemeral',
        'video:mute:on',
        'video:mute:off',
      ],
    });
  });

  it('gives the bodies their types', () => {
    expectTypeOf<RtcBody<'audio:mute:on'>['rtc_id']>().toEqualTypeOf<string>();
    expectTypeOf<RtcBody<'sip:hangup'>['bandwidth']['bytes_in']>().toEqualTypeOf<number | undefined>();
    expectTypeOf<RtcBody<'member:left'>['channel']>().toEqualTypeOf<ChannelBody>();
  });
});
