import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadConfig } from '../../../../src/edge/config/load-config.ts';
import type { NccoBook } from '../../../../src/flow/ncco-book.ts';
import type { JsonObject } from '../../../../src/vonage/json.ts';
import { fakeOutput } from '../../../support/fake-output.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vonage-flow-functions-'));
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true });
});

/** The book of a TypeScript config in which `it` is this. */
const bookWith = async (definition: string): Promise<NccoBook> => {
  const text = `export default {
  answer: 'it',
  nccos: {
    other: [{ action: 'talk', text: 'Other {{ from }}' }],
    it: ${definition},
  },
};
`;
  writeFileSync(join(folder, 'vonage-flow.config.ts'), text);
  const config = await loadConfig({ cwd: folder, stderr: fakeOutput() }, { builtIn: false });
  return config.nccos;
};

const FIELDS: JsonObject = { from: '447700900001', dtmf: { digits: '1' } };
const URLS = { other: 'https://a.example/ncco/other' };
const ADDRESSES = { urls: URLS, wss: {} };

describe('a function of a config', () => {
  it.each([
    {
      name: 'gets the webhook and the addresses',
      definition: '({ from }, { urls }) => [{ action: "talk", text: from + " " + urls.other }]',
      text: '[{"action":"talk","text":"447700900001 https://a.example/ncco/other"}]',
    },
    {
      name: 'may be asynchronous',
      definition: 'async () => { await null; return [{ action: "wait" }]; }',
      text: '[{"action":"wait"}]',
    },
    {
      name: 'may lead to another NCCO',
      definition: '() => "other"',
      text: '[{"action":"talk","text":"Other 447700900001"}]',
    },
    {
      name: 'returns no templates: a caller may have said that',
      definition: '() => [{ action: "talk", text: "{{ from }}" }]',
      text: '[{"action":"talk","text":"{{ from }}"}]',
    },
    {
      name: 'may return what a builder made',
      definition: '() => ({ toJSON: () => [new (class { action = "wait"; timeout = undefined; })()] })',
      text: '[{"action":"wait"}]',
    },
    {
      name: 'stands in a branch, behind a function that decides',
      definition:
        '[{ when: ({ dtmf }) => dtmf.digits === "2", ncco: "other" }, { when: ({ dtmf }, { urls }) => dtmf.digits === "1" && "other" in urls, ncco: () => [{ action: "wait" }] }]',
      text: '[{"action":"wait"}]',
    },
  ])('$name', async ({ definition, text }) => {
    const served = await (await bookWith(definition)).answer(FIELDS, ADDRESSES);
    expect([served.text, served.problems]).toEqual([text, []]);
  });

  it.each([
    {
      name: 'throws',
      definition: '() => {\n      throw new RangeError("no");\n    }',
      problem: 'the function of "it" throws RangeError: no (vonage-flow.config.ts:6)',
    },
    {
      name: 'rejects',
      definition: 'async () => Promise.reject(new Error("later"))',
      problem: 'the function of "it" throws Error: later (vonage-flow.config.ts:5)',
    },
    {
      name: 'throws a text',
      definition: '() => { throw "no" }',
      problem: 'the function of "it" throws "no"',
    },
    { name: 'returns nothing', definition: '() => {}', problem: 'the function of "it" returns nothing' },
    {
      name: 'returns an object',
      definition: '() => ({ action: "talk" })',
      problem: 'the function of "it" returns an object; an NCCO is a list of actions',
    },
    {
      name: 'returns no actions',
      definition: '() => [{ text: "Hello" }]',
      problem: 'the function of "it" returns no NCCO: [0] has no "action"',
    },
    {
      name: 'returns what JSON has not',
      definition: '() => [{ action: "wait", timeout: 1n }]',
      problem: 'the function of "it" returns no NCCO: [0].timeout: a bigint is nothing that JSON has',
    },
    {
      name: 'returns a function',
      definition: '() => () => []',
      problem: 'the function of "it" returns a function; an NCCO is a list of actions',
    },
    {
      name: 'returns an unknown name',
      definition: '() => "othr"',
      problem: 'the function of "it" returns "othr", which is no NCCO',
    },
    {
      name: 'asks for an address that there is not',
      definition: '(_webhook, { urls }) => [{ action: "talk", text: urls.othr }]',
      problem:
        'the function of "it" throws Error: there is no address urls.othr; did you mean "other"? (vonage-flow.config.ts:5)',
    },
    {
      name: 'leads to itself',
      definition: '() => "it"',
      problem: 'functions lead in a circle: "it" → "it"',
    },
    {
      name: 'throws when it has to decide',
      definition: '[{ ncco: "other", when: ({ speech }) => speech.results.length > 0 }]',
      problem:
        'the "when" of branch 1 of "it" throws TypeError: Cannot read properties of undefined (reading \'results\') (vonage-flow.config.ts:5)',
    },
    {
      name: 'promises a decision',
      definition: '[{ ncco: "other", when: async () => true }]',
      problem: 'the "when" of branch 1 of "it" returns a promise; it has to return true or false at once',
    },
  ])('that $name is named, and the apology is served', async ({ definition, problem }) => {
    const served = await (await bookWith(definition)).answer(FIELDS, ADDRESSES);
    expect(served.name).toBe('last-resort');
    expect(served.problems).toEqual([`${problem}; the caller hears an apology`]);
  });

  it('that never answers is not waited for', async () => {
    const book = await bookWith('() => new Promise(() => {})');
    vi.useFakeTimers();
    const serving = Promise.resolve(book.answer(FIELDS, ADDRESSES));
    await vi.runAllTimersAsync();
    expect((await serving).problems).toEqual([
      'the function of "it" has not answered after 4 seconds; the caller hears an apology',
    ]);
  });

  it('cannot change the webhook that is recorded, or the addresses', async () => {
    const fields = structuredClone(FIELDS);
    const book = await bookWith(
      '(webhook, { urls }) => { webhook.dtmf.digits = "9"; urls.other = ""; return "other"; }',
    );
    await book.answer(fields, ADDRESSES);
    expect([fields, URLS.other]).toEqual([FIELDS, 'https://a.example/ncco/other']);
  });
});
