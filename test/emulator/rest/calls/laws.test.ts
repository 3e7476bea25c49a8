import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Platform } from '../../../../src/emulator/platform.ts';
import { endsCall } from '../../../../src/vonage/call-status.ts';
import type { JsonObject } from '../../../../src/vonage/json.ts';
import { outcome, type RestAsk, run, type Scenario, webhooks } from '../../../support/emulator-driver.ts';

// Whatever is asked of the API, and whenever: the platform stays in order.

const NUMBER = '442079460111';
const PHONE = '447700900444';
const OTHER = '447700900555';

const action = fc.constantFrom<JsonObject>(
  { action: 'talk', text: 'Hello, who is there?' },
  { action: 'talk', text: 'For ever.', loop: 0, bargeIn: true },
  { action: 'stream', streamUrl: ['http://app/a.mp3'], loop: 2 },
  { action: 'input', type: ['dtmf'], dtmf: { timeOut: 5 } },
  { action: 'input', type: ['dtmf'], mode: 'asynchronous' },
  { action: 'connect', from: NUMBER, endpoint: [{ type: 'phone', number: OTHER }], timeout: 8 },
  { action: 'connect', from: NUMBER, endpoint: [{ type: 'app', user: 'alice' }], limit: 6 },
  { action: 'conversation', name: 'room' },
  { action: 'conversation', name: 'room', endOnExit: true },
  { action: 'record', endOnSilence: 3 },
  { action: 'wait', timeout: 3 },
);
const ncco = fc.array(action, { maxLength: 3 });

const create = fc
  .record({
    ncco,
    to: fc.constantFrom(
      { type: 'phone', number: PHONE },
      { type: 'phone', number: OTHER },
      { type: 'app', user: 'alice' },
      { type: 'app', user: 'nobody' },
    ),
    more: fc.constantFrom<JsonObject>(
      {},
      { length_timer: 4 },
      { ringing_timer: 2 },
      { machine_detection: 'hangup' },
      { advanced_machine_detection: { behavior: 'continue', mode: 'detect_beep', beep_timeout: 30 } },
    ),
    asks: fc.boolean(),
  })
  .map(({ ncco, to, more, asks }) => ({
    method: 'POST',
    path: '',
    body: {
      to: [to],
      from: { type: 'phone', number: NUMBER },
      ...(asks ? { answer_url: ['http://app/outbound'] } : { ncco }),
      ...more,
    },
  }));

const change = fc.oneof(
  fc
    .constantFrom('hangup', 'mute', 'unmute', 'earmuff', 'unearmuff')
    .map((word) => ({ method: 'PUT', path: '', body: { action: word } })),
  ncco.map((list) => ({
    method: 'PUT',
    path: '',
    body: { action: 'transfer', destination: { type: 'ncco', ncco: list } },
  })),
  fc.constantFrom<Omit<RestAsk, 'at'>>(
    {
      method: 'PUT',
      path: '',
      body: { action: 'transfer', destination: { type: 'ncco', url: ['http://app/moved'] } },
    },
    { method: 'PUT', path: '/talk', body: { text: 'Beside.', loop: 0 } },
    { method: 'PUT', path: '/talk', body: { text: 'Beside.' } },
    { method: 'DELETE', path: '/talk' },
    { method: 'PUT', path: '/stream', body: { stream_url: ['http://app/a.mp3'] } },
    { method: 'DELETE', path: '/stream' },
    { method: 'PUT', path: '/dtmf', body: { digits: '1' } },
    { method: 'PUT', path: '/input/dtmf', body: { event_url: ['http://app/keys'] } },
    { method: 'DELETE', path: '/input/dtmf' },
  ),
);

