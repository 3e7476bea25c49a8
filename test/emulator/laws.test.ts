import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/emulator/input.ts';
import type { LoggedEvent } from '../../src/emulator/logged-event.ts';
import type { Platform } from '../../src/emulator/platform.ts';
import { nextUuid, randomFrom } from '../../src/emulator/random.ts';
import { asApplication } from '../../src/emulator/rest/applications.ts';
import type { CalleeScript } from '../../src/emulator/script.ts';
import { USER_STATES, type UserState } from '../../src/emulator/user-state.ts';
import { DETAILS, endsCall, isCallStatus } from '../../src/vonage/call-status.ts';
import { isJsonObject, type Json, type JsonObject } from '../../src/vonage/json.ts';
import type { SocketEvent } from '../../src/vonage/platform-event.ts';
import { understand } from '../../src/vonage/webhook.ts';
import { decodeRtcBody, rtcBodyOf } from '../../src/vonage/webhooks/rtc-bodies.ts';
import {
  APPLICATION,
  type Backend,
  outcome,
  run,
  type Scenario,
  timedOut,
  unreachable,
  webhooks,
  withFallback,
} from '../support/emulator-driver.ts';
import { SILENT, type SocketScript } from '../support/socket-servers.ts';

const seconds = fc.integer({ min: 0, max: 20 });
const text = fc.string({ maxLength: 40 });
const saying = fc.oneof(
  text,
  fc.record(
    {
      text,
      confidence: fc.double({ min: 0, max: 1, noNaN: true }),
      afterSeconds: seconds,
      lastsSeconds: seconds,
      alternatives: fc.array(text, { maxLength: 2 }),
      error: text,
    },
    { requiredKeys: ['text'] },
  ),
);
const keys = fc.stringMatching(/^[0-9*#w]{0,4}$/);
const reaction = fc.oneof(
  fc.record({ press: keys, at: seconds }, { requiredKeys: ['press'] }),
  fc.record({ say: saying, at: seconds }, { requiredKeys: ['say'] }),
);
const person = { reactions: fc.array(reaction, { maxLength: 4 }), press: fc.array(keys, { maxLength: 3 }) };

const sipCode = fc.integer({ min: 300, max: 699 });
const callee: fc.Arbitrary<CalleeScript> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record(
      {
        does: fc.constant('answer' as const),
        as: fc.constantFrom('human' as const, 'machine' as const),
        afterSeconds: seconds,
        hangUpAfterSeconds: seconds,
        beepAfterSeconds: seconds,
        ...person,
      },
      { requiredKeys: ['does'] },
    ),
  },
  fc.record(
    {
      does: fc.constant('reject' as const),
      afterSeconds: seconds,
      detail: fc.constantFrom(...DETAILS.rejected),
      sipCode,
    },
    { requiredKeys: ['does'] },
  ),
  fc.record(
    {
      does: fc.constant('unanswered' as const),
      afterSeconds: seconds,
      detail: fc.constantFrom(...DETAILS.unanswered),
      sipCode,
    },
    { requiredKeys: ['does'] },
  ),
  fc.record(
    {
      does: fc.constant('fail' as const),
      afterSeconds: seconds,
      detail: fc.constantFrom(...DETAILS.failed),
      sipCode,
    },
    { requiredKeys: ['does'] },
  ),
  fc.record({ does: fc.constantFrom('busy' as const, 'ignore' as const) }),
);

const BOT = 'wss://app/audio';

/** An application behind a WebSocket: it refuses, or speaks, falls silent, says odd things and goes away. */
const socketServer: fc.Arbitrary<SocketScript> = fc.record(
  {
    fails: fc.record({
      how: fc.constantFrom('refused' as const, 'timed-out' as const),
      words: fc.constant('HTTP 401'),
    }),
    does: fc.array(
      fc.tuple(
        fc.integer({ min: 1, max: 20_000 }),
        fc.constantFrom<NonNullable<SocketScript['does']>[number][1]>(
          { is: 'sounds' },
          { is: 'quiet' },
          { is: 'text', from: 'application', text: 'hello' },
          { is: 'odd', words: 'a frame of 3 bytes' },
          { is: 'sound', sound: SILENT },
          { close: 1000 },
        ),
      ),
      { maxLength: 6 },
    ),
  },
  { requiredKeys: [] },
);

