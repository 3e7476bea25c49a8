import { describe, expect, it } from 'vitest';
import { contentOf } from '../../src/flow/classify.ts';
import type { Exchange } from '../../src/flow/exchange.ts';
import { observe, observePlatform } from '../../src/flow/observe.ts';
import { REPLAY_HEADER } from '../../src/flow/recorded/replayable.ts';
import { newSession, type Session } from '../../src/flow/session.ts';
import { webhookRequest } from '../support/requests.ts';

const exchange = (body: Record<string, unknown>, part: Partial<Exchange> = {}): Exchange => {
  const request = webhookRequest({ body });
  return {
    request,
    target: { at: 'slot', slot: 'voice.event' },
    content: contentOf(request),
    standing: { state: 'unsigned' },
    reply: { status: 204, headers: {}, body: '' },
    origin: { by: 'listener' },
    milliseconds: 1,
    problems: [],
    ...part,
  };
};

const status = (uuid: string, name: string, more: Record<string, unknown> = {}): Exchange =>
  exchange({
    uuid,
    conversation_uuid: 'CON-1',
    status: name,
    direction: 'inbound',
    from: '1',
    to: '2',
    ...more,
  });

const answer = (uuid: string, conversation = 'CON-1'): Exchange =>
  exchange(
    { uuid, conversation_uuid: conversation, from: '1', to: '2' },
    { target: { at: 'slot', slot: 'voice.answer' } },
  );

const transfer = (uuid: string, from: string, to: string): Exchange =>
  exchange({ uuid, conversation_uuid_from: from, conversation_uuid_to: to, type: 'transfer' });

/** The same, as `flows replay` sends it. */
const replayed = (one: Exchange): Exchange => ({
  ...one,
  request: { ...one.request, headers: { ...one.request.headers, [REPLAY_HEADER]: '1' } },
});

/** Which flow each exchange was filed under, in order; `!` marks the one that ended it. */
const filed = (exchanges: readonly Exchange[], session: Session = newSession('webhooks')): string[] =>
  exchanges.map((one) => {
    const { flow, notices } = observe(session, one);
    return `${flow?.id ?? '-'}${notices.length > 0 ? '!' : ''}`;
  });

describe('which call an exchange belongs to', () => {
  it.each<[name: string, exchanges: Exchange[], expected: string[]]>([
    ['a leg that is new starts a flow', [answer('a')], ['a']],
    ['the same leg belongs to it', [answer('a'), status('a', 'ringing')], ['a', 'a']],
    ['a second leg in the same conversation joins', [answer('a'), status('b', 'started')], ['a', 'a']],
    [
      'a replay is no part of it, and no call',
      [answer('a'), replayed(answer('a')), replayed(answer('b'))],
      ['a', '-', '-'],
    ],
    ['another conversation is another call', [answer('a'), answer('b', 'CON-2')], ['a', 'b']],
    [
      'human and machine name the leg call_uuid',
      [answer('a'), exchange({ call_uuid: 'a', conversation_uuid: 'CON-9', status: 'human' })],
      ['a', 'a'],
    ],
    [
      'notify has no leg, only a conversation',
      [answer('a'), exchange({ payload: {}, conversation_uuid: 'CON-1' })],
      ['a', 'a'],
    ],
    [
      'a notify of a conversation nobody knows',
      [exchange({ payload: {}, conversation_uuid: 'CON-7' })],
      ['-'],
    ],
    [
      'two callers in one named conversation stay two flows',
      [
        answer('a', 'CON-1'),
        answer('b', 'CON-2'),
        transfer('a', 'CON-1', 'CON-N'),
        transfer('b', 'CON-2', 'CON-N'),
        status('a', 'completed'),
        status('b', 'completed'),
      ],
      ['a', 'b', 'a', 'b', 'a!', 'b!'],
    ],
    [
      'an event of the shared conversation without a leg belongs to nobody',
      [
        answer('a', 'CON-1'),
        answer('b', 'CON-2'),
        transfer('a', 'CON-1', 'CON-N'),
        transfer('b', 'CON-2', 'CON-N'),
        exchange({ payload: {}, conversation_uuid: 'CON-N' }),
      ],
      ['a', 'b', 'a', 'b', '-'],
    ],
    [
      'an RTC event is found by its channel',
      [answer('a'), exchange({ type: 'sip:ringing', body: { channel: { id: 'a' } } })],
      ['a', 'a'],
    ],
    [
      '… or by its conversation',
      [answer('a'), exchange({ type: 'audio:play', conversation_id: 'CON-1', body: {} })],
      ['a', 'a'],
    ],
    [
      'it ends when all its legs have',
      [status('a', 'started'), status('b', 'started'), status('a', 'completed'), status('b', 'busy')],
      ['a', 'a', 'a', 'a!'],
    ],
    ['… once', [status('a', 'completed'), status('a', 'completed')], ['a!', 'a']],
    ['disconnected ends nothing', [status('a', 'disconnected')], ['a']],
    ['unknown content belongs to nobody', [exchange({ shiny: 1, timestamp: 'x' })], ['-']],
  ])('%s', (_name, exchanges, expected) => {
    expect(filed(exchanges)).toEqual(expected);
  });
});

