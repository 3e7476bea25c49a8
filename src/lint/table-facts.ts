import type { Option, OptionTable } from '../vonage/ncco/option.ts';

/** What is asked of a table again and again. */
export interface TableFacts {
  readonly options: ReadonlyMap<string, OptionFacts>;
  readonly names: readonly string[];
  readonly required: readonly string[];
  /** Names by their plain form, see `plainForm`. */
  readonly byPlainForm: ReadonlyMap<string, string>;
}

export interface OptionFacts {
  readonly option: Option;
  /** Documented, in use, and the one spelling. */
  readonly isOrdinary: boolean;
  /** Any text will do. */
  readonly isAnyText: boolean;
}

const known = new WeakMap<OptionTable, TableFacts>();

export const factsOf = (table: OptionTable): TableFacts => {
  const facts = known.get(table);
  if (facts) return facts;
  const names = Object.keys(table);
  const made: TableFacts = {
    options: new Map(names.map((name) => [name, optionFacts(table[name]!)])),
    names,
    required: names.filter((name) => table[name]!.required),
    // The one spelling stands before the others, and wins.
    byPlainForm: new Map(names.toReversed().map((name) => [plainForm(name), name])),
  };
  known.set(table, made);
  return made;
};

const optionFacts = (option: Option): OptionFacts => {
  const { value } = option;
  return {
    option,
    isOrdinary: (option.standing === undefined || option.standing === 'beta') && option.sameAs === undefined,
    isAnyText:
      value.is === 'text' &&
      (value.format === undefined || value.format === 'ssml-or-text') &&
      value.pattern === undefined &&
      value.known === undefined &&
      (value.maxLength === undefined || value.format !== undefined),
  };
};

/** A name as somebody remembers it by ear: without case, `_` and `-`, and in American spelling. */
export const plainForm = (name: string): string => {
  const plain = name.toLowerCase().replaceAll('_', '').replaceAll('-', '');
  return plain === 'behaviour' ? 'behavior' : plain;
};
