import { createHash } from 'node:crypto';
import { JSDOM } from 'jsdom';
import { expect, it } from 'vitest';
import { pageText } from '../../support/page-text.ts';
import {
  exportOf,
  HOSTILE,
  hostileRecord,
  RECORDED_CALLS,
  recordText,
} from '../../support/recorded-calls.ts';

it.each(RECORDED_CALLS)('the call $name as a page', async ({ name, record, call, open }) => {
  const page = await exportOf(record(), 'html', call);
  const text = pageText(page, (row) => open.some((number) => row === `e${number}`)).replace(
    /vonage-flow \d\S*/,
    'vonage-flow X.Y.Z',
  );
  await expect(text).toMatchFileSnapshot(`../../cases/flows/exports/${name}.page.txt`);
});

it('names no other place, and lets nothing run but what stands in its policy', async () => {
  const page = await exportOf(recordText('ivr'), 'html');
  const { document } = new JSDOM(page).window;
  const policy = document.querySelector('meta[http-equiv]')?.getAttribute('content') ?? '';
  const hashes = [...document.querySelectorAll('script, style')].map(
    ({ tagName, textContent }) =>
      `${tagName.toLowerCase()}-src 'sha256-${createHash('sha256')
        .update(textContent ?? '')
        .digest('base64')}'`,
  );
  expect(policy.split('; ').toSorted()).toEqual(
    [
      "default-src 'none'",
      ...hashes,
      'img-src data:',
      "base-uri 'none'",
      "form-action 'none'",
      "require-trusted-types-for 'script'",
    ].toSorted(),
  );
  const places = [...document.querySelectorAll('[src], [href], [action], [style]')].map((element) =>
    ['src', 'href', 'action', 'style']
      .map((name) => element.getAttribute(name))
      .find((value) => value !== null),
  );
  expect(places.filter((place) => !/^#e\d+$/.test(place ?? ''))).toEqual(['data:,']);
  expect(document.querySelector('style')?.textContent).not.toMatch(/url\(|@import|@font-face/);
});

it('shows hostile bodies as the text that they are, and cuts what is too long', async () => {
  const page = await exportOf(hostileRecord(), 'html');
  expect(page).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/);
  const { document } = new JSDOM(page).window;
  expect(document.querySelectorAll('script').length).toBe(1);
  expect(document.querySelectorAll('img, iframe, object, embed, form, [onerror]').length).toBe(0);
  const texts = [...document.querySelectorAll('.row')].map(
    (row) => row.querySelector('section pre')?.textContent ?? '',
  );
  expect(texts.length).toBe(HOSTILE.length + 1);
  expect(texts[0]).toContain('it\'s \\u001b[31m \\"$(touch pwned)\\"');
  expect(texts[3]).toBe('\\x1b[2J\\u202ereversed\n');
  expect(texts[6]).toContain('üü… (298,000 more characters left out)"');
  expect(texts[7]).toContain('[[[[… (4,000 more characters left out)');
  expect(texts[8]).toContain(
    '"</script><script>document.title=\'pwned\'</script>": "<img src=//pwned.example/x',
  );
  expect(page.length).toBeLessThan(100_000);
});

it('a call of a hundred exchanges makes a page that a ticket takes', async () => {
  const lines = recordText('ivr').trimEnd().split('\n');
  const exchanges = lines.slice(1);
  const many = Array.from({ length: 100 }, (_, index) => exchanges[index % exchanges.length]);
  const page = await exportOf([lines[0], ...many, ''].join('\n'), 'html');
  expect(new JSDOM(page).window.document.querySelectorAll('.row[id]').length).toBe(100);
  expect(page.length).toBeLessThan(500_000);
});
