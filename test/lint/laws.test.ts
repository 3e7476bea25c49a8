import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkNcco } from '../../src/lint/check.ts';
import { checkText, validateNcco } from '../../src/lint/check-text.ts';
import type { Diagnostic } from '../../src/lint/diagnostic.ts';
import { RULES } from '../../src/lint/rules.ts';
import { type SourceText, sourceText } from '../../src/text/source-text.ts';
import { readNcco } from '../../src/vonage/ncco.ts';
import { anyNcco } from './any-ncco.ts';
import { casesOf } from './ncco-cases.ts';

const texts = ['good', ...RULES.map(({ id }) => id)].flatMap(casesOf).map(({ source }) => source.text);

/** Texts that are nearly NCCOs: a case with something cut out or put in. */
const nearlyNcco = fc
  .tuple(
    fc.constantFrom(...texts.filter((text) => text.length < 2000)),
    fc.nat(2000),
    fc.nat(40),
    fc.oneof(
      fc.constantFrom('', '"', '{', '[', ']', ',', ': ', '{{', '}}', '<speak>', '\\', '\ud83d', 'null'),
      fc.string({ unit: 'binary', maxLength: 5 }),
    ),
  )
  .map(([text, at, length, put]) => text.slice(0, at) + put + text.slice(at + length));

const isInside = ({ range }: Pick<Diagnostic, 'range'>, { text }: SourceText): boolean =>
  range !== undefined && 0 <= range.start && range.start <= range.end && range.end <= text.length;

describe('any text', () => {
  it.each(['json', 'yaml'] as const)('as %s gets diagnostics whose places lie inside it', (language) => {
    fc.assert(
      fc.property(fc.oneof(nearlyNcco, fc.string({ unit: 'binary', maxLength: 40 })), (text) => {
        const source = sourceText('f', text);
        const diagnostics = checkText(source, language);
        const places = diagnostics.flatMap((diagnostic) => [diagnostic, ...diagnostic.related]);
        expect(places.filter((place) => !isInside(place, source))).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  it('is sorted by place', () => {
    fc.assert(
      fc.property(nearlyNcco, (text) => {
        const starts = checkText(sourceText('f', text), 'json').map(({ range }) => range!.start);
        expect(starts).toEqual([...starts].sort((one, other) => one - other));
      }),
    );
  });
});

describe('any value', () => {
  it('gets diagnostics', () => {
    fc.assert(
      fc.property(
        fc.anything({ withBigInt: true, withDate: true, withSet: true, withSparseArray: true }),
        (value) => {
          expect(Array.isArray(validateNcco(value))).toBe(true);
          expect(Array.isArray(checkNcco([{ action: 'talk', text: value, loop: value }, value]))).toBe(true);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('may contain itself', () => {
    const circle: Record<string, unknown> = { action: 'notify', eventUrl: ['https://voice.acme.io/n'] };
    circle['payload'] = { circle };
    expect(checkNcco([circle]).map(({ rule }) => rule)).toEqual(['too-deep']);
  });

  it('may be shared a billion times', () => {
    let payload: object = { end: true };
    for (let level = 0; level < 30; level += 1) payload = { left: payload, right: payload };
    const ncco = [
      { action: 'notify', payload: { small: 1 }, eventUrl: ['https://voice.acme.io/n'], other: payload },
    ];
    expect(checkNcco(ncco).map(({ rule }) => rule)).toEqual(['unknown-option']);
  });
});

describe('an NCCO that is made of the tables', () => {
  it('is free of errors, as a value and as a text, and is read', () => {
    fc.assert(
      fc.property(anyNcco, (ncco) => {
        const isError = ({ severity }: Diagnostic): boolean => severity === 'error';
        expect(checkNcco(ncco).filter(isError)).toEqual([]);
        expect(validateNcco(JSON.stringify(ncco)).filter(isError)).toEqual([]);
        expect(readNcco(ncco)).toMatchObject({ ok: true });
      }),
      { numRuns: 500 },
    );
  });

  it('with something else at some place has an error whenever it is refused', () => {
    const places = (value: unknown): [object, string][] =>
      typeof value === 'object' && value !== null
        ? Object.entries(value).flatMap(([name, inner]): [object, string][] => [
            [value, name],
            ...places(inner),
          ])
        : [];
    fc.assert(
      fc.property(anyNcco, fc.nat(), fc.jsonValue({ maxDepth: 2 }), (made, at, other) => {
        const ncco = structuredClone(made);
        const all = places(ncco);
        const [owner, name] = all[at % all.length]!;
        Object.assign(owner, { [name]: other });
        // What a template will say is not known, so the linter keeps silent about it.
        if (readNcco(ncco).ok || JSON.stringify(other).includes('{{')) return;
        expect(checkNcco(ncco).filter(({ severity }) => severity === 'error')).not.toEqual([]);
      }),
      { numRuns: 3000 },
    );
  });
});