/** What is told in, and done to, the conversation of a leg. */
const inside = fc
  .tuple(
    fc.constantFrom('A', 'B', 'C'),
    fc.constantFrom<Omit<RestAsk, 'at'>>(
      { method: 'POST', path: '/members', body: { user: { name: 'alice' }, state: 'joined' } },
      { method: 'POST', path: '/members', body: { user: { name: 'alice' }, state: 'invited' } },
      { method: 'PATCH', path: '/members/{member X}', body: { state: 'left' } },
      { method: 'POST', path: '/events', body: { type: 'custom:a', body: {} } },
      { method: 'POST', path: '/events', body: { type: 'ephemeral', body: {} } },
      { method: 'POST', path: '/events', body: { type: 'audio:say', body: { text: 'To all.' } } },
      { method: 'POST', path: '/events', body: { type: 'audio:say', body: { text: 'On and on.', loop: 0 } } },
      {
        method: 'POST',
        path: '/events',
        body: { type: 'audio:play', to: '{member X}', body: { stream_url: ['http://app/a.mp3'] } },
      },
      { method: 'POST', path: '/events', body: { type: 'audio:mute:on', from: '{member X}' } },
      {
        method: 'POST',
        path: '/events',
        body: { type: 'audio:dtmf', from: '{member X}', body: { digit: '1' } },
      },
      { method: 'POST', path: '/events', body: { type: 'audio:record', body: {} } },
      { method: 'PUT', path: '/talk', body: { text: 'To all, on and on.', loop: 0 } },
      { method: 'DELETE', path: '/talk' },
      { method: 'PUT', path: '/stream', body: { stream_url: ['http://app/a.mp3'] } },
      { method: 'DELETE', path: '/stream' },
      { method: 'PUT', path: '/record', body: { action: 'start', timeout: 3, transcription: {} } },
      { method: 'PUT', path: '/record', body: { action: 'stop' } },
      { method: 'PUT', path: '', body: { display_name: 'The room' } },
      { method: 'DELETE', path: '/events/1' },
    ),
  )
  .map(([leg, { method, path, body }]) => ({
    method,
    path: `/v1/conversations/{conversation ${leg}}${path.replace('X', leg)}`,
    ...(body && { body: JSON.parse(JSON.stringify(body).replace('X', leg)) as JsonObject }),
  }));

const at = fc.integer({ min: 0, max: 25_000 });
const ask: fc.Arbitrary<RestAsk> = fc.oneof(
  { weight: 1, arbitrary: fc.tuple(at, create).map(([at, one]) => ({ ...one, at, path: '/v1/calls' })) },
  {
    weight: 4,
    arbitrary: fc
      .tuple(at, fc.constantFrom('A', 'B', 'C', 'D', 'E'), change)
      .map(([at, leg, one]) => ({ ...one, at, path: `/v1/calls/{${leg}}${one.path}` })),
  },
  { weight: 3, arbitrary: fc.tuple(at, inside).map(([at, one]) => ({ ...one, at })) },
);

const scenario: fc.Arbitrary<Scenario> = fc
  .record({
    seed: fc.string(),
    first: create,
    asks: fc.array(ask, { maxLength: 12 }),
    answers: fc.array(ncco, { minLength: 1, maxLength: 4 }),
    moved: fc.oneof(
      ncco.map((list) => outcome(200, list)),
      fc.constantFrom(outcome(503), outcome(200, [{ action: 'sing' }])),
    ),
    slow: fc.record({
      '/outbound': fc.constantFrom(0, 0, 700, 5000),
      '/moved': fc.constantFrom(0, 0, 900, 4000),
      '/answer': fc.constantFrom(0, 1500),
    }),
    calls: fc.integer({ min: 0, max: 2 }),
    does: fc.constantFrom('answer', 'answer', 'busy', 'ignore'),
    as: fc.constantFrom('human', 'machine'),
    hangUpAfterSeconds: fc.option(fc.integer({ min: 0, max: 15 }), { nil: undefined }),
  })
  .map(({ seed, first, asks, answers, moved, slow, calls, does, as, hangUpAfterSeconds }) => ({
    seed,
    calls: Array.from({ length: calls }, (_unused, index) => ({ at: index * 500, hangUpAfterSeconds: 40 })),
    rest: [{ ...first, at: 0, path: '/v1/calls' }, ...asks],
    callees: {
      [PHONE]:
        does === 'answer'
          ? {
              does,
              as: as as 'human',
              reactions: [{ at: 4, press: '12' }],
              ...(hangUpAfterSeconds !== undefined && { hangUpAfterSeconds }),
            }
          : { does: does as 'busy' },
    },
    slow,
    audio: { 'http://app/a.mp3': { milliseconds: 1234 } },
    backend: ({ url, order }) => {
      if (/moved/.test(url)) return moved;
      return /answer|outbound/.test(url) ? outcome(200, answers[order.call % answers.length]!) : undefined;
    },
  }));

