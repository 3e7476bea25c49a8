import type { FileReport } from '../../../src/text/report/finding.ts';
import { sourceText } from '../../../src/text/source-text.ts';

/** Findings with all that a format might trip over: odd names of files, odd words, no place, several lines, a related place. */
export const ODD_REPORTS: readonly FileReport[] = [
  {
    source: sourceText('nccos/100%, a:b.json', '[\n  { "action": "tälk",\n    "text": "<&>" }\n]\n'),
    findings: [
      {
        rule: 'unknown-action',
        severity: 'error',
        message: 'there is no action "tälk": 100% sure, <really> & truly',
        why: 'First line,\nsecond line.\r\nThird.',
        suggestion: 'write "talk"',
        range: { start: 16, end: 22 },
        related: [{ message: 'here: it begins', range: { start: 4, end: 5 } }, { message: 'somewhere' }],
      },
      {
        rule: 'of-several-lines',
        severity: 'warning',
        message: 'from here to there',
        why: 'Columns are left out.',
        range: { start: 4, end: 43 },
        related: [],
      },
    ],
  },
  {
    source: sourceText('win\\dows ü.json', '[]'),
    findings: [
      {
        rule: 'without-a-place',
        severity: 'info',
        message: 'bell \u0007 and escape \u001b[31m',
        why: 'Control characters.',
        related: [],
      },
    ],
  },
  { source: sourceText('https://host.example/answer?a=1&b=2', '[]'), findings: [] },
  {
    source: sourceText('<stdin>', '[]'),
    findings: [
      {
        rule: 'empty-ncco',
        severity: 'warning',
        message: 'empty',
        why: 'So.',
        range: { start: 0, end: 2 },
        related: [],
      },
    ],
  },
];
