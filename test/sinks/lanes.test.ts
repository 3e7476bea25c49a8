import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LIFELINES, type Moment } from '../../src/flow/flow.ts';
import { lanes } from '../../src/sinks/lanes.ts';
import { paletteFor } from '../../src/sinks/palette.ts';
import { displayWidth } from '../../src/text/printable.ts';
import { ivrFlow, START } from '../support/ivr-call.ts';

const plain = paletteFor({ colorLevel: 0 });
const STEPS = ['1', '2', '3', '4', '5a', '5b', '5c'] as const;

describe('lanes', () => {
  it.each([50, 80, 140])('draw a whole call at %d columns', async (width) => {
    const picture = `${lanes(ivrFlow(), { width, paint: plain }).join('\n')}\n`;
    await expect(picture).toMatchFileSnapshot(`../cases/sinks/lanes-${width}.txt`);
  });

  it('draw every arrow between two parties', async () => {
    const moments = LIFELINES.flatMap((from, index) =>
      LIFELINES.map(
        (to): Moment => ({
          at: START + index,
          step: '4',
          from,
          to,
          label: `${from} → ${to}`,
          inferred: from > to,
          leg: undefined,
        }),
      ),
    );
    const picture = `${lanes({ ...ivrFlow(), moments }, { width: 80, paint: plain }).join('\n')}\n`;
    await expect(picture).toMatchFileSnapshot('../cases/sinks/lanes-arrows-80.txt');
  });

  it('only grow at the end', () => {
    const whole = ivrFlow();
    const picture = lanes(whole, { width: 80, paint: plain, all: true });
    for (let count = 0; count < whole.moments.length; count++) {
      const part = lanes(
        { ...whole, moments: whole.moments.slice(0, count) },
        { width: 80, paint: plain, all: true },
      );
      expect(part.slice(0, -1)).toEqual(picture.slice(0, part.length - 1));
    }
  });

  it.each([1, 2, 3] as const)('read the same without colours as with level %d', (colorLevel) => {
    const coloured = lanes(ivrFlow(), { width: 80, paint: paletteFor({ colorLevel }) });
    expect(coloured.map((line) => line.replaceAll(/\x1b\[[\d;]*m/g, ''))).toEqual(
      lanes(ivrFlow(), { width: 80, paint: plain }),
    );
  });

  it('never are wider than the terminal, whatever a label holds', () => {
    const moment = fc.record({
      at: fc.integer({ min: -1_000_000, max: 100_000_000 }).map((after) => START + after),
      step: fc.constantFrom(...STEPS),
      from: fc.constantFrom(...LIFELINES),
      to: fc.constantFrom(...LIFELINES),
      label: fc.string({ unit: 'binary' }),
      inferred: fc.boolean(),
      leg: fc.constant('7e0a2a3e-3b35-4f39-9a1e-6f3f2c0b9d55'),
    });
    fc.assert(
      fc.property(fc.array(moment, { maxLength: 5 }), fc.integer({ min: 20, max: 200 }), (moments, width) => {
        for (const line of lanes({ ...ivrFlow(), moments }, { width, paint: plain })) {
          expect(displayWidth(line)).toBeLessThanOrEqual(width);
          expect(line).not.toMatch(/\p{Cc}/u);
        }
      }),
    );
  });
});
