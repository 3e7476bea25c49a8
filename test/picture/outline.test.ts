import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawPicture } from '../../src/picture/draw-picture.ts';
import { type OutlinePaints, outline } from '../../src/picture/outline.ts';
import type { Picture } from '../../src/picture/picture.ts';
import type { Plan, Program } from '../../src/picture/plan.ts';
import { displayWidth } from '../../src/text/printable.ts';
import type { Json } from '../../src/vonage/json.ts';
import { EVERYTHING } from '../vonage/ncco/every-option.ts';
import { alone, anyProgram } from './plans.ts';

const plain = (text: string): string => text;
const PLAIN: OutlinePaints = {
  plain,
  name: plain,
  condition: plain,
  aside: plain,
  fault: plain,
  tree: plain,
};
/** What is painted how, in letters. */
const MARKED: OutlinePaints = {
  plain,
  name: (text) => `<name ${text}>`,
  condition: (text) => `<condition ${text}>`,
  aside: (text) => `<aside ${text}>`,
  fault: (text) => `<fault ${text}>`,
  tree: plain,
};

const shown = (picture: Picture, width = 80): string => outline(picture, { width, paints: PLAIN });

const actions = (...list: readonly Json[]): Plan => ({ kind: 'actions', actions: list });
const talk = (text: string): Json => ({ action: 'talk', text });
const input = (name: string): Json => ({
  action: 'input',
  type: ['dtmf'],
  dtmf: { maxDigits: 1 },
  eventUrl: [`{{ urls.${name} }}`],
});
const named = (name: string): Plan => ({ kind: 'name', name });

/** Menus that lead to menus, deeper than there is room. */
const DEEP: Program = {
  name: 'deep.config.yaml',
  isConfig: true,
  answer: named('menu0'),
  nccos: new Map(
    Array.from({ length: 10 }, (_, index) => [
      `menu${index}`,
      actions(talk(`Menu ${index}`), input(`menu${(index + 1) % 10}`)),
    ]),
  ),
};

const FAULTY: Program = {
  name: 'faulty.config.yaml',
  isConfig: true,
  answer: {
    kind: 'branches',
    branches: [
      {
        when: { 'dtmf.digits': '' },
        plan: { kind: 'nothing', why: './menu.json cannot be read: it has faults' },
      },
      { when: { status: 'busy' }, plan: actions() },
      { when: { 'speech.results.0.text': '/billing/i' }, plan: named('biling') },
      { when: { from: '447700900123', 'dtmf.digits': '12' }, plan: actions(input('menue'), 'talk') },
    ],
  },
  nccos: new Map<string, Plan>([
    ['old', actions({ action: 'transfer', conversationId: 'CON-1' }, talk('Never'), { action: 'hangup' })],
    ['round', actions(input('round'))],
  ]),
};

describe('outline', () => {
  // The tables' normal form is JSON.
  const everything = drawPicture(alone(EVERYTHING as unknown as readonly Json[], 'everything.json'));

  it.each<[name: string, picture: Picture, width: number]>([
    ['everything-80', everything, 80],
    ['everything-140', everything, 140],
    ['deep-80', drawPicture(DEEP), 80],
    ['faulty-80', drawPicture(FAULTY), 80],
  ])('%s', async (name, picture, width) => {
    await expect(shown(picture, width)).toMatchFileSnapshot(`../cases/picture/${name}.txt`);
  });

  it('paints by meaning', async () => {
    const text = outline(drawPicture(FAULTY), { width: 200, paints: MARKED });
    await expect(text).toMatchFileSnapshot('../cases/picture/faulty-painted.txt');
  });

  it('points to where an NCCO stands: above, or further down', () => {
    const nested: Plan = Array.from({ length: 6 }).reduce<Plan>(
      (plan) => ({
        kind: 'branches',
        branches: [{ when: { from: '1' }, plan }, { plan: named('bye') }],
      }),
      named('bye'),
    );
    const text = shown(
      drawPicture({
        name: 'nested',
        isConfig: true,
        answer: nested,
        nccos: new Map([['bye', actions(talk('Bye'))]]),
      }),
    );
    const [above = '', below = ''] = text.split('\n\nbye\n');
    expect(above.match(/↓ bye/g)?.length).toBe(7);
    expect(above).not.toContain('↑');
    expect(below).toBe('├─ says “Bye”\n└─ the call ends\n');
  });

  it('lets no text move the cursor', () => {
    expect(shown(drawPicture(alone([talk('\u001b[31mred\u202e')])))).toContain('says “\\x1b[31mred\\u202e”');
  });

  it('of any program ends, keeps within the width, and has each NCCO once', () => {
    fc.assert(
      fc.property(anyProgram, fc.integer({ min: 60, max: 140 }), (program, width) => {
        const picture = drawPicture(program);
        const text = shown(picture, width);
        const lines = text.split('\n');
        expect(lines.filter((line) => displayWidth(line) > width)).toEqual([]);
        const steps = picture.nodes.filter(({ kind }) => kind === 'step').length;
        const marks = outline(picture, {
          width: 10_000,
          paints: { ...PLAIN, plain: (words) => `\u0001${words}` },
        });
        // A step's words are painted as one or more words of one line.
        const stepLines = marks
          .split('\n')
          .filter((line) =>
            /\u0001 ?(says|plays|waits|sends|listens|records|joins|calls|connects|moves|does|something)/.test(
              line,
            ),
          );
        expect(stepLines.length).toBe(steps);
      }),
    );
  });
});
