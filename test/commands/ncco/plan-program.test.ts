import { describe, expect, it } from 'vitest';
import { filesNamedIn, planProgram } from '../../../src/commands/ncco/plan-program.ts';
import type { Plan } from '../../../src/picture/plan.ts';
import type { Json } from '../../../src/vonage/json.ts';

const TALK: Json = { action: 'talk', text: 'Hi' };
const FILE: Plan = { kind: 'actions', actions: [TALK], file: './a.json' };

const planned = (value: Json) => {
  const program = planProgram('file', value, new Map([['./a.json', FILE]]));
  return program && { ...program, nccos: Object.fromEntries(program.nccos) };
};

describe('planProgram', () => {
  it.each<[what: string, value: Json]>([
    ['a list of actions', [TALK]],
    ['an action alone', TALK],
    ['a list that is wrapped', { ncco: [TALK] }],
  ])('takes %s for an NCCO', (_what, value) => {
    expect(planned(value)).toEqual({
      name: 'file',
      isConfig: false,
      nccos: { file: { kind: 'actions', actions: [TALK] } },
    });
  });

  it('takes names with lists of actions for a map', () => {
    expect(planned({ one: [TALK], two: [] })).toEqual({
      name: 'file',
      isConfig: false,
      nccos: { one: { kind: 'actions', actions: [TALK] }, two: { kind: 'actions', actions: [] } },
    });
  });

  it.each<[what: string, definition: Json, plan: Plan]>([
    ['a name', 'other', { kind: 'name', name: 'other' }],
    ['a file', './a.json', FILE],
    ['a file that was not read', './b.json', { kind: 'nothing', why: './b.json cannot be read' }],
    ['actions', [TALK], { kind: 'actions', actions: [TALK] }],
    ['no actions', [], { kind: 'actions', actions: [] }],
    ['nothing', null, { kind: 'nothing', why: 'no NCCO is written here' }],
    ['something else', 7, { kind: 'nothing', why: 'no NCCO is written here' }],
    [
      'branches, with one that is none',
      [{ when: { from: 1 }, ncco: './a.json' }, 'talk', { ncco: [{ ncco: 'x' }] }],
      {
        kind: 'branches',
        branches: [
          { when: { from: 1 }, plan: FILE },
          { plan: { kind: 'nothing', why: 'this is no branch' } },
          { plan: { kind: 'branches', branches: [{ plan: { kind: 'name', name: 'x' } }] } },
        ],
      },
    ],
  ])('understands %s in a config', (_what, definition, plan) => {
    expect(planned({ answer: definition, nccos: { n: definition } })).toMatchObject(
      definition === null ? { nccos: { n: plan } } : { answer: plan, nccos: { n: plan } },
    );
  });

  it.each<Json>([null, 'talk', 7, {}, { name: 'x' }, ['a', 'b'], { one: [TALK], two: 'x' }])(
    'finds nothing in %j',
    (value) => {
      expect(planned(value)).toBeUndefined();
    },
  );
});

describe('planProgram of what a program made', () => {
  it('tells functions from what is not written', () => {
    const value = { answer: [{ when: {}, ncco: 'made' }, { ncco: {} }], nccos: { made: {}, wrong: 7 } };
    const made = planProgram('config.ts', value, new Map(), true);
    expect(made?.answer).toEqual({
      kind: 'branches',
      branches: [{ when: 'function', plan: { kind: 'name', name: 'made' } }, { plan: { kind: 'made' } }],
    });
    expect([...(made?.nccos.values() ?? [])].map(({ kind }) => kind)).toEqual(['made', 'nothing']);
    // In a text an empty object is one.
    expect(planProgram('config.yaml', value, new Map())?.nccos.get('made')?.kind).toBe('nothing');
  });
});

describe('filesNamedIn', () => {
  it('finds every file that a config names, once', () => {
    const value: Json = {
      answer: './a.json',
      nccos: {
        b: 'b.yaml',
        c: [{ ncco: './a.json' }, { when: {}, ncco: 'd/e.json' }, { ncco: [{ ncco: 'f/g.json' }] }],
        d: [TALK],
        e: 'c',
      },
    };
    expect(filesNamedIn(value)).toEqual(['./a.json', 'b.yaml', 'd/e.json', 'f/g.json']);
  });

  it('finds none elsewhere', () => {
    expect(filesNamedIn({ one: ['./a.json'] })).toEqual([]);
  });
});
