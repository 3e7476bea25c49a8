import { asApplication } from '../../src/emulator/rest/applications.ts';
import type { JsonObject } from '../../src/vonage/json.ts';
import { APPLICATION, type Backend, outcome } from './emulator-driver.ts';
import type { NamedScenario } from './scenario-words.ts';

const ANNA = '447700900222';
const BEN = '447700900333';
const CARL = '447700900555';

/** What is replied to each caller's answer webhook. */
type Nccos = Readonly<Record<string, readonly object[]>>;

/** A backend that answers by the caller's number. */
const byCaller =
  (nccos: Nccos): (() => Backend) =>
  () =>
  ({ url, fields }) =>
    /\/answer$/.test(url) ? outcome(200, nccos[String(fields['from'])] ?? nccos['all'] ?? []) : undefined;

const meet = (more: object = {}) => ({ action: 'conversation', name: 'standup', ...more });
const say = (text: string) => ({ action: 'talk', text });
/** Calls one after the other, two seconds apart. */
const callers = (...hangUps: readonly (readonly [from: string, hangUpAfterSeconds: number])[]) =>
  hangUps.map(([from, hangUpAfterSeconds], index) => ({ from, hangUpAfterSeconds, at: index * 2000 }));

const OTHER_NUMBER = '442079460222';
const OTHER = {
  application: asApplication(
    '66666666-7777-4888-8999-000000000000',
    JSON.parse(JSON.stringify(APPLICATION).replaceAll('http://app/', 'http://other/')) as JsonObject,
    'PEM',
  ),
  number: OTHER_NUMBER,
};

/** The second caller is transferred into the conversation of the first, whose id the first answer webhook told. */
const transferBackend =
  (first: readonly object[], options: object = {}) =>
  (): Backend => {
    let target = '';
    return ({ url, fields }) => {
      if (!/\/answer$/.test(url)) return undefined;
      if (fields['from'] === BEN)
        return outcome(200, [{ action: 'transfer', conversationId: target, ...options }, say('Never said.')]);
      target = String(fields['conversation_uuid']);
      return outcome(200, first);
    };
  };

const HOLD = { startOnEnter: false, musicOnHoldUrl: ['http://app/hold.mp3'] };

