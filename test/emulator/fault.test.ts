import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Fault, faultOf, faultText, parseFault } from '../../src/emulator/fault.ts';

describe('a fault on demand', () => {
  it.each<[text: string, fault: Fault]>([
    ['answer:timeout', { of: 'answer', does: 'timeout', chance: 1 }],
    ['event:503', { of: 'event', does: 503, chance: 1 }],
    ['fallback:bad-ncco', { of: 'fallback', does: 'bad-ncco', chance: 1 }],
    ['rtc:drop@20%', { of: 'rtc', does: 'drop', chance: 0.2 }],
    ['completed:duplicate@12.5%', { of: 'completed', does: 'duplicate', chance: 0.125 }],
    ['rest:429@20%', { of: 'rest', does: 429, chance: 0.2 }],
    [' input:reset ', { of: 'input', does: 'reset', chance: 1 }],
  ])('%s', (text, fault) => {
    expect(parseFault(text)).toEqual(fault);
    expect(parseFault(faultText(fault))).toEqual(fault);
  });

  it.each([
    ['', '"" is no fault: write answer:timeout, event:503 or rtc:drop@20%'],
    ['answer', '"answer" is no fault: write answer:timeout, event:503 or rtc:drop@20%'],
    ['answer:timeout@', '"answer:timeout@" is no fault: write answer:timeout, event:503 or rtc:drop@20%'],
    ['anwser:timeout', 'there is no webhook "anwser": did you mean "answer"?'],
    [
      'dial:timeout',
      'there is no webhook "dial": try answer, event, fallback, rtc, rest, or a kind such as completed or input',
    ],
    ['answer:timout', 'there is no fault "timout": did you mean "timeout"?'],
    [
      'answer:200',
      'there is no fault "200": it is an HTTP status from 300 to 599, timeout, reset, drop, duplicate, bad-ncco',
    ],
    ['event:503@0%', '0% is no probability: write 1% to 100%'],
    ['event:503@101%', '101% is no probability: write 1% to 100%'],
    ['rest:timeout', 'requests to the API fail with an HTTP status from 400 to 599: write rest:429'],
    ['rest:302', 'requests to the API fail with an HTTP status from 400 to 599: write rest:429'],
    ['answer:drop', 'answer cannot be dropped, for the platform waits for its reply: write answer:timeout'],
  ])('%j is refused', (text, problem) => {
    expect(parseFault(text)).toEqual({ problem });
  });
});

const webhook = { request: '1.1', kind: 'started', slot: 'voice.event' } as const;
const faults = (...texts: readonly string[]): readonly Fault[] =>
  texts.map((text) => parseFault(text) as Fault);

describe('which webhook a fault befalls', () => {
  it.each([
    ['its slot', faults('event:503'), webhook, 503],
    ['another slot', faults('answer:503', 'rtc:drop'), webhook, undefined],
    ['its kind', faults('started:timeout'), webhook, 'timeout'],
    ['another kind', faults('completed:timeout'), webhook, undefined],
    ['the first that fits', faults('completed:500', 'started:reset', 'event:503'), webhook, 'reset'],
    ['a drop that would lose an NCCO', faults('event:drop'), { ...webhook, kind: 'input' }, undefined],
    ['a drop of news', faults('event:drop'), webhook, 'drop'],
  ] as const)('%s', (_name, list, one, expected) => {
    expect(faultOf(list, one, 'seed')).toBe(expected);
  });

  it('comes up as often as its chance says, and the same for the same seed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99 }), fc.string(), (percent, seed) => {
        const list = faults(`event:503@${percent}%`);
        const hits = (): number[] =>
          Array.from({ length: 2000 }, (_, index) => index).filter(
            (index) => faultOf(list, { ...webhook, request: `1.${index}` }, seed) !== undefined,
          );
        const first = hits();
        expect(hits()).toEqual(first);
        // Five standard deviations.
        const spread = 5 * Math.sqrt(2000 * (percent / 100) * (1 - percent / 100));
        expect(Math.abs(first.length - 20 * percent)).toBeLessThan(spread);
      }),
      { numRuns: 20 },
    );
  });
});
