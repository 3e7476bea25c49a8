import type { Json, JsonObject } from '../json.ts';

/**
 * How an option of an NCCO is described. The tables of this folder are data: the reader in `read-value.ts`, the
 * types below, and whatever documents or checks NCCOs all read the same rows.
 */
export interface Option {
  readonly value: Value;
  readonly required?: true;
  /** What the platform takes when the option is left out. */
  readonly default?: Json;
  /** One sentence for documents and editors. */
  readonly about: string;
  /** S stated by Vonage, I inferred from its SDKs or captures, U uncertain or the sources disagree. */
  readonly certainty: 'S' | 'I' | 'U';
  /** Page and section of the facts. */
  readonly source: string;
  readonly standing?: 'beta' | 'deprecated' | 'legacy' | 'undocumented';
  /** This is another spelling of the option at that path in the same table; reading moves the value there. */
  readonly sameAs?: string;
}

export type OptionTable = Readonly<Record<string, Option>>;

/** The options of one action, endpoint or object, and which of them need each other. */
export interface Description {
  readonly options: OptionTable;
  /** At least one of these has to be there. */
  readonly oneOf?: readonly string[];
}

/** What one of several words in an object means for its other options. */
export interface VariantDescription extends Description {
  /** One sentence for documents and editors. */
  readonly about: string;
}

/** The closed list of shapes that an option's value can have. */
export type Value =
  | TextValue
  | NumberValue
  | BooleanValue
  | WordValue
  | ListValue
  | ObjectValue
  | VariantValue
  | { readonly is: 'json' }
  /** Names to texts. */
  | { readonly is: 'text-map' };

export interface TextValue {
  readonly is: 'text';
  readonly format?: TextFormat;
  readonly minLength?: number;
  readonly maxLength?: number;
  /** A regular expression for the whole text. */
  readonly pattern?: string;
  /** Texts that are known to work; others are not wrong, only unknown to us. */
  readonly known?: readonly string[];
  /** A list of one text is taken for the text: the documents disagree with themselves. */
  readonly orList?: true;
}

export type TextFormat =
  | 'http-url'
  | 'websocket-url'
  | 'sip-uri'
  | 'phone-number'
  | 'leg-id'
  | 'conversation-id'
  | 'language'
  | 'ssml-or-text';

export interface NumberValue {
  readonly is: 'integer' | 'number';
  readonly min?: number;
  readonly max?: number;
  /** Where official sources disagree: the widest bounds that any of them has (ncco.md §16). */
  readonly widest?: { readonly min?: number; readonly max?: number };
  readonly unit?: 'seconds' | 'percent';
  /** The platform moves values outside the bounds to the nearest bound. */
  readonly outside?: 'clamped';
  /** Digits in quotes count as the number: official SDKs and examples write them (ncco.md §1 row 9, I). */
  readonly fromText: true;
}

export interface BooleanValue {
  readonly is: 'boolean';
  /** `"true"` and `"false"` count: the PHP SDK writes them (ncco.md §1 row 9, I). */
  readonly fromText: true;
}

export interface WordValue {
  readonly is: 'word';
  readonly words: readonly string[];
  readonly ignoreCase?: true;
}

export interface ListValue {
  readonly is: 'list';
  readonly of: Value;
  readonly minItems?: number;
  readonly maxItems?: number;
  /** One bare item is taken for a list of one: the documents disagree with themselves. */
  readonly orBare?: true;
}

export interface ObjectValue extends Description {
  readonly is: 'object';
}

/** An object whose other options follow from the word in one of them. */
export interface VariantValue {
  readonly is: 'variant';
  readonly by: string;
  readonly of: Readonly<Record<string, VariantDescription>>;
}

/** The TypeScript type of a value in its normal form. */
export type ValueOf<V> = V extends { is: 'text' }
  ? string
  : V extends { is: 'integer' | 'number' }
    ? number
    : V extends { is: 'boolean' }
      ? boolean
      : V extends { is: 'word'; words: readonly (infer W)[] }
        ? W
        : V extends { is: 'list'; of: infer I }
          ? readonly ValueOf<I>[]
          : V extends { is: 'object'; options: infer T }
            ? OptionsOf<T>
            : V extends { is: 'variant'; by: infer B extends string; of: infer D }
              ? VariantOf<B, D>
              : V extends { is: 'text-map' }
                ? Readonly<Record<string, string>>
                : V extends { is: 'json' }
                  ? JsonObject
                  : never;

type Names<T> = { [N in keyof T]: T[N] extends { sameAs: string } ? never : N }[keyof T];
type RequiredNames<T> = { [N in Names<T>]: T[N] extends { required: true } ? N : never }[Names<T>];
/** Writes an intersection out as one object, so that an editor shows its members. */
type Flat<T> = { [N in keyof T]: T[N] };

/** The object that a table describes. Other spellings are left out: reading turns them into the one spelling. */
export type OptionsOf<T> = Flat<
  {
    readonly [N in RequiredNames<T>]: T[N] extends { value: infer V } ? ValueOf<V> : never;
  } & {
    readonly [N in Exclude<Names<T>, RequiredNames<T>>]?: T[N] extends { value: infer V }
      ? ValueOf<V>
      : never;
  }
>;

/** The union of the objects that a variant allows: `{ type: 'phone', … } | { type: 'app', … }`. */
export type VariantOf<B extends string, D> = {
  [K in keyof D]: D[K] extends { options: infer T } ? Flat<{ readonly [N in B]: K } & OptionsOf<T>> : never;
}[keyof D];

interface Facts<C extends Option['certainty']> {
  readonly certainty: C;
  readonly source: string;
}

/** Stated by Vonage; the section is one of ncco.md. */
export const stated = (section: string): Facts<'S'> => ({ certainty: 'S', source: `ncco.md ${section}` });
export const inferred = (section: string): Facts<'I'> => ({ certainty: 'I', source: `ncco.md ${section}` });
export const uncertain = (section: string): Facts<'U'> => ({ certainty: 'U', source: `ncco.md ${section}` });
