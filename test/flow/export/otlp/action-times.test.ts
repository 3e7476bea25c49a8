import { expect, it } from 'vitest';
import { actionTimes } from '../../../../src/flow/export/otlp/action-times.ts';
import type { Sign } from '../../../../src/flow/export/otlp/ncco-runs.ts';
import type { Leg } from '../../../../src/flow/flow.ts';
import { ivrFlow, START } from '../../../support/ivr-call.ts';

const CALLER = 'caller';
const sign = (of: Sign['of'], at: number, more: Partial<Sign> = {}): Sign => ({
  of,
  at: START + at,
  leg: CALLER,
  ...more,
});
const called = (startedAt: number, endedAt: number | undefined): Leg => ({
  ...[...ivrFlow().legs.values()][1]!,
  uuid: `called ${startedAt}`,
  startedAt: START + startedAt,
  endedAt: endedAt === undefined ? undefined : START + endedAt,
});

/** Times in milliseconds since the NCCO began; it was over after ten seconds. */
it.each<
  [
    string,
    readonly string[],
    readonly Sign[],
    readonly Leg[],
    readonly string[],
    (readonly (readonly [string, number])[])?,
  ]
>([
  [
    'nothing told: somewhere in the time of the NCCO',
    ['talk', 'talk'],
    [],
    [],
    ['talk 0-10000?', 'talk 0-10000?'],
  ],
  [
    'an input webhook ends the input, and all before it',
    ['talk', 'input', 'talk'],
    [sign('input', 6000)],
    [],
    ['talk 0-6000?', 'input 0-6000', 'talk 6000-10000?'],
  ],
  [
    'RTC events tell the end of speech and of sound',
    ['talk', 'stream', 'input'],
    [sign('talk', 2000), sign('stream', 5000), sign('input', 7000)],
    [],
    ['talk 0-2000', 'stream 2000-5000', 'input 5000-7000'],
  ],
  [
    'what another leg says is of no use, what no leg says is',
    ['talk', 'talk'],
    [sign('talk', 1000, { leg: 'another' }), sign('talk', 2000, { leg: undefined })],
    [],
    ['talk 0-2000', 'talk 2000-10000?'],
  ],
  [
    'what came before the NCCO or after its end is of another',
    ['talk'],
    [sign('talk', -1), sign('talk', 10_001)],
    [],
    ['talk 0-10000?'],
  ],
  [
    'a connect lasts as long as the legs that it began',
    ['talk', 'connect', 'talk'],
    [sign('talk', 2000)],
    [called(2100, 8000), called(2200, 4000)],
    ['talk 0-2000', 'connect 2000-8000', 'talk 8000-10000?'],
  ],
  ['a leg without an end gives none', ['connect'], [], [called(10, undefined)], ['connect 0-10000?']],
  [
    'a recording goes on beside what follows',
    ['record', 'talk'],
    [sign('record', 9000, { startedAt: START + 500 }), sign('talk', 3000)],
    [],
    ['record 500-9000', 'talk 0-3000'],
  ],
  [
    'a notify takes no time',
    ['talk', 'notify', 'talk'],
    [sign('talk', 2000), sign('notify', 2050), sign('talk', 4000)],
    [],
    ['talk 0-2000', 'notify 2000-2000', 'talk 2000-4000'],
  ],
  [
    'an emulator tells when each began, and what never did',
    ['talk', 'input', 'talk'],
    [],
    [],
    ['talk 100-3000', 'input 3000-10000'],
    [
      ['talk', 100],
      ['input', 3000],
    ],
  ],
])('%s', (_name, actions, signs, legs, expected, starts = []) => {
  const flow = { ...ivrFlow(), legs: new Map(legs.map((leg) => [leg.uuid, leg])) };
  const run = { exchange: 1, name: undefined, leg: CALLER, startedAt: START, actions };
  const times = actionTimes(run, START + 10_000, flow, {
    ends: [...signs],
    starts: starts.map(([action, at]) => ({ action, leg: CALLER, at: START + at })),
  });
  expect(
    times.map(
      ({ action, startedAt, endedAt, isInferred }) =>
        `${action} ${startedAt - START}-${endedAt - START}${isInferred ? '?' : ''}`,
    ),
  ).toEqual(expected);
});
