import { nearest } from '../text/did-you-mean.ts';
import { ENDPOINTS } from '../vonage/ncco/endpoints.ts';
import type { Option, OptionTable } from '../vonage/ncco/option.ts';
import { ACTIONS } from '../vonage/ncco.ts';
import { hasOption, type ObjectNode } from './node.ts';
import { factsOf, plainForm } from './table-facts.ts';

/** What a name that is none of the options may have been meant for. */
export type UnknownName =
  /** An option but for letter case, `_`, `-` or British spelling. */
  | { readonly kind: 'spelling'; readonly meant: string }
  /** One of Vonage's three ways to write a time-out, and not the one for here. `meant` may lead inside: `dtmf.timeOut`. */
  | { readonly kind: 'timeout'; readonly meant: string }
  /** An option, but not of this object; `home` is where it belongs. */
  | { readonly kind: 'misplaced'; readonly meant: string; readonly home: string; readonly isInside: boolean }
  | { readonly kind: 'unknown'; readonly meant: readonly string[] };

export const classifyName = (name: string, node: ObjectNode): UnknownName => {
  const plain = plainForm(name);
  const timeout = plain === 'timeout' ? timeoutOf(node) : undefined;
  if (timeout !== undefined) return { kind: 'timeout', meant: timeout };
  const own = factsOf(node.options).byPlainForm.get(plain);
  if (own !== undefined) return { kind: 'spelling', meant: nameHere(own, node.options[own]!) };
  return misplaced(plain, node) ?? { kind: 'unknown', meant: nearest(name, factsOf(node.options).names) };
};

/** The name that an option has now, unless it has moved into an object of its own: a path is no name. */
const nameHere = (own: string, { sameAs }: Option): string =>
  sameAs === undefined || sameAs.includes('.') ? own : sameAs;

/** The option that was probably meant and is not there: the required ones among them are not missing, but misspelt. */
export const replacementOf = (node: ObjectNode, option: string): string | undefined =>
  Object.keys(node.value).find((name) => {
    if (name === node.by || Object.hasOwn(node.options, name)) return false;
    const found = classifyName(name, node);
    return found.kind === 'unknown' ? found.meant[0] === option : found.meant === option;
  });

/** Whether the option that a name was meant for is there as well: then renaming would make two of it. */
export const isTaken = (node: ObjectNode, meant: string): boolean => hasOption(node, meant);

/** `connect` and `wait` have `timeout`, `record` and `dtmf` have `timeOut`, `speech` has `startTimeout` (ncco.md §15 row 9). */
const timeoutOf = ({ is, name, options }: ObjectNode): string | undefined => {
  for (const option of ['timeout', 'timeOut']) if (Object.hasOwn(options, option)) return option;
  if (is === 'settings' && name === 'speech') return 'startTimeout';
  return is === 'action' && name === 'input' ? 'dtmf.timeOut' : undefined;
};

const misplaced = (plain: string, node: ObjectNode): UnknownName | undefined => {
  const optionIn = (table: OptionTable): string | undefined => {
    const name = factsOf(table).byPlainForm.get(plain);
    return name === undefined ? undefined : (table[name]!.sameAs ?? name);
  };
  for (const [inner, option] of Object.entries(node.options)) {
    const meant = option.value.is === 'object' && !option.sameAs ? optionIn(option.value.options) : undefined;
    if (meant !== undefined) return { kind: 'misplaced', meant, home: `"${inner}"`, isInside: true };
  }
  const above = node.owner && optionIn(node.owner.options);
  if (node.owner && above !== undefined) {
    return { kind: 'misplaced', meant: above, home: `"${node.owner.name}" itself`, isInside: false };
  }
  for (const [name, { options }] of Object.entries(node.is === 'endpoint' ? ENDPOINTS : ACTIONS)) {
    const meant = optionIn(options);
    const home = node.is === 'endpoint' ? `${name} endpoints` : `"${name}"`;
    if (meant !== undefined) return { kind: 'misplaced', meant, home, isInside: false };
  }
  return undefined;
};
