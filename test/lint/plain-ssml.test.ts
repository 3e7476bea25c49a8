import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPlainSsml } from '../../src/lint/plain-ssml.ts';
import { parseSsml } from '../../src/lint/ssml.ts';

describe('what is read without a parser', () => {
  it.each([
    '<speak/>',
    '<speak>Hello</speak>',
    " <speak>One <break time='1s' /> two, &amp; <prosody rate=\"slow\" pitch='+10%'>three</prosody></speak> ",
    '<speak><amazon:effect name="whispered">A > B, Grüße</amazon:effect></speak>',
  ])('%s', (text) => {
    expect(readPlainSsml(text)).toEqual(parseSsml(text).tags);
    expect(parseSsml(text).fault).toBeUndefined();
  });

  it.each([
    '<speak>',
    '<speak>a</b></speak>',
    '<speak>a</speak> b',
    '<speak>a</speak><speak>b</speak>',
    '<speak>a</speak/>',
    "<speak><break time='1s' time='2s'/></speak>",
    '<speak><break time=1s/></speak>',
    '<speak><!-- a --></speak>',
    '<speak>]]></speak>',
    '<speak>&#0;</speak>',
    '<speak>\u0000</speak>',
    '<speak>😀</speak>',
  ])('is not: %j', (text) => {
    expect(readPlainSsml(text)).toBeUndefined();
  });

  it('is read by the parser alike', () => {
    const piece = fc.constantFrom(
      ...[
        '<speak>',
        '</speak>',
        '<b>',
        '</b>',
        '<b/>',
        "<a x='1'>",
        '</a>',
        '<a x=\'1\' y="2"/>',
        "<a x='<'>",
      ],
      ...[
        'text',
        ' ',
        '\n',
        '>',
        '/',
        '&amp;',
        '&#65;',
        ']]>',
        "'",
        '"',
        '=',
        'é',
        '<a b>',
        '< a>',
        '</a >',
        '<a  />',
      ],
    );
    let read = 0;
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
        const text = `<speak>${pieces.join('')}</speak>`;
        const tags = readPlainSsml(text);
        if (!tags) return;
        read += 1;
        expect(parseSsml(text)).toEqual({ tags, fault: undefined });
      }),
      { numRuns: 3000 },
    );
    expect(read).toBeGreaterThan(100);
  });
});
