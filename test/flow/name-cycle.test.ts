import { describe, expect, it } from 'vitest';
import { nameCycle } from '../../src/flow/name-cycle.ts';
import type { Ncco } from '../../src/flow/ncco-book.ts';

const ACTIONS: Ncco = {
  kind: 'actions',
  label: 'x',
  ncco: { actions: [], constantText: '[]', render: () => ({ ok: true, text: '[]' }) },
};

/** `{ a: ['b', 'c'] }`: `a` has branches to `b` and to `c`; an empty list is a list of actions. */
const book = (ways: Readonly<Record<string, readonly string[]>>): ReadonlyMap<string, Ncco> =>
  new Map(
    Object.entries(ways).map(([name, targets]): [string, Ncco] => [
      name,
      targets.length === 0
        ? ACTIONS
        : { kind: 'branches', branches: targets.map((target) => ({ ncco: { kind: 'name', name: target } })) },
    ]),
  );

describe('a circle of names', () => {
  it.each([
    { name: 'none', ways: { a: ['b', 'c'], b: ['c'], c: [] }, cycle: undefined },
    { name: 'itself', ways: { a: ['a'] }, cycle: ['a', 'a'] },
    { name: 'two', ways: { a: ['b'], b: ['a'] }, cycle: ['a', 'b', 'a'] },
    { name: 'beyond the begin', ways: { a: ['b'], b: ['c'], c: ['b'] }, cycle: ['b', 'c', 'b'] },
    { name: 'in the second branch', ways: { a: ['d', 'b'], b: ['d', 'a'], d: [] }, cycle: ['a', 'b', 'a'] },
    { name: 'a name that leads nowhere', ways: { a: ['nope'] }, cycle: undefined },
  ])('$name', ({ ways, cycle }) => {
    expect(nameCycle(book(ways))).toEqual(cycle);
  });
});
