import fc from 'fast-check';
import { JSDOM } from 'jsdom';
import { beforeAll, describe, expect, it } from 'vitest';
import { drawPicture } from '../../src/picture/draw-picture.ts';
import { mermaidOf } from '../../src/picture/mermaid.ts';
import type { Json } from '../../src/vonage/json.ts';
import { anyNcco } from '../lint/any-ncco.ts';
import { EVERYTHING } from '../vonage/ncco/every-option.ts';
import { alone, anyProgram } from './plans.ts';

/** Mermaid's own parser, which wants a page around it when it is loaded. */
let parse: (text: string) => Promise<unknown>;

beforeAll(async () => {
  const { window } = new JSDOM('');
  Object.assign(globalThis, { window, document: window.document });
  const { default: mermaid } = await import('mermaid');
  parse = (text) => mermaid.parse(text);
});

/** Mermaid takes its time for each. */
const RUNS = { numRuns: 40 };

const FLOWCHART = { diagramType: 'flowchart-v2' };

const of = (...texts: readonly string[]): string =>
  mermaidOf([drawPicture(alone(texts.map((text) => ({ action: 'talk', text }))))]);

describe('mermaidOf', () => {
  it('draws all there is', async () => {
    // The tables' normal form is JSON.
    const text = mermaidOf([drawPicture(alone(EVERYTHING as unknown as readonly Json[]))]);
    expect(await parse(text)).toMatchObject(FLOWCHART);
    await expect(text).toMatchFileSnapshot('../cases/picture/everything.mmd');
  });

  it('keeps several files apart', async () => {
    const picture = drawPicture(alone([{ action: 'talk', text: 'Hi' }], 'a%%{b}.json'));
    const text = mermaidOf([picture, picture]);
    expect(await parse(text)).toMatchObject(FLOWCHART);
    expect(text).toMatch(/f1n1\[/);
    expect(text).toMatch(/f2n1\[/);
  });

  it.each<[what: string, text: string, label: string]>([
    ['quotes', 'say "Hi"', 'says “say #34;Hi#34;”'],
    ['brackets', '[(one)] {two}', 'says “[(one)] {two}”'],
    ['a hash', 'press # or #35;', 'says “press #35; or #35;35;”'],
    ['line breaks', 'one\ntwo\r\n three', 'says “one two three”'],
    ['a written line break', 'one\\ntwo<br>three', 'says “one#92;ntwo#60;br#62;three”'],
    ['Markdown', '`*one*` _two_', 'says “#96;#42;one#42;#96; #95;two#95;”'],
    ['a directive', '%%{init: {}}%%', 'says “#37;#37;{init: {}}#37;#37;”'],
    ['what looks like a style', 'style a:#f00;', 'says “style a#58;#35;f00#59;”'],
    ['other scripts', '请按一。 ü 🙂', 'says “请按一。 ü 🙂”'],
    ['controls', '\u001b[31m', 'says “#92;x1b[31m”'],
  ])('escapes %s', async (_what, text, label) => {
    const drawn = of(text);
    expect(await parse(drawn)).toMatchObject(FLOWCHART);
    expect(drawn).toContain(`n1["${label}"]`);
  });

  it('cuts what is long', () => {
    expect(of('long '.repeat(400))).toMatch(/n1\["says “(long ){22,23}l?o?n?…"\]/);
  });

  it.each(['end', 'graph', 'subgraph', '', ' ', '---', 'a --> b', 'click a call b()'])(
    'is not taken in by %j',
    async (text) => {
      expect(await parse(of(text, text))).toMatchObject(FLOWCHART);
    },
  );

  it('is a flowchart to Mermaid for any NCCO that the tables allow', async () => {
    await fc.assert(
      fc.asyncProperty(anyNcco, async (ncco) => {
        // What the tables allow is JSON.
        const text = mermaidOf([drawPicture(alone(ncco as unknown as readonly Json[]))]);
        expect(await parse(text)).toMatchObject(FLOWCHART);
      }),
      RUNS,
    );
  });

  it('is a flowchart for any text that is said, and any name', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), fc.string(), async (text, name) => {
        const picture = drawPicture(alone([{ action: 'talk', text }], name));
        expect(await parse(mermaidOf([picture, picture]))).toMatchObject(FLOWCHART);
      }),
      RUNS,
    );
  });

  it('is a flowchart for any program', async () => {
    await fc.assert(
      fc.asyncProperty(anyProgram, async (program) => {
        expect(await parse(mermaidOf([drawPicture(program)]))).toMatchObject(FLOWCHART);
      }),
      RUNS,
    );
  });
});
