import type { ObjectNode } from '../node.ts';
import { placeOf, writtenAs } from '../node.ts';
import type { Context, Rule } from '../rule.ts';
import { factsOf } from '../table-facts.ts';
import { classifyName, replacementOf } from '../unknown-name.ts';
import { expectedOf, orList, ownerOf, quote } from '../words.ts';

/** Required options that programs take from a variable. */
const FROM_VARIABLES: ReadonlySet<string> = new Set([
  'number',
  'user',
  'name',
  'uri',
  'extension',
  'conversationId',
  'text',
]);

export const missingOption: Rule = {
  id: 'missing-option',
  severity: 'error',
  law: 'What an action or an endpoint cannot do without is there.',
  why: 'Vonage refuses the whole NCCO and drops the call.',
  source: 'ncco.md §3, §4, §6, §7, §9, §10, §11',
  create: ({ report }) => {
    const missing = (node: ObjectNode, name: string): void => {
      const replacement = replacementOf(node, name);
      // A name that is an option but for its spelling is reported as that.
      if (replacement !== undefined && classifyName(replacement, node).kind !== 'unknown') return;
      report({
        ...where(node),
        isUncertain: node.isUncertain,
        message: `${ownerOf(node)} needs "${name}": ${expectedOf(node.options[name]!.value)}`,
        suggestion: adviceFor(name, replacement),
        fix:
          replacement === undefined
            ? undefined
            : {
                title: `rename ${quote(replacement)} to "${name}"`,
                edits: [{ do: 'rename-key', place: placeOf(node, replacement), name }],
              },
      });
    };
    return {
      lacking(node) {
        for (const name of factsOf(node.options).required) {
          if (Object.hasOwn(node.value, name)) continue;
          if (writtenAs(node, name) === undefined) missing(node, name);
        }
      },
      'endpoint sip'(node) {
        if (writtenAs(node, 'uri') !== undefined || writtenAs(node, 'domain') !== undefined) return;
        report({
          ...where(node),
          message: 'a sip endpoint needs "uri", or "user" and "domain"',
          suggestion: 'write "uri": "sip:user@host"',
        });
      },
      strangeEndpoint(node) {
        // The walk calls this for objects only.
        const value = node.value as Readonly<Record<string, unknown>>;
        if (node.expected.is !== 'variant' || (value['type'] ?? undefined) !== undefined) return;
        report({
          place: node.place,
          message: `an endpoint needs "type": ${orList(Object.keys(node.expected.of))}`,
          suggestion: 'number' in value ? 'write "type": "phone"' : undefined,
        });
      },
    };
  },
};

/** The word that says what the object is, rather than all of its lines. */
const where = (node: ObjectNode): Pick<Parameters<Context['report']>[0], 'place' | 'atName'> =>
  node.by === undefined ? { place: node.place, atName: true } : { place: placeOf(node, node.by) };

const adviceFor = (name: string, replacement: string | undefined): string | undefined => {
  if (replacement !== undefined) return `write "${name}" instead of ${quote(replacement)}`;
  return FROM_VARIABLES.has(name)
    ? 'if a program sets it, its variable has no value: JSON leaves such a key out'
    : undefined;
};
