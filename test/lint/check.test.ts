import { describe, expect, it } from 'vitest';
import { checkDocument, checkNcco, type LintOptions } from '../../src/lint/check.ts';
import { checkText, validateNcco } from '../../src/lint/check-text.ts';
import type { Diagnostic } from '../../src/lint/diagnostic.ts';
import { parseDocument } from '../../src/text/parse-document.ts';
import { sourceText } from '../../src/text/source-text.ts';

const brief = (diagnostics: readonly Diagnostic[]): readonly string[] =>
  diagnostics.map(({ severity, rule, path }) => `${severity} ${rule} ${path.join('.')}`);

describe('a diagnostic', () => {
  it('tells what, why, what to do, where, and how to mend it', () => {
    const text = '[{ "action": "stream", "streamUrl": "https://cdn.acme.io/a.mp3" }]';
    expect(validateNcco(text)).toEqual([
      {
        rule: 'array-needed',
        severity: 'error',
        message: '"streamUrl" has to be an array with one URL; this is a text without an array',
        why: 'Vonage takes a bare value for a syntax error and drops the call.',
        suggestion: 'put it in square brackets: […]',
        path: [0, 'streamUrl'],
        range: { start: 36, end: 63 },
        related: [],
        fix: {
          title: 'put it in an array',
          isSafe: true,
          edits: [{ do: 'wrap-in-array', path: [0, 'streamUrl'] }],
        },
      },
    ]);
  });

  it('of a value has no range', () => {
    const [diagnostic] = checkNcco([{ action: 'hangup' }]);
    expect(diagnostic).not.toHaveProperty('range');
    expect(diagnostic).toMatchObject({ rule: 'unknown-action', path: [0, 'action'], related: [] });
  });

  it('of a part of a larger document has its paths and places there', () => {
    const source = sourceText('config', '{"nccos": {"menu": [{"action": "talk", "text": "Hi", "Loop": 2}]}}');
    const document = parseDocument(source, 'json');
    if (!document.ok) throw new Error('the sample is JSON');
    const [diagnostic] = checkDocument(document, ['nccos', 'menu']);
    expect(diagnostic?.path).toEqual(['nccos', 'menu', 0, 'Loop']);
    expect(diagnostic?.fix?.edits).toEqual([
      { do: 'rename-key', path: ['nccos', 'menu', 0, 'Loop'], name: 'loop' },
    ]);
    const { start, end } = diagnostic!.range!;
    expect(source.text.slice(start, end)).toBe('"Loop"');
    expect(brief(checkDocument(document, ['nccos', 'missing']))).toEqual([
      'error not-an-array nccos.missing',
    ]);
  });

  it('points into a text, past its escapes', () => {
    const source = sourceText(
      'f',
      String.raw`[{"action": "talk", "text": "<speak>\u0041 \"b\" & c</speak>"}]`,
    );
    const [diagnostic] = checkText(source, 'json');
    expect(source.text.slice(diagnostic!.range!.start, diagnostic!.range!.end + 2)).toBe('& c');
  });
});

describe('options', () => {
  const ncco = [{ action: 'talk', text: 'Hi {{ from }}', loop: '2' }, { action: 'hangup' }];

  it.each<{ name: string; options: LintOptions; is: readonly string[] }>([
    { name: 'none', options: {}, is: ['warning quoted-value 0.loop', 'error unknown-action 1.action'] },
    {
      name: 'a rule that is off',
      options: { severities: { 'quoted-value': 'off' } },
      is: ['error unknown-action 1.action'],
    },
    {
      name: 'other severities',
      options: { severities: { 'quoted-value': 'error', 'unknown-action': 'info' } },
      is: ['error quoted-value 0.loop', 'info unknown-action 1.action'],
    },
    {
      name: 'texts that nobody fills in',
      options: { fillsTemplates: false },
      is: [
        'warning unfilled-template 0.text',
        'warning quoted-value 0.loop',
        'error unknown-action 1.action',
      ],
    },
  ])('$name', ({ options, is }) => {
    expect(brief(checkNcco(ncco, options))).toEqual(is);
  });

  it('let this machine be called', () => {
    const local = [{ action: 'stream', streamUrl: ['http://localhost:3000/a.mp3'] }];
    expect(brief(checkNcco(local))).toEqual(['warning local-url 0.streamUrl.0']);
    expect(checkNcco(local, { reachesLocalhost: true })).toEqual([]);
  });

  it('cannot make an unreadable text a good one', () => {
    expect(brief(validateNcco('[', { severities: { syntax: 'off' } }))).toEqual(['error syntax ']);
    expect(brief(validateNcco('[]', { severities: { 'empty-ncco': 'off' } }))).toEqual([]);
  });

  it('tell the language of a text', () => {
    expect(brief(validateNcco('- action: talk\n  text: 7', { language: 'yaml' }))).toEqual([
      'error wrong-type 0.text',
    ]);
  });
});

describe('what goes wrong in the frame', () => {
  it.each([
    {
      name: 'does not hide the rest of { ncco }',
      text: '{"ncco": [{"action": "say"}]}',
      is: ['error not-an-array ', 'error unknown-action ncco.0.action'],
    },
    {
      name: 'does not hide the rest of a single action',
      text: '{"action": "talk"}',
      is: ['error not-an-array ', 'error missing-option action'],
    },
    {
      name: 'is not what a double key does: the last one is looked at',
      text: '[{"action": "talk", "text": 7, "text": 8}]',
      is: ['warning duplicate-key ', 'error wrong-type 0.text'],
    },
  ])('$name', ({ text, is }) => {
    expect(brief(validateNcco(text))).toEqual(is);
  });
});

// Each of these took minutes once: something was looked for again from every beginning.
describe('a text that is made to be slow', () => {
  it.each([
    { name: 'templates that never end', spoken: '{{ a '.repeat(100_000) },
    { name: 'placeholders that never end', spoken: '${'.repeat(100_000) + '<%'.repeat(100_000) },
    { name: 'strange tags', spoken: `<speak>${'<x y="1">a</x>'.repeat(20_000)}</speak>` },
    { name: 'strange variables', spoken: '{{ strange }}'.repeat(50_000) },
    { name: 'tags that never end', spoken: `<speak>${'<p>'.repeat(50_000)}` },
  ])('$name', ({ spoken }) => {
    expect(validateNcco(JSON.stringify([{ action: 'talk', text: spoken }])).length).toBeLessThan(30);
  });

  it('very many names', () => {
    const names = Object.fromEntries(
      Array.from({ length: 20_000 }, (_, index) => [`strange${index}`, index]),
    );
    expect(validateNcco(JSON.stringify([{ action: 'wait', ...names }]))).toHaveLength(20_000);
  });
});
