import type { Json } from '../../vonage/json.ts';
import type { Value } from '../../vonage/ncco/option.ts';
import type { MisfitNode } from '../node.ts';
import type { PlacedFix, Rule } from '../rule.ts';
import { expectedOf, kindOf, quote } from '../words.ts';

const TRUE_WORDS: ReadonlySet<Json> = new Set(['True', 'TRUE', 'yes', 'on', '1', 1]);
const FALSE_WORDS: ReadonlySet<Json> = new Set(['False', 'FALSE', 'no', 'off', '0', 0]);

export const wrongType: Rule = {
  id: 'wrong-type',
  severity: 'error',
  law: 'A value is of the type that its option takes.',
  why: 'Vonage answers "Invalid value type or action" without a place, and drops the call.',
  source: 'ncco.md §1 rows 9 and 10, §2 to §11',
  create: ({ report }) => ({
    misfit(node) {
      if (node.oddity !== 'type') return;
      const { value, expected } = node;
      const meant = meantBy(value, expected);
      report({
        place: node.place,
        isUncertain: node.isUncertain,
        message: `"${node.name}" has to be ${expectedOf(expected)}; this is ${shown(node)}`,
        suggestion: meant === undefined ? undefined : `write ${JSON.stringify(meant)}`,
        fix: meant === undefined ? undefined : replace(node, meant),
      });
    },
    strangeEndpoint(node) {
      // The walk calls this for objects only.
      const type = (node.value as Readonly<Record<string, Json>>)['type'];
      if (type === undefined || type === null || typeof type === 'string') return;
      report({
        place: { parent: node.place, step: 'type' },
        message: `"type" has to be a text; this is ${kindOf(type)}`,
      });
    },
  }),
};

const shown = ({ value }: MisfitNode): string =>
  typeof value === 'string' && value !== '' ? quote(value) : kindOf(value);

const replace = (node: MisfitNode, value: Json): PlacedFix => ({
  title: `write ${JSON.stringify(value)}`,
  // A number in quotes, or `True` for true; what `on` or 1 was to be is a guess.
  isSafe: typeof value === 'string' || String(node.value).toLowerCase() === String(value),
  edits: [{ do: 'replace-value', place: node.place, value }],
});

/** What was meant, when there is no doubt. */
const meantBy = (value: Json, expected: Value): Json | undefined => {
  if (expected.is === 'boolean')
    return TRUE_WORDS.has(value) ? true : FALSE_WORDS.has(value) ? false : undefined;
  if (expected.is === 'text' && Number.isSafeInteger(value)) return String(value);
  return undefined;
};
