import fc from 'fast-check';
import { JSDOM } from 'jsdom';
import { beforeAll, expect, it } from 'vitest';
import { sequenceOf } from '../../../src/flow/export/sequence-of.ts';
import { ivrFlow } from '../../support/ivr-call.ts';

/** Mermaid's own parser, which wants a page around it when it is loaded. */
let parse: (text: string) => Promise<unknown>;

beforeAll(async () => {
  const { window } = new JSDOM('');
  Object.assign(globalThis, { window, document: window.document });
  const { default: mermaid } = await import('mermaid');
  parse = (text) => mermaid.parse(text);
});

const SEQUENCE = { diagramType: 'sequence' };

const labelled = (label: string): string => {
  const flow = ivrFlow();
  return sequenceOf({ ...flow, moments: [{ ...flow.moments[0]!, label }] }, { all: true });
};

it('draws a call that Mermaid reads', async () => {
  const text = sequenceOf(ivrFlow(), { all: true });
  expect(await parse(text)).toMatchObject(SEQUENCE);
  await expect(text).toMatchFileSnapshot('../../cases/flows/sequence.mmd');
});

it.each([
  'end',
  'input “; drop table”; #quot; %% comment',
  'note over client: x',
  '<script>alert(1)</script>',
  '-->>x:y',
  'a\nparticipant evil',
  '\u001b[31mred\u202e',
  'token=hush-hush-hush',
  '{"a":1}',
  '#59;',
  'x'.repeat(1_000_000),
])('takes any label: %s', async (label) => {
  const text = labelled(label);
  expect(await parse(text)).toMatchObject(SEQUENCE);
  expect(text.split('\n').length).toBe(8);
  expect(text).not.toMatch(/hush|[\u0000-\u0009\u000b-\u001f\u202e<]/);
});

it('takes any label that there can be', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary' }), async (label) => {
      expect(await parse(labelled(label))).toMatchObject(SEQUENCE);
    }),
    { numRuns: 40 },
  );
});