describe('what is known of a leg', () => {
  it('does not go back when statuses arrive out of order', () => {
    const session = newSession('webhooks');
    for (const name of ['answered', 'started', 'ringing']) observe(session, status('a', name));
    expect(session.flows.get('a')?.legs.get('a')?.status).toBe('answered');
  });

  it('keeps how it ended', () => {
    const session = newSession('webhooks');
    observe(
      session,
      status('a', 'completed', { duration: '42', price: '0.00504000', disconnected_by: 'user' }),
    );
    expect(session.flows.get('a')?.legs.get('a')).toMatchObject({
      duration: '42',
      price: '0.00504000',
      disconnectedBy: 'user',
    });
  });
});

describe('the arrows of the picture', () => {
  const arrows = (session: Session): string[] =>
    [...session.flows.values()].flatMap((flow) =>
      flow.moments.map(
        ({ step, from, to, label, inferred }) =>
          `${step} ${from} → ${to}: ${label}${inferred ? ' (inferred)' : ''}`,
      ),
    );

  it('infers on the real platform what no webhook tells', () => {
    const session = newSession('webhooks');
    observe(session, { ...answer('a'), origin: { by: 'ncco', name: 'welcome', actions: ['talk', 'input'] } });
    observe(
      session,
      exchange({
        type: 'member:joined',
        conversation_id: 'CON-1',
        body: { channel: { id: 'a', type: 'app' } },
      }),
    );
    observe(session, status('a', 'answered'));
    expect(arrows(session)).toEqual([
      '1 client → application: call 1 → 2 (inferred)',
      '2 application → backend: POST answer',
      '3 backend → voice: NCCO welcome: talk, input',
      '4 voice → conversation: conversation (inferred)',
      '5b conversation → backend: member:joined',
      '5c conversation → client: member:joined (inferred)',
      '5a voice → backend: answered',
    ]);
  });

  it('takes the emulator’s word instead', () => {
    const session = newSession('webhooks and platform');
    observePlatform(session, {
      type: 'platform',
      at: 0,
      event: { name: 'call-placed', call: 'c', leg: 'a', conversation: 'CON-1', from: '1', to: '2' },
    });
    observe(session, answer('a'));
    const { notices } = observePlatform(session, {
      type: 'platform',
      at: 9,
      event: { name: 'call-ended', call: 'c', conversation: 'CON-1', problem: undefined },
    });
    expect(arrows(session)).toEqual([
      '1 client → application: call 1 → 2',
      '2 application → backend: POST answer',
    ]);
    expect(notices).toMatchObject([{ type: 'flow-ended' }]);
  });
});

