import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkConfig } from '../../../src/edge/config/check-config.ts';
import { configFailure } from '../../../src/edge/config/config-problem.ts';
import { parseDocument } from '../../../src/text/parse-document.ts';
import { sourceText } from '../../../src/text/source-text.ts';

const FOLDERS = { directory: '/nowhere', cwd: '/nowhere' };

const word = fc.constantFrom(
  'welcome',
  'menu',
  'talk',
  './x.json',
  '/a/i',
  '{{ urls.menu }}',
  '{{',
  '{% x',
  '<speak>{{ from }}',
  '1',
  'voice.answer',
  '',
);
const anything = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    word,
    fc.integer(),
    fc.constantFrom(null, true, 1.5),
    fc.array(tie('value'), { maxLength: 3 }),
    tie('object'),
  ),
  object: fc.dictionary(
    fc.constantFrom(
      'action',
      'when',
      'ncco',
      'text',
      'dtmf.digits',
      '__proto__',
      'welcome',
      'menu',
      'event',
      '',
    ),
    tie('value'),
    { maxKeys: 4 },
  ),
})).value;
const KEYS = [
  'application',
  'production',
  'port',
  'tunnel',
  'publicUrl',
  'borrow',
  'numbers',
  'users',
  'answer',
  'nccos',
  'forward',
  'forwardPaths',
  'prot',
  'apiKey',
  '__proto__',
];
const anyConfig = fc.oneof(anything, fc.dictionary(fc.constantFrom(...KEYS), anything));

describe('any config', () => {
  it('is understood or refused, with every place inside the text', async () => {
    await fc.assert(
      fc.asyncProperty(anyConfig, async (value) => {
        const source = sourceText('c.json', JSON.stringify(value));
        const document = parseDocument(source, 'json');
        if (!document.ok) throw new Error('JSON.stringify writes JSON');
        const result = await checkConfig(document, FOLDERS);
        if (result.ok) {
          for (const name of result.config.nccos.names) {
            const served = await result.config.nccos.serve(name, { from: '<' }, { urls: {}, wss: {} });
            expect(Array.isArray(JSON.parse(served?.text ?? ''))).toBe(true);
          }
          return;
        }
        expect(result.problems.length).toBeGreaterThan(0);
        expect(
          result.problems.filter(
            ({ range }) => range.start < 0 || range.end > source.text.length || range.start > range.end,
          ),
        ).toEqual([]);
        expect(configFailure('c.json', result.problems, 80).exitCode).toBe(2);
      }),
      { numRuns: 500 },
    );
  });
});