const behavior = fc.constantFrom('continue', 'hangup');
const detection = {
  machineDetection: behavior,
  advancedMachineDetection: fc.record(
    { behavior, mode: fc.constantFrom('default', 'detect', 'detect_beep'), beep_timeout: fc.constant(30) },
    { requiredKeys: ['behavior'] },
  ),
};

const action = fc.oneof(
  fc.record({
    action: fc.constant('talk'),
    text: fc.string({ maxLength: 60 }),
    bargeIn: fc.boolean(),
    loop: fc.integer({ min: 0, max: 2 }),
  }),
  fc.record({
    action: fc.constant('stream'),
    streamUrl: fc.constantFrom(['http://app/a.mp3'], ['http://app/b.mp3']),
    bargeIn: fc.boolean(),
    loop: fc.integer({ min: 0, max: 2 }),
  }),
  fc.record({
    action: fc.constant('input'),
    type: fc.subarray(['dtmf', 'speech']),
    dtmf: fc.record({ maxDigits: fc.integer({ min: 1, max: 3 }), submitOnHash: fc.boolean() }),
    speech: fc.record(
      {
        startTimeout: fc.integer({ min: 1, max: 20 }),
        endOnSilence: fc.double({ min: 0.4, max: 10, noNaN: true }),
        maxDuration: fc.integer({ min: 1, max: 20 }),
        saveAudio: fc.boolean(),
      },
      { requiredKeys: [] },
    ),
    eventUrl: fc.constant(['http://app/next']),
  }),
  fc.record({
    action: fc.constant('input'),
    type: fc.subarray(['dtmf', 'speech']),
    mode: fc.constant('asynchronous'),
  }),
  fc.record({
    action: fc.constant('notify'),
    payload: fc.constant({ a: 1 }),
    eventUrl: fc.constant(['http://app/next']),
  }),
  fc.record({ action: fc.constant('wait'), timeout: fc.integer({ min: 0, max: 30 }) }),
  fc.record(
    {
      action: fc.constant('connect'),
      from: fc.constantFrom('442079460111', '123'),
      endpoint: fc.constantFrom(
        [{ type: 'phone', number: '447700900444', dtmfAnswer: '1p2' }],
        [{ type: 'phone', number: '447700900444', onAnswer: { url: 'http://app/next' } }],
        [{ type: 'app', user: 'alice' }],
        [{ type: 'app', user: 'nobody' }],
        [{ type: 'sip', uri: 'sip:a@b;transport=tls', headers: { a: 'b' } }],
        [{ type: 'vbc', extension: '600' }],
        [{ type: 'websocket', uri: BOT, 'content-type': 'audio/l16;rate=8000' }],
        [{ type: 'websocket', uri: BOT, 'content-type': 'audio/l16;rate=16000', headers: { a: { b: 1 } } }],
        [{ type: 'websocket', uri: BOT, 'content-type': 'audio/unheard-of' }],
      ),
      timeout: fc.integer({ min: 1, max: 30 }),
      limit: fc.integer({ min: 1, max: 30 }),
      ...detection,
      eventType: fc.constant('synchronous'),
      eventUrl: fc.constantFrom(['http://app/next'], ['http://app/leg']),
    },
    { requiredKeys: ['action', 'from', 'endpoint'] },
  ),
  fc.record(
    {
      action: fc.constant('record'),
      format: fc.constantFrom('mp3', 'wav', 'ogg'),
      split: fc.constant('conversation'),
      channels: fc.integer({ min: 1, max: 32 }),
      endOnSilence: fc.integer({ min: 3, max: 10 }),
      endOnKey: fc.constantFrom('#', '1'),
      timeOut: fc.integer({ min: 3, max: 60 }),
      transcription: fc.constant({}),
    },
    { requiredKeys: ['action'] },
  ),
  fc.record(
    {
      action: fc.constant('conversation'),
      name: fc.constantFrom('a', 'b'),
      startOnEnter: fc.boolean(),
      endOnExit: fc.boolean(),
      record: fc.boolean(),
      mute: fc.boolean(),
      canHear: fc.constant([]),
      musicOnHoldUrl: fc.constant(['http://app/a.mp3']),
    },
    { requiredKeys: ['action', 'name'] },
  ),
  fc.record({
    action: fc.constant('transfer'),
    // `backendOf` puts in the first, second and third call's own conversation.
    conversationId: fc.constantFrom('CON-1', 'CON-2', 'CON-3', 'CON-4'),
  }),
  fc.constant({ action: 'nonsense' }),
);

