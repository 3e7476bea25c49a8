import type { UserState } from '../../src/emulator/user-state.ts';
import type { RestAsk } from './emulator-driver.ts';
import { type NamedScenario, ncco, replies, say } from './scenario-words.ts';

const toAlice = (more: object = {}) => ({
  action: 'connect',
  endpoint: [{ type: 'app', user: 'alice' }],
  ...more,
});
const SYNCHRONOUS = { eventType: 'synchronous', eventUrl: ['http://app/leg'] };

/** A phone calls, and alice is called, whose app is there. */
const called = (
  name: string,
  state: UserState,
  {
    connect = toAlice(),
    caller = {},
    table = {},
  }: {
    readonly connect?: object;
    readonly caller?: NonNullable<NamedScenario['calls']>[number];
    readonly table?: Parameters<typeof replies>[0];
  } = {},
): NamedScenario => ({
  name,
  userStates: { alice: state },
  calls: [caller],
  backend: replies({ '/answer': ncco(connect, say('Going on.')), ...table }),
});

const joins = (at: number, name: string): RestAsk => ({
  at,
  method: 'POST',
  path: '/v1/conversations/{conversation}/members',
  body: { user: { name }, state: 'joined', channel: { type: 'app' } },
});

/** What reaches Client SDK users in each of their states, and what does not. */
export const USER_STATE_SCENARIOS: readonly NamedScenario[] = [
  called('foreground', 'foreground', {
    caller: { callees: { alice: { does: 'answer', hangUpAfterSeconds: 2 } } },
  }),
  called('background-answers', 'background', {
    caller: { callees: { alice: { does: 'answer', hangUpAfterSeconds: 2 } } },
  }),
  called('background-rejects', 'background', { caller: { callees: { alice: { does: 'reject' } } } }),
  called('background-caller-gives-up', 'background', {
    caller: { hangUpAfterSeconds: 3, callees: { alice: { does: 'ignore' } } },
  }),
  called('offline', 'offline'),
  called('offline-though-the-script-answers', 'offline', {
    caller: { callees: { alice: { does: 'answer', press: ['1'] } } },
  }),
  called('offline-synchronous', 'offline', {
    connect: toAlice(SYNCHRONOUS),
    table: { '/leg unanswered': ncco(say('Leave a message.')) },
  }),
  {
    name: 'offline-called-by-the-api',
    calls: [],
    userStates: { alice: 'offline' },
    rest: [
      {
        at: 0,
        method: 'POST',
        path: '/v1/calls',
        body: {
          to: [{ type: 'app', user: 'alice' }],
          from: { type: 'phone', number: '442079460111' },
          ncco: [say('Hello.')],
        },
      },
    ],
    backend: replies({}),
  },
  {
    name: 'background-calls',
    userStates: { alice: 'background' },
    calls: [{ from: 'alice', to: '447700900111', app: {} }],
    backend: replies({ '/answer': ncco(say('Who calls has the app open.')) }),
  },
  {
    ...called('put-elsewhere-while-it-rings', 'foreground', {
      caller: { callees: { alice: { does: 'answer', afterSeconds: 6, hangUpAfterSeconds: 2 } } },
    }),
    moves: [
      { at: 2000, states: { alice: 'background' } },
      { at: 3000, states: { alice: 'background' } },
      { at: 4000, states: { alice: 'foreground' } },
      { at: 60_000, states: { alice: 'offline' }, why: 'logged-out' },
    ],
  },
  called('opened-by-a-push', 'background', {
    caller: {
      callees: { alice: { does: 'answer', afterSeconds: 4, hangUpAfterSeconds: 2 } },
      userStates: [
        { user: 'alice', state: 'foreground', at: 2 },
        { user: 'alice', state: 'background', at: 3 },
        { user: 'alice', state: 'foreground', at: 3.5 },
      ],
    },
  }),
  called('offline-while-it-rings', 'foreground', {
    caller: { userStates: [{ user: 'alice', state: 'offline', at: 1 }] },
    connect: toAlice({ timeout: 5 }),
  }),
  called('offline-in-the-call', 'foreground', {
    caller: {
      callees: { alice: { does: 'answer', hangUpAfterSeconds: 6 } },
      userStates: [
        { user: 'alice', state: 'background', at: 0.1 },
        { user: 'alice', state: 'offline', at: 4 },
        { user: 'alice', state: 'foreground', at: 99 },
      ],
    },
  }),
  {
    name: 'messages',
    users: ['alice', 'bob', 'carol', 'dave', 'erin'],
    userStates: { bob: 'background', carol: 'offline', erin: 'background' },
    calls: [{ from: 'alice', to: '447700900111', app: {}, hangUpAfterSeconds: 6 }],
    rest: [
      joins(1000, 'bob'),
      joins(1000, 'carol'),
      joins(1000, 'dave'),
      {
        at: 2000,
        method: 'POST',
        path: '/v1/conversations/{conversation}/members',
        body: { user: { name: 'erin' }, state: 'invited', channel: { type: 'app' } },
      },
      {
        at: 3000,
        method: 'POST',
        path: '/v1/conversations/{conversation}/events',
        body: { type: 'message', from: '{member A}', body: { message_type: 'text', text: 'hi' } },
      },
      {
        at: 4000,
        method: 'POST',
        path: '/v1/conversations/{conversation}/events',
        body: { type: 'custom:queue:position', body: { position: 3 } },
      },
      { at: 5000, method: 'GET', path: '/v1/conversations/{conversation}/events' },
    ],
    backend: replies({ '/answer': ncco({ action: 'conversation', name: 'desk' }) }),
  },
];