/** Scenarios of `conversation` and `transfer`, in which calls meet. */
export const CONFERENCE_SCENARIOS: readonly NamedScenario[] = [
  {
    name: 'conversation-two-callers',
    calls: callers([ANNA, 8], [BEN, 9]),
    backend: byCaller({ all: [say('Welcome.'), meet()] }),
  },
  {
    name: 'conversation-three-callers',
    calls: callers([ANNA, 10], [BEN, 5], [CARL, 9]),
    backend: byCaller({ all: [meet()] }),
  },
  {
    name: 'conversation-moderated',
    calls: callers([ANNA, 12], [BEN, 12], [CARL, 5]),
    backend: byCaller({ [CARL]: [meet()], all: [meet(HOLD)] }),
  },
  {
    name: 'conversation-moderator-never-comes',
    calls: [{ from: ANNA }],
    backend: byCaller({ all: [meet(HOLD), say('Never said.')] }),
  },
  {
    name: 'conversation-end-on-exit',
    calls: callers([ANNA, 30], [BEN, 30], [CARL, 4]),
    backend: byCaller({
      [ANNA]: [meet(HOLD), say('The moderator has left.')],
      [BEN]: [meet(HOLD)],
      [CARL]: [meet({ endOnExit: true })],
    }),
  },
  {
    name: 'conversation-muted',
    calls: callers([ANNA, 6], [BEN, 3]),
    backend: byCaller({
      [ANNA]: [meet({ mute: true, canHear: [] })],
      [BEN]: [meet({ canSpeak: ['7d1f0a3e-5c2b-4d6f-8a90-1b2c3d4e5f60'] })],
    }),
  },
  {
    name: 'conversation-same-name-other-application',
    second: OTHER,
    calls: [
      { from: ANNA, hangUpAfterSeconds: 4 },
      { from: BEN, to: OTHER_NUMBER, hangUpAfterSeconds: 4 },
    ],
    backend: byCaller({ all: [meet()] }),
  },
  {
    name: 'conversation-second-call-later',
    calls: [
      { from: ANNA, hangUpAfterSeconds: 3 },
      { from: BEN, hangUpAfterSeconds: 3, at: 60_000 },
    ],
    backend: byCaller({ all: [meet()] }),
  },
  {
    name: 'conversation-two-days-later',
    calls: [
      { from: ANNA, hangUpAfterSeconds: 3 },
      { from: BEN, hangUpAfterSeconds: 3, at: 49 * 3_600_000 },
    ],
    backend: byCaller({ all: [meet()] }),
  },
  {
    name: 'conversation-recorded',
    calls: callers([ANNA, 7], [BEN, 6], [CARL, 5]),
    backend: byCaller({
      [ANNA]: [meet({ ...HOLD, record: true, transcription: {}, eventUrl: ['http://app/recorded'] })],
      all: [meet()],
    }),
  },
  {
    name: 'conversation-recorded-for-a-while',
    calls: callers([ANNA, 6], [BEN, 30]),
    rest: [
      {
        at: 4000,
        method: 'PUT',
        path: '/v1/conversations/{conversation}/record',
        body: { action: 'start', timeout: 10 },
      },
    ],
    backend: byCaller({ all: [meet()] }),
  },
  {
    name: 'conversation-after-record',
    calls: callers([ANNA, 5]),
    backend: byCaller({ all: [{ action: 'record', format: 'wav' }, meet()] }),
  },
  {
    name: 'conversation-interrupts-what-plays',
    calls: callers([ANNA, 4]),
    backend: byCaller({ all: [{ ...say('A long welcome with bargeIn.'), bargeIn: true }, meet()] }),
  },
  {
    name: 'conversation-left-for-another-ncco',
    calls: [
      {
        from: ANNA,
        callees: { '447700900444': { does: 'answer', as: 'machine', beepAfterSeconds: 6 } },
      },
    ],
    backend:
      () =>
      ({ url, fields }) => {
        if (fields['status'] === 'machine')
          return outcome(200, fields['sub_state'] === undefined ? [meet()] : [say('After the beep.')]);
        return /\/answer$/.test(url)
          ? outcome(200, [
              {
                action: 'connect',
                from: '442079460111',
                endpoint: [{ type: 'phone', number: '447700900444' }],
                advancedMachineDetection: { behavior: 'continue', mode: 'default' },
              },
            ])
          : undefined;
      },
  },
  {
    name: 'transfer-to-existing',
    calls: [
      { from: ANNA, hangUpAfterSeconds: 9 },
      { from: BEN, hangUpAfterSeconds: 40, at: 5000 },
    ],
    backend: transferBackend([{ action: 'connect', endpoint: [{ type: 'app', user: 'alice' }] }], {
      mute: true,
    }),
  },
  {
    name: 'transfer-to-a-named-conversation',
    calls: callers([ANNA, 6], [BEN, 8]),
    backend: () => {
      let target = '';
      return ({ url, fields }) => {
        if (fields['type'] === 'transfer' && target === '') target = String(fields['conversation_uuid_to']);
        if (!/\/answer$/.test(url)) return undefined;
        return outcome(200, [
          fields['from'] === ANNA ? meet() : { action: 'transfer', conversationId: target, canHear: [] },
        ]);
      };
    },
  },
  {
    name: 'transfer-guest-leaves-first',
    calls: callers([ANNA, 9], [BEN, 4]),
    backend: transferBackend([{ action: 'wait', timeout: 20 }]),
  },
  {
    name: 'transfer-host-goes-to-a-conversation',
    calls: callers([ANNA, 9], [BEN, 40]),
    backend: transferBackend([{ action: 'wait', timeout: 5 }, meet()]),
  },
  {
    name: 'transfer-to-unknown',
    backend: byCaller({
      all: [
        { action: 'transfer', conversationId: 'CON-00000000-0000-4000-8000-000000000000' },
        say('Never said.'),
      ],
    }),
  },
  {
    name: 'transfer-to-another-application',
    second: OTHER,
    calls: [
      { from: ANNA, hangUpAfterSeconds: 9 },
      { from: BEN, to: OTHER_NUMBER, at: 2000 },
    ],
    backend: transferBackend([{ action: 'wait', timeout: 20 }]),
  },
];
