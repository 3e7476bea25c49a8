import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { isSsml, loadTemplateEngine, type TemplateEngine } from '../../src/flow/template.ts';
import type { JsonObject } from '../../src/vonage/json.ts';

let engine: TemplateEngine;
beforeAll(async () => {
  engine = await loadTemplateEngine();
});

const ADDRESSES = new Set(['urls.menu', 'urls.event']);

const SCOPE: JsonObject = {
  from: '14155550100',
  name: 'Tom & "Jerry" <x>',
  count: 3,
  nothing: null,
  dtmf: { digits: '1' },
  speech: { results: [{ text: 'yes' }] },
  urls: { menu: 'https://a.example/ncco/menu' },
};

/** The text, the problem, or the fault with the part that is to blame. */
const outcome = (text: string): string => {
  const template = engine.compile(text, ADDRESSES);
  if ('message' in template)
    return [
      `«${template.part}» ${template.message}`,
      ...(template.hint === undefined ? [] : [template.hint]),
    ].join('; ');
  const result = template.render(SCOPE);
  return result.ok ? result.text : `problem: ${result.problem}`;
};

describe('a template', () => {
  it.each([
    { name: 'a field', text: 'from {{ from }}!', is: 'from 14155550100!' },
    { name: 'a path', text: '{{ dtmf.digits }}', is: '1' },
    { name: 'an item', text: '{{ speech.results[0].text }} {{ speech.results.0.text }}', is: 'yes yes' },
    {
      name: 'an address',
      text: '{{ urls.menu }}?from={{ from }}',
      is: 'https://a.example/ncco/menu?from=14155550100',
    },
    { name: 'a filter', text: '{{ name | url_encode }}', is: 'Tom+%26+%22Jerry%22+%3Cx%3E' },
    { name: 'a number becomes text', text: '{{ count }}', is: '3' },
    { name: 'null is nothing', text: '[{{ nothing }}]', is: '[]' },
    { name: 'an object is JSON', text: '{{ dtmf }}', is: '{"digits":"1"}' },
    { name: 'plain text stays as it is', text: '{{ name }}', is: 'Tom & "Jerry" <x>' },
    {
      name: 'SSML',
      text: '<speak>{{ name }}</speak>',
      is: '<speak>Tom &amp; &quot;Jerry&quot; &lt;x&gt;</speak>',
    },
    { name: 'a default', text: '{{ to | default: "nobody" }}', is: 'nobody' },
    { name: 'unset', text: 'a {{ to }}', is: 'problem: needs {{ to }}, which this webhook does not have' },
    {
      name: 'unset inside',
      text: '{{ dtmf.nope.x }}',
      is: 'problem: needs {{ dtmf.nope.x }}, which this webhook does not have',
    },
    {
      name: 'an address of this run that is not there',
      text: '{{ urls.event }}',
      is: 'problem: needs {{ urls.event }}, which this webhook does not have',
    },
    {
      name: 'what objects inherit',
      text: '{{ dtmf.constructor }}',
      is: 'problem: needs {{ dtmf.constructor }}, which this webhook does not have',
    },
  ])('$name', ({ text, is }) => {
    expect(outcome(text)).toBe(is);
  });

  it.each([
    { name: 'not closed', text: 'a {{ from', is: '«{{ from» this {{ is not closed with }}' },
    { name: 'empty', text: 'a {{ }}', is: '«» there is no value inside these {{ }}' },
    {
      name: 'an unknown filter',
      text: '{{ from | upcse }}',
      is: '«upcse» there is no filter "upcse"; did you mean "upcase"?',
    },
    {
      name: 'the filter that would not escape',
      text: '{{ from | raw }}',
      is: '«raw» there is no filter "raw"',
    },
    {
      name: 'an unknown address',
      text: '{{ urls.mneu }}',
      is: '«urls.mneu» there is no address "urls.mneu"; did you mean "urls.menu"?',
    },
    {
      name: 'an address of nothing',
      text: '{{ urls.sales }}',
      is: '«urls.sales» there is no address "urls.sales"; addresses: urls.menu, urls.event',
    },
    {
      name: 'a tag',
      text: '{% render "/etc/passwd" %}',
      is: '«{%» tags ({% … %}) are not supported; a text may hold {{ … }} only; choose between texts with branches',
    },
  ])('is refused: $name', ({ text, is }) => {
    expect(outcome(text)).toBe(is);
  });

  it.each([
    ['<speak>a</speak>', true],
    [' <speak xml:lang="en-US">', true],
    ['<SPEAK>', true],
    ['<speaker>', false],
    ['say <speak>', false],
  ])('%j is SSML: %j', (text, is) => {
    expect(isSsml(text)).toBe(is);
  });

  it('never throws, whatever the text', () => {
    const parts = fc.constantFrom(
      '{{',
      '}}',
      '{%',
      '%}',
      ' | ',
      'from',
      '.',
      '[',
      ']',
      '"',
      "'",
      ':',
      'raw',
      'default',
      '(1..9)',
      '-',
      '\n',
      '0',
    );
    fc.assert(
      fc.property(fc.array(parts), (words) => {
        expect(typeof outcome(`{{ ${words.join('')}`)).toBe('string');
      }),
    );
  });

  it('opens no tag inside SSML, whatever the value and the filter', () => {
    const template = (filter: string) => engine.compile(`<speak><s>{{ x ${filter} }}</s></speak>`, ADDRESSES);
    const nasty = fc
      .array(
        fc.constantFrom(
          '<',
          '>',
          '&',
          '"',
          "'",
          '</s>',
          '<speak>',
          '&lt;',
          ']]>',
          '\u0000',
          '{{ from }}',
          '{% x %}',
          'a',
        ),
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(
        nasty,
        fc.constantFrom(
          '',
          '| upcase',
          '| append: "<b>"',
          '| default: "<"',
          '| url_decode',
          '| escape',
          '| strip_html',
        ),
        (value, filter) => {
          const compiled = template(filter);
          if ('message' in compiled) throw new Error(compiled.message);
          const result = compiled.render({ x: value });
          // A filter may refuse a value; then nothing is sent.
          if (!result.ok) return;
          const inner = /^<speak><s>(.*)<\/s><\/speak>$/s.exec(result.text)?.[1];
          expect(inner).toBeDefined();
          expect(inner?.replace(/&(amp|lt|gt|quot|apos);/g, '')).not.toMatch(/[<>&"'\x00]/);
        },
      ),
    );
  });
});
