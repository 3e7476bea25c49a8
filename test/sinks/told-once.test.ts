import { expect, it } from 'vitest';
import type { Exchange, ReplyOrigin } from '../../src/flow/exchange.ts';
import { inPlaceWords } from '../../src/flow/safety-net.ts';
import { toldOnce } from '../../src/sinks/told-once.ts';
import { exchange, status } from '../support/ivr-call.ts';

const SERVER = 'http://localhost:8080';
const DOWN = 'your server is down';
const silent = (took: string) => [
  'your server did not answer within 10 s',
  `the reply took ${took}, and Vonage waits 10 s for voice.event: it had given up`,
];
const late = (took: string) =>
  `the reply took ${took}, and Vonage waits 1 s for voice.event: it had given up`;

interface Case {
  /** What it asks for: an answer is what a call hangs on. */
  readonly at?: 'answer' | 'event' | 'other';
  readonly problems: readonly string[];
  readonly failure?: string;
  /** The safety net answered for the server. */
  readonly isReplaced?: boolean;
}

const made = ({ at = 'event', problems, failure, isReplaced }: Case): Exchange => {
  const origin: ReplyOrigin = isReplaced
    ? {
        by: 'ncco',
        name: 'sorry',
        actions: ['talk'],
        insteadOf: { url: SERVER, milliseconds: 1, why: problems[0] ?? '', isFailure: true, isDown: true },
      }
    : { by: 'forward', url: SERVER, milliseconds: 1, ...(failure && { failure, isDown: true }) };
  const slot = at === 'answer' ? 'voice.answer' : 'voice.event';
  const one = exchange(1, slot, status(0, 'ringing', {}), { origin, problems });
  return at === 'other' ? { ...one, request: { ...one.request, path: '/other' } } : one;
};

it.each<[name: string, given: readonly Case[], told: readonly (readonly string[])[], news: string]>([
  [
    'a fault of an event handler',
    [{ problems: ['500'] }, { problems: ['500'] }, { at: 'other', problems: ['500'] }],
    [['500'], [], ['500']],
    'yes no yes',
  ],
  [
    'a handler that is too slow, however slow',
    [{ problems: [late('1.4 s')] }, { problems: [late('2.1 s')] }, { problems: [late('1.4 s'), '500'] }],
    [[late('1.4 s')], [], [late('1.4 s'), '500']],
    'yes no yes',
  ],
  [
    'what a call hangs on',
    [
      { at: 'answer', problems: [late('6 s')] },
      { at: 'answer', problems: [late('6 s')] },
    ],
    [[late('6 s')], [late('6 s')]],
    'yes yes',
  ],
  [
    'a server that is down',
    [
      { problems: [DOWN], failure: DOWN },
      { problems: [DOWN], failure: DOWN },
    ],
    [[DOWN], []],
    'yes no',
  ],
  [
    'a server that never answers, and so is always too late',
    [
      { problems: silent('10 s'), failure: silent('')[0]! },
      { problems: silent('10.1 s'), failure: silent('')[0]! },
    ],
    [silent('10 s'), []],
    'yes no',
  ],
  [
    'a server that is down, and is answered for',
    [
      { at: 'answer', isReplaced: true, problems: [DOWN, inPlaceWords('sorry')] },
      { at: 'answer', isReplaced: true, problems: [DOWN, inPlaceWords('sorry')] },
      { at: 'answer', isReplaced: true, problems: [DOWN, 'the net is wrong', inPlaceWords('sorry')] },
    ],
    [[DOWN, inPlaceWords('sorry')], [], ['the net is wrong']],
    'yes no no',
  ],
])('%s', (_name, given, told, news) => {
  const untold = toldOnce();
  const heard = given.map((one) => untold(made(one)));
  expect(heard.map((one) => one.exchange.problems)).toEqual(told);
  expect(heard.map(({ isNews }) => (isNews ? 'yes' : 'no')).join(' ')).toBe(news);
});