it('tells two calls of one named conversation apart, and ends each by itself', () => {
  const session = newSession('webhooks and platform');
  const place = (call: string, conversation: string) =>
    observePlatform(session, {
      type: 'platform',
      at: 1,
      event: { name: 'call-placed', call, leg: call, conversation, from: '1', to: '2' },
    });
  const tell = (event: Parameters<typeof observePlatform>[1]['event']) => {
    const { flow, notices } = observePlatform(session, { type: 'platform', at: 2, event });
    return `${flow?.id ?? '-'}${notices.length > 0 ? '!' : ''}`;
  };
  place('a', 'CON-A');
  place('b', 'CON-B');
  const conversation = 'CON-STANDUP';
  const joins = (leg: string) =>
    tell({ name: 'member-joined', conversation, leg, who: leg, channel: 'phone' });
  const ends = (call: string) => tell({ name: 'call-ended', conversation, call, problem: undefined });
  expect([
    tell({ name: 'conversation-created', conversation, call: 'a' }),
    joins('a'),
    joins('b'),
    // What concerns all of it belongs to no call, as long as two are in it.
    filed([exchange({ recording_url: 'http://x/v1/files/1', conversation_uuid: conversation })], session)[0],
    ends('b'),
    ends('a'),
  ]).toEqual(['a', 'a', 'b', '-', 'b!', 'a!']);
  expect([...session.byConversation.get(conversation)!].map(({ id }) => id)).toEqual(['a', 'b']);
});

it('files where an app is under the call of its user, or the only one that runs', () => {
  const session = newSession('webhooks and platform');
  const tell = (event: Parameters<typeof observePlatform>[1]['event']) =>
    observePlatform(session, { type: 'platform', at: 2, event }).flow?.id ?? '-';
  const place = (call: string) =>
    tell({ name: 'call-placed', call, leg: call, conversation: `CON-${call}`, from: '1', to: '2' });
  const ends = (call: string) =>
    tell({ name: 'call-ended', conversation: `CON-${call}`, call, problem: undefined });
  const moves = (where: { call?: string; leg?: string; conversation?: string } = {}) =>
    tell({
      name: 'user-state-changed',
      user: 'alice',
      before: 'foreground',
      state: 'background',
      why: 'asked',
      ...{ call: undefined, leg: undefined, conversation: undefined },
      ...where,
    });
  const logsIn = () =>
    tell({
      ...{ name: 'client-logged-in', user: 'alice', session: 'S-1' },
      ...{ sdk: '@vonage/client-sdk 2.3.1', conversation: undefined },
    });
  expect([
    moves(),
    place('a'),
    moves(),
    place('b'),
    moves(),
    moves({ call: 'b', conversation: 'CON-b' }),
    moves({ call: 'a', leg: 'alice-leg', conversation: 'CON-a' }),
    ends('a'),
    moves(),
    logsIn(),
  ]).toEqual(['-', 'a', 'a', 'b', '-', 'b', 'a', 'a', 'b', 'b']);
  expect(session.flows.get('b')!.moments.map(({ step, from, to, label }) => [step, from, to, label])).toEqual(
    [
      ['1', 'client', 'application', 'call 1 → 2'],
      ['5c', 'client', 'client', 'alice: background'],
      ['5c', 'client', 'client', 'alice: background'],
      ['5c', 'client', 'conversation', 'alice logs in (@vonage/client-sdk 2.3.1)'],
    ],
  );
});

it('stays bounded over thousands of calls', () => {
  const session = newSession('webhooks');
  for (let index = 0; index < 3000; index += 1) {
    observe(session, answer(`leg-${index}`, `CON-${index}`));
    observe(
      session,
      exchange({ uuid: `leg-${index}`, conversation_uuid: `CON-${index}`, status: 'completed' }),
    );
  }
  expect([session.flows.size, session.byLeg.size, session.byConversation.size]).toEqual([500, 500, 500]);
});