const holds = (law: (scenario: Scenario) => void): void => {
  fc.assert(fc.property(scenario, law), { numRuns: 300 });
};

describe('laws of calls that the API makes and changes', () => {
  it('each leg ends once, as the ledger says', () => {
    holds((one) => {
      const { platform, happenings } = run(one);
      const endings = new Map<unknown, Set<unknown>>();
      for (const { fields } of webhooks(happenings)) {
        const { uuid, status } = fields;
        if (typeof status !== 'string' || !endsCall(status)) continue;
        endings.set(uuid, (endings.get(uuid) ?? new Set()).add(status));
      }
      const { legs } = platform.ledger;
      expect(endings.size).toBe(legs.size);
      for (const leg of legs.values()) expect([...endings.get(leg.uuid)!]).toEqual([leg.status]);
    });
  });

  it('every call is closed, and nothing of it is left', () => {
    holds((one) => {
      const { platform, happenings } = run(one);
      const { calls, legs, requests, timers, measurements } = platform;
      expect([calls, legs, requests, timers, measurements].map(({ size }) => size)).toEqual([0, 0, 0, 0, 0]);
      const closed = happenings.filter(({ effect }) => effect.do === 'close-call');
      expect(closed).toHaveLength(platform.callsEver);
      expect([...platform.conversations.values()].filter(({ owner }) => owner !== undefined)).toEqual([]);
    });
  });

  it('a leg is in one call, and its call in one conversation, which the ledger names', () => {
    const look = ({ calls, legs, conversations, ledger }: Platform): void => {
      for (const call of calls.values()) {
        expect(call.conversation.participants.has(call)).toBe(!call.over);
        if (!call.over) expect(conversations.get(call.conversation.id)).toBe(call.conversation);
        for (const leg of call.legs) {
          expect(legs.get(leg.uuid)).toBe(call);
          expect(leg.endedAt !== undefined || !call.over).toBe(true);
          if (leg.endedAt === undefined)
            expect(ledger.legs.get(leg.uuid)!.conversation).toBe(call.conversation.id);
        }
        const numbers = call.legs.map(({ number }) => number);
        expect(new Set(numbers).size).toBe(numbers.length);
      }
      for (const conversation of conversations.values()) {
        for (const call of conversation.participants.keys()) expect(call.conversation).toBe(conversation);
        const { owner } = conversation;
        const inside = [...conversation.participants.keys()].map(({ number }) => number);
        if (owner !== undefined) expect(inside).toContain(owner);
      }
    };
    holds((one) => void run({ ...one, watch: look }));
  });

  it('events are counted without gaps, and the same seed gives the same bytes', () => {
    holds((one) => {
      const { happenings } = run(one);
      const counted = new Map<unknown, number>();
      for (const { fields } of webhooks(happenings)) {
        const { id, conversation_id } = fields;
        if (typeof id !== 'number') continue;
        const before = counted.get(conversation_id) ?? 0;
        if (id > before) expect(id).toBe(before + 1);
        counted.set(conversation_id, Math.max(before, id));
      }
      expect(JSON.stringify(run(one).happenings)).toBe(JSON.stringify(happenings));
    });
  });
});
