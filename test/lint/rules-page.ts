import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Rule } from '../../src/lint/rule.ts';
import { RULES } from '../../src/lint/rules.ts';
import type { Option, Value } from '../../src/vonage/ncco/option.ts';
import { ALL_OPTIONS } from '../vonage/ncco/every-option.ts';
import { FACTS } from './fact-table.ts';
import { CASES, casesOf, isBad, lintCase, type NccoCase } from './ncco-cases.ts';

/** docs/rules.md, made of the rules and their cases. */
export const rulesPage = (): string =>
  [
    INTRODUCTION,
    '## All rules\n',
    table(
      ['rule', 'severity', 'law'],
      RULES.map(({ id, severity, law }) => [`[${id}](#${id})`, severity, law]),
    ),
    ...RULES.map(ruleSection),
    '## What is checked, option by option\n',
    'Made from the same tables as the types, the emulator and the schema. Every option also has `unknown-option`, `option-spelling` and `unset-variable`.\n',
    table(
      ['option', 'rules'],
      ALL_OPTIONS.map(([path, option]) => [`\`${path}\``, rulesOf(option).join(', ')]),
    ),
    '## What is checked, fact by fact\n',
    'The rows of [ncco.md](facts/ncco.md), our page of facts about NCCOs. U marks what nobody knows for certain: it never makes an error.\n',
    table(
      ['row', 'fact', 'rule, or why none'],
      FACTS.map((row) => [...row]),
    ),
  ].join('\n');

const INTRODUCTION = `# The rules of the NCCO linter

Errors are faults that make a call fail or an option work otherwise than it says; warnings are probably not what was meant; infos are good to
know. Where Vonage's own sources disagree, or nobody documents what the platform does, there is no error. \`{{ … }}\` counts as a value of any
type that fits.

Each example below is a test: the linter says exactly this about the first text, and nothing about the second.
`;

/** The pages of facts stand beside this one. */
const linked = (source: string): string => source.replace(/^[a-z-]+\.md/, '[$&](facts/$&)');

const ruleSection = (rule: Rule): string => {
  const cases = casesOf(rule.id);
  // A test holds that every rule has both.
  const bad = cases.find(isBad)!;
  const good = cases.find((one) => !isBad(one))!;
  const options = join(CASES, rule.id, 'options.json');
  return [
    `## ${rule.id}\n`,
    `**${rule.severity}** · ${rule.law}\n`,
    `${rule.why}\n`,
    ...(rule.note === undefined ? [] : [`${rule.note}\n`]),
    ...(isMended(rule, cases)
      ? ['`ncco validate --fix` mends it where it is certain what was meant.\n']
      : []),
    `Source: ${linked(rule.source)}.\n`,
    ...(existsSync(options) ? [`The linter was told: \`${readFileSync(options, 'utf8').trim()}\`.\n`] : []),
    code(bad),
    `\`\`\`text\n${readFileSync(bad.path.replace(/\.\w+$/, '.txt'), 'utf8')}\`\`\`\n`,
    'Nothing is said about:\n',
    code(good),
  ].join('\n');
};

const isMended = ({ id }: Rule, cases: readonly NccoCase[]): boolean =>
  cases.some((one) => lintCase(one).some(({ rule, fix }) => rule === id && fix?.isSafe));

const code = ({ source, language }: NccoCase): string => `\`\`\`${language}\n${source.text}\`\`\`\n`;

const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [heads, heads.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`)
    .join('');

const rulesOf = ({ value, required, standing, sameAs }: Option): readonly string[] => [
  ...(required ? ['missing-option'] : []),
  ...rulesOfValue(value),
  ...(standing === 'deprecated' ? ['deprecated-option'] : []),
  ...(standing === 'undocumented' || sameAs === 'conversationId' ? ['undocumented-option'] : []),
  ...(sameAs !== undefined && !sameAs.includes('.') ? ['same-option-twice'] : []),
];

const rulesOfValue = (value: Value): readonly string[] => {
  switch (value.is) {
    case 'text':
      return [
        'wrong-type',
        'needless-array',
        ...(FORMAT_RULES[value.format ?? 'plain'] ?? []),
        ...textRules(value),
      ];
    case 'integer':
    case 'number':
      return ['wrong-type', 'quoted-value', ...(value.min === undefined ? [] : ['out-of-range'])];
    case 'boolean':
      return ['wrong-type', 'quoted-value'];
    case 'word':
      return ['wrong-type', 'unknown-word'];
    case 'list':
      return [
        'array-needed',
        ...(value.minItems === undefined ? [] : ['item-count']),
        ...rulesOfValue(value.of).filter((rule) => rule !== 'needless-array'),
      ];
    case 'variant':
      return ['wrong-type', 'unknown-word', 'missing-option'];
    case 'object':
    case 'json':
    case 'text-map':
      return ['wrong-type'];
    default:
      return value satisfies never;
  }
};

const textRules = (value: Value & { readonly is: 'text' }): readonly string[] => [
  ...(value.format === undefined && value.pattern !== undefined ? ['wrong-characters'] : []),
  ...(value.format === undefined && value.pattern === undefined && value.maxLength !== undefined
    ? ['wrong-length']
    : []),
  ...(value.known?.some((text) => text.startsWith('audio/')) ? ['unknown-content-type'] : []),
];

const FORMAT_RULES: Readonly<Record<string, readonly string[]>> = {
  'http-url': ['invalid-url', 'local-url', 'placeholder-url'],
  'websocket-url': ['invalid-url', 'local-url', 'insecure-websocket', 'placeholder-url'],
  'sip-uri': ['sip-address'],
  'phone-number': ['phone-number', 'plus-in-number'],
  'leg-id': ['id-shape'],
  'conversation-id': ['id-shape'],
  language: ['unknown-language'],
  'ssml-or-text': ['text-too-long', 'ssml-root', 'ssml-syntax', 'ssml-tag', 'ssml-attribute', 'ssml-ignored'],
};
