import { withoutCase } from '../text/did-you-mean.ts';
import type { OptionTable } from '../vonage/ncco/option.ts';

/** What is asked of a table when something is wrong. */
export interface TableFacts {
  readonly names: readonly string[];
  readonly required: readonly string[];
  /** Names by their plain form, see `plainForm`. */
  readonly byPlainForm: ReadonlyMap<string, string>;
}

const known = new WeakMap<OptionTable, TableFacts>();

export const factsOf = (table: OptionTable): TableFacts => {
  const facts = known.get(table);
  if (facts) return facts;
  const names = Object.keys(table);
  const made: TableFacts = {
    names,
    required: names.filter((name) => table[name]!.required),
    // The one spelling stands before the others, and wins.
    byPlainForm: new Map(names.toReversed().map((name) => [plainForm(name), name])),
  };
  known.set(table, made);
  return made;
};

/** A name as somebody remembers it by ear: without case, `_` and `-`, and in American spelling. */
export const plainForm = (name: string): string => {
  const plain = withoutCase(name);
  return plain === 'behaviour' ? 'behavior' : plain;
};