const reply = fc.oneof(
  { weight: 6, arbitrary: fc.array(action, { maxLength: 5 }).map((ncco) => outcome(200, ncco)) },
  { weight: 2, arbitrary: fc.constantFrom(outcome(204), outcome(200, 'OK'), outcome(200, '{}')) },
  { weight: 1, arbitrary: fc.constantFrom(outcome(503), outcome(404), timedOut, unreachable()) },
);

/** Only a call's first requests get NCCOs, or some calls would go round for ever. */
const LAST_NCCO_REQUEST = 80;

/** A call's ids come from the seed and its number: first the leg's, then the conversation's. */
const ownConversation = (seed: string, call: number): string => {
  const random = randomFrom(`${seed}/${call}`);
  nextUuid(random);
  return `CON-${nextUuid(random)}`;
};

const withConversations = (seed: string, reply: Outcome): Outcome => ({
  ...reply,
  body: reply.body.replace(/CON-(\d)/g, (_all, call: string) => ownConversation(seed, Number(call))),
});

const backendOf =
  (seed: string, replies: readonly Outcome[]): Backend =>
  ({ url, request, order }) => {
    const number = Number(request.split('.')[1]);
    if (/answer|next|fallback/.test(url) && number < LAST_NCCO_REQUEST)
      return withConversations(seed, replies[(number + order.call) % replies.length]!);
    return /answer/.test(url) ? outcome(200, [{ action: 'talk', text: 'end' }]) : undefined;
  };

const scenario: fc.Arbitrary<Scenario> = fc
  .record({
    seed: fc.string(),
    replies: fc.array(reply, { minLength: 1, maxLength: 12 }),
    person: fc.record(person),
    hangUpAfterSeconds: fc.option(fc.integer({ min: 0, max: 60 }), { nil: undefined }),
    callees: fc.record(
      { '447700900444': callee, alice: callee, 'a@b': callee, '600': callee, [BOT]: callee },
      { requiredKeys: ['447700900444', 'alice', 'a@b', '600'] },
    ),
    socket: socketServer,
    state: fc.constantFrom(...USER_STATES),
    fallback: fc.boolean(),
    calls: fc.integer({ min: 1, max: 3 }),
  })
  .map(({ seed, replies, person, hangUpAfterSeconds, callees, socket, state, fallback, calls }) => ({
    seed,
    ...(fallback && { application: withFallback() }),
    calls: Array.from({ length: calls }, (_, index) => ({
      at: index * 700,
      ...person,
      callees,
      ...(hangUpAfterSeconds !== undefined && { hangUpAfterSeconds }),
    })),
    userStates: { alice: state },
    sockets: { [BOT]: socket },
    audio: { 'http://app/a.mp3': { milliseconds: 1234 } },
    backend: backendOf(seed, replies),
  }));

const holds = (law: (scenario: Scenario) => void): void => {
  fc.assert(fc.property(scenario, law), { numRuns: 200 });
};

/** What is told for the first time: no second try, which repeats the very fields, and no fallback. */
const toldBy = (scenario: Scenario): ReadonlySet<JsonObject> =>
  new Set(fieldsOf(scenario).filter((fields) => !('original_request' in fields)));

const fieldsOf = (scenario: Scenario): readonly JsonObject[] =>
  webhooks(run(scenario).happenings).map(({ fields }) => fields);

