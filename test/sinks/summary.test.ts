import { expect, it } from 'vitest';
import type { Flow, Leg } from '../../src/flow/flow.ts';
import { paletteFor } from '../../src/sinks/palette.ts';
import { summaryLines } from '../../src/sinks/summary.ts';

const LEG: Leg = {
  uuid: '1f0a64c2d9b34e1fb2f7a0c19d5e8a70',
  direction: 'inbound',
  from: '447700900001',
  to: '14155550100',
  status: 'completed',
  startedAt: 0,
  answeredAt: 1000,
  endedAt: 61_000,
  duration: '60',
  price: '0.00732000',
  detail: undefined,
  disconnectedBy: 'user',
};

const summary = (legs: readonly Partial<Leg>[], problems: string[] = []): string => {
  const flow: Flow = {
    id: LEG.uuid,
    number: 1,
    startedAt: 0,
    from: LEG.from,
    to: LEG.to,
    legs: new Map(legs.map((leg, index) => [String(index), { ...LEG, ...leg }])),
    conversations: new Set(['CON-5b0e7c52-8a7d-4f54-9a52-0d6a1f1b7c11']),
    moments: [],
    exchanges: 9,
    problems,
    lastAt: 61_000,
    ended: true,
  };
  return summaryLines(flow, 80, paletteFor({ colorLevel: 0 }), (text) => text).join('\n');
};

const HEAD = `
━━ Call 1 ended  447700900001 → 14155550100
   1 min 1 s · 9 webhooks · 0.00732 EUR · conversation 5b0e7c52`;

it.each<[string, readonly Partial<Leg>[], string]>([
  ['a call', [{}], '   ─ 1f0a64c2 inbound  447700900001 → 14155550100  completed, 60 s, by user'],
  [
    'a leg whose end nobody reported',
    [{ status: 'answered', endedAt: undefined, duration: undefined, disconnectedBy: undefined }],
    '   ─ 1f0a64c2 inbound  447700900001 → 14155550100  answered, no end reported',
  ],
  [
    'a leg of which no event webhook told',
    [{ status: undefined, endedAt: undefined, duration: undefined, disconnectedBy: undefined }],
    '   ─ 1f0a64c2 inbound  447700900001 → 14155550100  no status webhook came',
  ],
])('sums up %s', (_name, legs, lines) => {
  expect(summary(legs)).toBe(`${HEAD}\n${lines}\n`);
});

it('tells a long problem to its last word', () => {
  const problem = Array.from({ length: 24 }, (_, index) => `word${index}`).join(' ');
  expect(summary([{}], [problem])).toBe(`${HEAD}
   ─ 1f0a64c2 inbound  447700900001 → 14155550100  completed, 60 s, by user
   ! word0 word1 word2 word3 word4 word5 word6 word7 word8 word9 word10 word11
     word12 word13 word14 word15 word16 word17 word18 word19 word20 word21
     word22 word23
`);
});

it('tells problems that differ only in how long it took once, with the longest', () => {
  const late = (took: string, slot: string): string =>
    `the reply took ${took}, and Vonage waits 5 s for ${slot}: it had given up`;
  const problems = ['5.2 s', '11 s', '6 s'].map((took) => late(took, 'voice.answer'));
  expect(summary([{}], [...problems, late('6.1 s', 'rtc.event')])).toBe(`${HEAD}
   ─ 1f0a64c2 inbound  447700900001 → 14155550100  completed, 60 s, by user
   ! the reply took 11 s, and Vonage waits 5 s for voice.answer: it had given
     up (3 times, the longest)
   ! the reply took 6.1 s, and Vonage waits 5 s for rtc.event: it had given up
`);
});

it('tells a problem that came up again and again once', () => {
  expect(summary([{}], ['it is down', 'no NCCO', 'it is down', 'it is down'])).toBe(`${HEAD}
   ─ 1f0a64c2 inbound  447700900001 → 14155550100  completed, 60 s, by user
   ! it is down (3 times)
   ! no NCCO
`);
});
