import { expect, it } from 'vitest';
import type { Notice } from '../../src/flow/notice.ts';
import { noticeRecord } from '../../src/flow/notice-record.ts';
import { ALICE_LEG, CALLER_LEG, CONVERSATION, ivrFlow, ivrNotices, ready } from '../support/ivr-call.ts';

const AT = Date.UTC(2026, 2, 1, 9, 30);
const at = '2026-03-01T09:30:00.000Z';

it.each<[name: string, notice: Notice, expected: unknown]>([
  [
    'trouble',
    { type: 'trouble', at: AT, what: 'https://a/?token=abc is down', tryThis: 'wait' },
    { v: 1, type: 'trouble', at, what: 'https://a/?token=*** is down', tryThis: 'wait' },
  ],
  [
    'a way in that is lost',
    {
      type: 'tunnel',
      at: AT,
      state: 'lost',
      tunnel: 'localtunnel',
      publicUrl: 'https://a.example',
      why: 'no answer came in time',
      provenAt: AT,
    },
    {
      v: 1,
      type: 'tunnel',
      at,
      state: 'lost',
      tunnel: 'localtunnel',
      publicUrl: 'https://a.example',
      why: 'no answer came in time',
      provenAt: at,
    },
  ],
  [
    'a way in that is open again',
    {
      type: 'tunnel',
      at: AT,
      state: 'open',
      tunnel: 'localtunnel',
      publicUrl: 'https://b.example',
      before: 'https://a.example',
      gap: { from: AT, to: AT },
      moved: ['voice.answer'],
      calls: [
        { flow: 'f', number: 3, from: '1', to: undefined, conversations: ['CON-1'], holdsOldAddress: true },
      ],
      pull: 'vonage-flow flows pull CON-1',
    },
    {
      v: 1,
      type: 'tunnel',
      at,
      state: 'open',
      tunnel: 'localtunnel',
      publicUrl: 'https://b.example',
      before: 'https://a.example',
      gap: { from: at, to: at },
      moved: ['voice.answer'],
      calls: [{ flow: 'f', number: 3, from: '1', conversations: ['CON-1'], holdsOldAddress: true }],
      pull: 'vonage-flow flows pull CON-1',
    },
  ],
  [
    'a command that has ended',
    { type: 'command', at: AT, command: 'npm start', news: { name: 'ended', code: 1, milliseconds: 1200.4 } },
    { v: 1, type: 'command', at, command: 'npm start', name: 'ended', code: 1, milliseconds: 1200 },
  ],
  [
    'a command that starts again',
    { type: 'command', at: AT, command: 'npm start', news: { name: 'restarting', why: 'key r' } },
    { v: 1, type: 'command', at, command: 'npm start', name: 'restarting', why: 'key r' },
  ],
  ['info', { type: 'info', at: AT, what: 'reloaded' }, { v: 1, type: 'info', at, what: 'reloaded' }],
  ['closing', { type: 'closing', at: AT, reason: 'SIGINT' }, { v: 1, type: 'closing', at, reason: 'SIGINT' }],
  [
    'closed',
    { type: 'closed', at: AT, left: [{ slot: 'voice.event', why: '503', undo: 'mend it' }] },
    { v: 1, type: 'closed', at, left: [{ slot: 'voice.event', why: '503', undo: 'mend it' }] },
  ],
  [
    'keys that were pressed',
    {
      type: 'platform',
      at: AT,
      event: { name: 'keys-pressed', leg: 'l', conversation: 'c', by: 'caller', keys: '1#' },
    },
    {
      v: 1,
      type: 'platform',
      at,
      source: 'emulator',
      name: 'keys-pressed',
      by: 'caller',
      leg: 'l',
      conversation: 'c',
      keys: '1#',
    },
  ],
  [
    'a webhook that the emulator sent, with the NCCO that it executes',
    {
      type: 'platform',
      at: AT,
      event: {
        name: 'webhook-sent',
        call: 'a',
        kind: 'answer',
        method: 'GET',
        url: 'http://127.0.0.1/answer',
        leg: undefined,
        conversation: 'c',
        attempt: 1,
        fields: { from: '1', to: '2' },
        bodySha256: undefined,
        status: 200,
        failure: undefined,
        executes: '[{"action":"talk"}]',
        milliseconds: 3,
      },
    },
    {
      v: 1,
      type: 'platform',
      at,
      source: 'emulator',
      name: 'webhook-sent',
      call: 'a',
      kind: 'answer',
      method: 'GET',
      url: 'http://127.0.0.1/answer',
      conversation: 'c',
      attempt: 1,
      status: 200,
      executes: [{ action: 'talk' }],
      milliseconds: 3,
    },
  ],
])('%s', (_name, notice, expected) => {
  expect(noticeRecord(notice)).toEqual(expected);
});

it('ready names every address, what was borrowed, and how to undo it', () => {
  expect(noticeRecord({ ...ready, at: AT })).toEqual({
    v: 1,
    type: 'ready',
    at,
    listening: 'http://127.0.0.1:4747',
    publicUrl: 'https://quiet-otter-42.loca.lt',
    tunnel: 'localtunnel',
    application: ready.application,
    borrowed: [
      {
        slot: 'voice.answer',
        before: 'https://ivr.example.com/answer?token=***',
        now: ready.borrowed[0]?.now,
      },
      { slot: 'voice.event', before: null, now: ready.borrowed[1]?.now },
    ],
    skipped: ready.skipped,
    undo: ready.undo,
    nccos: ['welcome', 'sales'],
    numbers: ['14155550100'],
    config: 'vonage-flow.config.yaml',
    signatures: 'checked',
    records: '.vonage-flow',
  });
});

it('a flow that ended tells its legs', () => {
  const flow = { ...ivrFlow(), startedAt: AT, lastAt: AT + 61_250 };
  expect(noticeRecord({ type: 'flow-ended', flow })).toMatchObject({
    v: 1,
    type: 'flow-ended',
    at: '2026-03-01T09:31:01.250Z',
    flow: CALLER_LEG,
    number: 1,
    startedAt: at,
    milliseconds: 61_250,
    exchanges: 21,
    legs: [
      { leg: CALLER_LEG, status: 'completed', duration: '61', price: '0.00732000', disconnectedBy: 'user' },
      { leg: ALICE_LEG, status: 'completed', to: 'alice' },
    ],
    conversations: [CONVERSATION],
    problems: [],
  });
});

it('every notice of a call survives being written and read', () => {
  for (const notice of ivrNotices()) {
    const record = JSON.parse(JSON.stringify(noticeRecord(notice)));
    expect([record.v, record.type]).toEqual([1, notice.type]);
  }
});