/** The logs of all conversations of an application without an RTC event URL, which would have each event read at once. */
const logsOf = (scenario: Scenario, read: 'at once' | 'at the end'): Readonly<Record<string, unknown>> => {
  const logs = new Map<string, readonly LoggedEvent[]>();
  const fieldsOfAll = () =>
    [...logs].map(([id, log]): [string, unknown] => [id, log.map((event) => event.fields())]);
  const watch = ({ conversations, calls }: Platform): void => {
    for (const { id, history } of conversations.values()) logs.set(id, history);
    for (const { home } of calls.values()) logs.set(home.id, home.history);
    if (read === 'at once') fieldsOfAll();
  };
  run({ ...scenario, application: WITHOUT_RTC_URL, watch });
  return Object.fromEntries(fieldsOfAll());
};

const WITHOUT_RTC_URL = asApplication(
  APPLICATION.id,
  JSON.parse(JSON.stringify(APPLICATION).replace('http://app/rtc', '')) as JsonObject,
  'PEM',
);

const isText = (value: Json | undefined): value is string => typeof value === 'string';

describe('laws of the platform', () => {
  it('each leg ends exactly once, and nothing of its status follows', () => {
    holds((scenario) => {
      const statuses = new Map<unknown, Set<string>>();
      const untold = new Set<unknown>();
      for (const { uuid: leg, call_uuid, status, to } of toldBy(scenario)) {
        // A transcript has a status too, but no leg.
        if (!isCallStatus(status)) continue;
        const uuid = leg ?? call_uuid;
        const before = statuses.get(uuid) ?? new Set();
        const ended = [...before].find(endsCall);
        expect(ended).toBeUndefined();
        statuses.set(uuid, before.add(status));
        // That a WebSocket could not be opened is told with `synchronous` alone.
        if (to === BOT && status === 'started') untold.add(uuid);
        else untold.delete(uuid);
      }
      for (const [uuid, seen] of statuses)
        if (!untold.has(uuid)) expect([...seen].filter(endsCall)).toHaveLength(1);
    });
  });

  it('times never go back, and the conversation counts its events without gaps', () => {
    holds((scenario) => {
      const { happenings } = run(scenario);
      const counted = new Map<unknown, number>();
      let last = 0;
      for (const { at, effect } of happenings) {
        expect(at).toBeGreaterThanOrEqual(last);
        last = at;
        if (effect.do !== 'send-webhook') continue;
        const { id, conversation_id, timestamp } = effect.fields;
        if (typeof timestamp === 'string') expect(Date.parse(timestamp)).toBeLessThanOrEqual(at);
        if (typeof id !== 'number') continue;
        const before = counted.get(conversation_id) ?? 0;
        if (id > before) expect(id).toBe(before + 1);
        counted.set(conversation_id, Math.max(before, id));
      }
    });
  });

  it('nobody is in a conversation that has ended, and everybody is where the call says', () => {
    const look = ({ calls, conversations, named, empty }: Platform): void => {
      for (const call of calls.values()) {
        const { conversation } = call;
        const isThere = conversation.participants.has(call);
        expect(isThere).toBe(!call.over);
        if (call.over) continue;
        expect(conversations.get(conversation.id)).toBe(conversation);
        const waits = ['conversation', 'transfer'].includes(call.legs[0]?.performance?.running?.is ?? '');
        if (conversation !== call.home) expect(waits).toBe(true);
        // The legs that live have joined as members of this conversation, or are about to.
        for (const leg of call.legs) if (leg.endedAt === undefined) expect(leg.member.state).not.toBe('left');
      }
      for (const conversation of conversations.values()) {
        const inside = [...conversation.participants.keys()];
        expect(inside.filter((call) => call.conversation !== conversation)).toEqual([]);
        const { owner } = conversation;
        if (owner !== undefined) expect(inside.map(({ number }) => number)).toContain(owner);
        else expect(empty.has(conversation)).toBe(inside.length === 0);
        if (conversation.recording) expect(inside.length).toBeGreaterThan(0);
      }
      expect([...named.values()].filter(({ id }) => !conversations.has(id))).toEqual([]);
    };
    holds((scenario) => {
      const { platform } = run({ ...scenario, watch: look });
      look(platform);
      expect([...platform.conversations.values()].filter(({ owner }) => owner !== undefined)).toEqual([]);
      for (const { history, lastEventId } of platform.conversations.values())
        expect(history.map((event) => event.fields()['id'])).toEqual(
          Array.from({ length: history.length }, (_, index) => lastEventId - history.length + 1 + index),
        );
    });
  });

  it('every recording that begins ends in one file, which can be fetched', () => {
    holds((scenario) => {
      const { platform, happenings } = run(scenario);
      // A second try tells the same once more.
      const told = (read: (fields: JsonObject) => Json | undefined): readonly string[] => [
        ...new Set(webhooks(happenings).flatMap(({ fields }) => [read(fields)].filter(isText))),
      ];
      const began = told(({ type, body }) =>
        type === 'audio:record' && isJsonObject(body!) ? body['recording_id'] : undefined,
      );
      const ready = told(({ recording_url, recording_uuid }) => recording_url && recording_uuid);
      expect([...ready].sort()).toEqual([...began].sort());
      const files = told(({ recording_url }) => recording_url).map((url) => url.split('/').at(-1)!);
      expect(files.filter((id) => platform.files.get(id)?.is !== 'recording')).toEqual([]);
    });
  });

  it('shuffled events are the same events, and a call ends when the last of them was delivered', () => {
    fc.assert(
      fc.property(scenario, fc.integer({ min: 1, max: 30_000 }), (plain, shuffleMs) => {
        // By what a webhook is, not by how many went before it: that is what a shuffle changes.
        const backend: Backend = (sent) => {
          const { order, kind } = sent;
          const isAsking = kind === 'answer' || kind === 'input' || kind === 'notify' || kind === 'fallback';
          const number = order.leg + order.sequence;
          return isAsking && number < LAST_NCCO_REQUEST
            ? plain.backend({ ...sent, request: `${order.call}.${number}` })
            : outcome(kind === 'answer' ? 404 : 204);
        };
        const told = (shuffle: number): readonly string[] =>
          fieldsOf({ ...plain, backend, shuffleMs: shuffle }).map((fields) => JSON.stringify(fields));
        expect([...told(shuffleMs)].sort()).toEqual([...told(0)].sort());
        const { platform, happenings } = run({ ...plain, backend, shuffleMs });
        expect([platform.calls.size, platform.requests.size, platform.timers.size]).toEqual([0, 0, 0]);
        const over = new Set<number>();
        const callOf = new Map<string, number>();
        for (const { effect } of happenings) {
          if (effect.do === 'place-call') callOf.set(effect.call, callOf.size + 1);
          if (effect.do === 'close-call') over.add(callOf.get(effect.call) ?? 0);
          if (effect.do === 'send-webhook') expect(over.has(effect.order.call)).toBe(false);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('whether an app is open changes nothing but how its user hears of it', () => {
    const happened = (scenario: Scenario, state: UserState): readonly string[] =>
      run({ ...scenario, userStates: { alice: state } }).happenings.flatMap(({ at, effect }) =>
        effect.do === 'tell-client'
          ? []
          : effect.do === 'note' && effect.event.name === 'client-event'
            ? [`${at} ${effect.event.user} ${effect.event.event}`]
            : [`${at} ${JSON.stringify(effect)}`],
      );
    holds((scenario) => {
      expect(happened(scenario, 'background')).toEqual(happened(scenario, 'foreground'));
    });
  });

  it('nobody whose app is closed gets a callback, and nobody who is offline anything', () => {
    holds((scenario) => {
      const answered = new Set<string>();
      for (const { effect } of run(scenario).happenings) {
        if (effect.do !== 'note') continue;
        const { event } = effect;
        if (event.name === 'leg-status' && event.status === 'answered') answered.add(event.to);
        if (event.name !== 'client-event') continue;
        expect(event.via === 'nothing').toBe(event.payload === undefined);
        if (event.via === 'callback') expect(event.state).toBe('foreground');
        else expect(event.state).toBe(event.via === 'push' ? 'background' : scenario.userStates?.['alice']);
        if (scenario.userStates?.['alice'] === 'offline') expect(event.via).toBe('nothing');
        else if (event.state !== scenario.userStates?.['alice']) expect(answered).toContain('alice');
      }
    });
  });

  it('the same seed gives the same bytes', () => {
    holds((scenario) => {
      expect(JSON.stringify(run(scenario).happenings)).toBe(JSON.stringify(run(scenario).happenings));
    });
  });

  it('an event in the log of a conversation is the same, however late somebody reads it', () => {
    holds((scenario) => {
      expect(logsOf(scenario, 'at the end')).toEqual(logsOf(scenario, 'at once'));
    });
  });

  it('every call is closed, once, and nothing of it is left', () => {
    holds((scenario) => {
      const { platform, happenings } = run(scenario);
      const closed = happenings.filter(({ effect }) => effect.do === 'close-call').length;
      expect(closed).toBe(scenario.calls?.length);
      expect([
        platform.calls.size,
        platform.legs.size,
        platform.requests.size,
        platform.timers.size,
        platform.measurements.size,
      ]).toEqual([0, 0, 0, 0, 0]);
    });
  });

  it('every wake is fired or cancelled, and nothing is told of a call after its end', () => {
    holds((scenario) => {
      const woken = new Map<string, string>();
      const callOf = new Map<unknown, number>();
      const ended = new Set<unknown>();
      for (const { effect } of run(scenario).happenings) {
        if (effect.do === 'send-webhook') callOf.set(effect.fields['uuid'], effect.order.call);
        if (effect.do === 'wake') {
          expect(woken.has(effect.timer)).toBe(false);
          woken.set(effect.timer, 'due');
        }
        if (effect.do === 'cancel') {
          expect(woken.get(effect.timer)).toBe('due');
          woken.set(effect.timer, 'cancelled');
        }
        if (effect.do !== 'note') continue;
        if (effect.event.name === 'call-ended') ended.add(callOf.get(effect.event.call));
        // A webhook about the conversation names no leg.
        else if ('leg' in effect.event && effect.event.leg !== undefined)
          expect(ended.has(callOf.get(effect.event.leg) ?? 'none')).toBe(false);
      }
    });
  });

  it('nobody is heard of after their leg has ended, but for its bill', () => {
    holds((scenario) => {
      const ended = new Set<unknown>();
      for (const { effect } of run(scenario).happenings) {
        if (effect.do === 'note' && /^(action-started|keys-|words-)/.test(effect.event.name))
          expect(ended.has('leg' in effect.event && effect.event.leg)).toBe(false);
        if (effect.do !== 'send-webhook') continue;
        const { uuid, status, dtmf } = effect.fields;
        if (dtmf !== undefined && !effect.url.includes('fallback')) expect(ended.has(uuid)).toBe(false);
        if (typeof status === 'string' && endsCall(status)) ended.add(uuid);
      }
    });
  });

  it('every WebSocket that is dialled ends once, and is asked for something only while it is open', () => {
    holds((scenario) => {
      const state = new Map<string, 'dialled' | 'open' | 'over'>();
      for (const { effect } of run(scenario).happenings) {
        if (effect.do === 'dial-socket') {
          expect(state.has(effect.leg)).toBe(false);
          state.set(effect.leg, 'dialled');
        }
        if (effect.do === 'cue-socket') expect(state.get(effect.leg)).toBe('open');
        if (effect.do !== 'note' || !effect.event.name.startsWith('socket-')) continue;
        const { name, leg } = effect.event as SocketEvent;
        expect(state.get(leg)).toBe(
          name === 'socket-opened' || name === 'socket-failed' ? 'dialled' : 'open',
        );
        if (name === 'socket-opened') state.set(leg, 'open');
        if (name === 'socket-failed' || name === 'socket-closed') state.set(leg, 'over');
      }
      expect([...state.values()].filter((one) => one !== 'over')).toEqual([]);
    });
  });

  it('every webhook is one that the vocabulary knows, without a field that it does not', () => {
    holds((scenario) => {
      for (const fields of fieldsOf(scenario)) {
        const webhook = understand(fields);
        expect(webhook.kind).not.toBe('unknown');
        // A fallback carries what the failed event had (voice-webhooks.md §7).
        if (webhook.kind !== 'fallback') expect('extra' in webhook).toBe(false);
        if (webhook.kind !== 'rtc-event') continue;
        expect(rtcBodyOf(webhook.type)?.listed2026).toBe(true);
        expect(JSON.stringify(decodeRtcBody(webhook.type, webhook.body) ?? 'undecodable')).not.toMatch(
          /"extra"|undecodable/,
        );
      }
    });
  });
});
