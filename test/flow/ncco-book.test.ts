import { beforeAll, describe, expect, it } from 'vitest';
import { compileNcco } from '../../src/flow/compiled-ncco.ts';
import { type Branch, type Ncco, type NccoBook, nccoBook } from '../../src/flow/ncco-book.ts';
import { compileWhen } from '../../src/flow/when.ts';
import type { JsonObject } from '../../src/vonage/json.ts';

const NOWHERE = { urls: {}, wss: {} };

const APOLOGY =
  '[{"action":"talk","text":"Sorry, something went wrong on our side. Please call again later."}]';

const talk = async (label: string, text: string): Promise<Ncco> => {
  const result = await compileNcco([{ action: 'talk', text }], new Set(['urls.menu']));
  if (!result.ok) throw new Error('the sample compiles');
  return { kind: 'actions', label, ncco: result.ncco };
};

const branch = (when: JsonObject | undefined, ncco: Ncco): Branch => {
  if (!when) return { ncco };
  const compiled = compileWhen(when);
  if (!compiled.ok) throw new Error('the sample compiles');
  return { when: compiled.when, ncco };
};

const named = (name: string): Ncco => ({ kind: 'name', name });

describe('a book of NCCOs', () => {
  let book: NccoBook;
  beforeAll(async () => {
    const menu: readonly Branch[] = [
      branch({ 'dtmf.digits': '1' }, named('sales')),
      branch({ 'dtmf.digits': '2' }, await talk('menu (branch 2)', 'Billing')),
      branch(
        { 'dtmf.digits': '3' },
        { kind: 'branches', branches: [branch({ from: '44' }, named('sales'))] },
      ),
    ];
    book = nccoBook({
      nccos: new Map<string, Ncco>([
        ['sales', await talk('sales', 'Sales')],
        ['menu', { kind: 'branches', branches: menu }],
        ['hello', await talk('hello', 'Hello {{ from }} {{ urls.menu }}')],
      ]),
      answer: {
        kind: 'branches',
        branches: [branch({ to: '1' }, named('sales')), branch(undefined, named('hello'))],
      },
    });
  });

  it('counts what stands in branches, and what a name stands for only once', () => {
    expect(book.count).toBe(3);
  });

  it.each([
    {
      name: 'a constant one',
      ncco: 'sales',
      fields: {},
      is: { name: 'sales', text: '[{"action":"talk","text":"Sales"}]', problems: [] },
    },
    {
      name: 'the first branch that matches',
      ncco: 'menu',
      fields: { dtmf: { digits: '1' } },
      is: { name: 'sales', text: '[{"action":"talk","text":"Sales"}]', problems: [] },
    },
    {
      name: 'actions inside a branch',
      ncco: 'menu',
      fields: { dtmf: { digits: '2' } },
      is: { name: 'menu (branch 2)', text: '[{"action":"talk","text":"Billing"}]', problems: [] },
    },
    {
      name: 'branches inside a branch',
      ncco: 'menu',
      fields: { dtmf: { digits: '3' }, from: '44' },
      is: { name: 'sales', text: '[{"action":"talk","text":"Sales"}]', problems: [] },
    },
    {
      name: 'a template',
      ncco: 'hello',
      fields: { from: '44' },
      is: {
        name: 'hello',
        text: '[{"action":"talk","text":"Hello 44 https://a.example/ncco/menu"}]',
        problems: [],
      },
    },
    {
      name: 'a webhook field called urls changes nothing',
      ncco: 'hello',
      fields: { from: '44', urls: { menu: 'https://evil.example' } },
      is: {
        name: 'hello',
        text: '[{"action":"talk","text":"Hello 44 https://a.example/ncco/menu"}]',
        problems: [],
      },
    },
    {
      name: 'an unset variable',
      ncco: 'hello',
      fields: {},
      is: {
        name: 'last-resort',
        text: APOLOGY,
        problems: [
          'NCCO "hello" needs {{ from }}, which this webhook does not have; the caller hears an apology',
        ],
      },
    },
    {
      name: 'no branch that matches',
      ncco: 'menu',
      fields: {},
      is: {
        name: 'last-resort',
        text: APOLOGY,
        problems: ['no branch of "menu" matches this webhook; the caller hears an apology'],
      },
    },
  ])('serves $name', ({ ncco, fields, is }) => {
    expect(book.serve(ncco, fields, { urls: { menu: 'https://a.example/ncco/menu' }, wss: {} })).toEqual({
      actions: ['talk'],
      ...is,
    });
  });

  it('knows its names, and no others', () => {
    expect(book.names).toEqual(['sales', 'menu', 'hello']);
    expect(book.serve('nope', {}, NOWHERE)).toBeUndefined();
    expect(book.serve('constructor', {}, NOWHERE)).toBeUndefined();
  });

  it.each([
    { name: 'the branch of the number that was called', fields: { to: '1' }, served: 'sales' },
    { name: 'the last branch', fields: { to: '2', from: '44' }, served: 'hello' },
  ])('answers with $name', async ({ fields, served }) => {
    expect((await book.answer(fields, { urls: { menu: 'x' }, wss: {} })).name).toBe(served);
  });

  it('without an answer apologises', () => {
    const empty = nccoBook({ nccos: new Map(), answer: undefined });
    expect([empty.hasAnswer, book.hasAnswer]).toEqual([false, true]);
    expect(empty.answer({}, NOWHERE)).toEqual({
      name: 'last-resort',
      text: APOLOGY,
      actions: ['talk'],
      problems: [
        'the config has no `answer`: it does not say which NCCO answers a call; the caller hears an apology',
      ],
    });
  });

  it('serves a constant NCCO without making it again', () => {
    expect(book.serve('sales', {}, NOWHERE)).toBe(book.serve('sales', { from: '44' }, NOWHERE));
  });
});
