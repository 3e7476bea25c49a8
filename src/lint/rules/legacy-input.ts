import type { Json } from '../../vonage/json.ts';
import type { ActionNode } from '../node.ts';
import { hasOption, placeOf } from '../node.ts';
import type { Finding, PlacedEdit, Rule } from '../rule.ts';
import { classifyName } from '../unknown-name.ts';

const OLD_SETTINGS = ['timeOut', 'maxDigits', 'submitOnHash'] as const;

export const legacyInput: Rule = {
  id: 'legacy-input',
  severity: 'warning',
  law: 'An `input` says in "type" what it waits for, and has its settings inside "dtmf" or "speech".',
  why: 'The form of before 2020 still waits for keys, but its webhook has another shape: "dtmf" is a text.',
  source: 'ncco.md §9, §12, §15 row 15',
  create: ({ report }) => ({
    'action input'(node) {
      if (hasOption(node, 'type') || hasOption(node, 'speech')) return;
      report({
        place: placeOf(node, 'action'),
        message: 'this "input" has no "type"',
        suggestion: 'write "type": ["dtmf"], with the settings for keys inside "dtmf"',
        fix: modern(node),
      });
    },
  }),
};

const modern = (node: ActionNode): Finding['fix'] => {
  const old = OLD_SETTINGS.filter((name) => hasOption(node, name));
  // A setting whose name is about to be mended would stay behind, where nothing reads it.
  if (OLD_SETTINGS.some((name) => isMisspelt(name, node))) return undefined;
  // Two places for one setting are for the author to sort out.
  if ((old.length > 0 && Object.hasOwn(node.value, 'dtmf')) || Object.hasOwn(node.value, 'type'))
    return undefined;
  const edits: PlacedEdit[] = old.map((name) => ({ do: 'remove-key', place: placeOf(node, name) }));
  edits.push({ do: 'insert-key', place: node.place, name: 'type', value: ['dtmf'] });
  if (old.length > 0) {
    const settings = Object.fromEntries(old.map((name): [string, Json] => [name, node.value[name]!]));
    edits.push({ do: 'insert-key', place: node.place, name: 'dtmf', value: settings });
  }
  return { title: 'write it in the present form', isSafe: true, edits };
};

const isMisspelt = (option: string, node: ActionNode): boolean =>
  !hasOption(node, option) &&
  Object.keys(node.value).some((name) => {
    if (name === node.by || Object.hasOwn(node.options, name)) return false;
    const found = classifyName(name, node);
    return (found.kind === 'spelling' || found.kind === 'timeout') && found.meant === option;
  });
