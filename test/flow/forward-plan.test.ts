import { expect, it } from 'vitest';
import {
  type ForwardWish,
  forwardPlan,
  pathsOf,
  serverOfSlot,
  serversOf,
  standAlike,
} from '../../src/flow/forward-plan.ts';
import type { SlotId } from '../../src/vonage/slots.ts';

const A = 'http://localhost:8080';
const B = 'http://localhost:9090';

/** A slot, the server that answers it, and its path where the plan gives it one. */
it.each<[name: string, wishes: readonly ForwardWish[], elsewhere: string, slots: readonly string[]]>([
  ['one server for all', [{ for: 'all', url: A }], A, [`voice.answer ${A}`, `rtc.event ${A}`]],
  ['voice only', [{ for: 'voice', url: A }], A, [`voice.answer ${A}`, 'rtc.event here']],
  [
    'a slot goes before its capability, and that before all',
    [
      { for: 'all', url: A },
      { for: 'voice', url: B },
      { for: 'voice.event', url: `${A}/e` },
    ],
    A,
    [`voice.answer ${B}`, `voice.event ${A} /e`, `rtc.event ${A}`],
  ],
  [
    'a whole address of a slot, with its query',
    [{ for: 'voice.answer', url: `${A}/hooks/answer?tenant=1` }],
    A,
    [`voice.answer ${A} /hooks/answer`, 'voice.event here'],
  ],
  [
    'an address without a path',
    [{ for: 'rtc.event', url: `${B}/` }],
    B,
    [`rtc.event ${B}`, 'voice.answer here'],
  ],
  [
    'a path in front of those of a capability',
    [{ for: 'voice', url: `${A}/app` }],
    `${A}/app`,
    [`voice.answer ${A}/app`],
  ],
])('%s', (_name, wishes, elsewhere, slots) => {
  const plan = forwardPlan(wishes)!;
  const shown = slots.map((line) => {
    const slot = line.split(' ')[0] as SlotId;
    return [slot, serverOfSlot(plan, slot) ?? 'here', pathsOf(plan).get(slot)].filter(Boolean).join(' ');
  });
  expect([plan.elsewhere, shown]).toEqual([elsewhere, slots]);
});

it.each<[name: string, one: readonly ForwardWish[], other: readonly ForwardWish[], isAlike: boolean]>([
  ['another server', [{ for: 'all', url: A }], [{ for: 'all', url: B }], true],
  [
    'a server of its own for a capability that had one',
    [{ for: 'all', url: A }],
    [
      { for: 'all', url: A },
      { for: 'rtc', url: B },
    ],
    true,
  ],
  [
    'a path in front, which is not the slot’s',
    [{ for: 'voice', url: A }],
    [{ for: 'voice', url: `${A}/app` }],
    true,
  ],
  ['slots that were answered here', [{ for: 'voice', url: A }], [{ for: 'all', url: A }], false],
  [
    'another path of a slot',
    [{ for: 'voice.answer', url: `${A}/answer` }],
    [{ for: 'voice.answer', url: `${A}/hooks` }],
    false,
  ],
  [
    'another query of a slot',
    [{ for: 'voice.answer', url: `${A}/answer?tenant=1` }],
    [{ for: 'voice.answer', url: `${A}/answer?tenant=2` }],
    false,
  ],
])('%s: the application stays as it is: %#', (_name, one, other, isAlike) => {
  expect(standAlike(forwardPlan(one)!, forwardPlan(other)!)).toBe(isAlike);
  expect(standAlike(forwardPlan(other)!, forwardPlan(one)!)).toBe(isAlike);
});

it('has no plan without wishes, and names each server once', () => {
  expect(forwardPlan([])).toBeUndefined();
  expect(
    serversOf(
      forwardPlan([
        { for: 'voice', url: A },
        { for: 'rtc.event', url: `${B}/x` },
      ])!,
    ),
  ).toEqual([A, B]);
});
