import fc from 'fast-check';
import { JSDOM } from 'jsdom';
import { expect, it } from 'vitest';
import { html } from '../../../src/sinks/page/markup.ts';
import { printable } from '../../../src/text/printable.ts';

const { document } = new JSDOM('').window;

/** The text of an element, and of an attribute, as a browser reads them. */
const readBack = (text: string): readonly [string | null, string | null, number] => {
  const element = document.createElement('div');
  element.innerHTML = html`<p title="${text}">${text}</p>`.markup;
  const paragraph = element.querySelector('p');
  return [
    paragraph?.textContent ?? null,
    paragraph?.getAttribute('title') ?? null,
    element.querySelectorAll('*').length,
  ];
};

it('takes any text for text, in an element and in an attribute', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => {
      expect(readBack(text)).toEqual([printable(text), printable(text), 1]);
    }),
    { numRuns: 50 },
  );
});

it.each([
  ['an end of an element', '</p><script>alert(1)</script>', '</p><script>alert(1)</script>'],
  ['what looks escaped already', '&lt;b&gt;', '&lt;b&gt;'],
  ['the end of an attribute', '"onerror=x \'', '"onerror=x \''],
  ['an escape code', '\u001b[2J', '\\x1b[2J'],
  ['a mark that turns text round', '\u202egnp.exe', '\\u202egnp.exe'],
  ['half a pair', '\ud800', '\\ud800'],
  ['a secret', '?token=hush-hush', '?token=***'],
  ['a long text', 'x'.repeat(2001), `${'x'.repeat(2000)}… (1 more character left out)`],
])('%s', (_name, text, shown) => {
  expect(readBack(text)).toEqual([shown, shown, 1]);
});
