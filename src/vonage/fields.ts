import { isJsonObject, type Json, type JsonObject, parseJson } from './json.ts';

/**
 * One table per webhook kind says which fields it has; `decode` and `encode` both read that table, so neither can
 * know a field that the other does not. Readers are lenient, as Vonage's own SDKs are: a field that is unknown, or
 * known but of an unexpected type, is kept untouched in `extra` and comes out again when encoded.
 */
export interface Field<T> {
  /** The value when it fits, else undefined. `asText` is true when it came from a query string, where all is text. */
  // Methods, not function properties, so that a field of text fits where a field of anything is asked for.
  read(value: Json, asText: boolean): T | undefined;
  write(value: T): Json;
  readonly required: boolean;
  /** What the field holds, as data: documents and generated tests read it. */
  readonly form: Form;
}

export type Form =
  | { readonly is: 'text' | 'text-or-null' | 'integer' | 'number' | 'boolean' | 'object' | 'anything' }
  | { readonly is: 'word'; readonly words: readonly string[] }
  | { readonly is: 'shape'; readonly table: FieldTable }
  | { readonly is: 'list'; readonly of: Form };

export type FieldTable = Readonly<Record<string, Field<unknown>>>;

type ValueOf<F> = F extends Field<infer T> ? T : never;
type RequiredNames<F extends FieldTable> = {
  [N in keyof F]: F[N]['required'] extends true ? N : never;
}[keyof F];

/** What a table describes: required fields, optional fields, and whatever else arrived. */
export type Decoded<F extends FieldTable> = {
  readonly [N in RequiredNames<F>]: ValueOf<F[N]>;
} & {
  readonly [N in Exclude<keyof F, RequiredNames<F>>]?: ValueOf<F[N]>;
} & {
  /** Fields that the table does not know, or whose value does not fit it, as they came. */
  readonly extra?: JsonObject;
};

export interface OptionalField<T> extends Field<T> {
  readonly required: false;
}
export interface RequiredField<T> extends Field<T> {
  readonly required: true;
}

const optionalField = <T>(
  form: Form,
  read: (value: Json, asText: boolean) => T | undefined,
  write: (value: T) => Json,
): OptionalField<T> => ({ form, read, write, required: false });

/** The same field, but a webhook of this kind always has it. */
export const required = <T>(field: Field<T>): RequiredField<T> => ({ ...field, required: true });

const same = <T extends Json>(value: T): Json => value;

export const text: OptionalField<string> = optionalField(
  { is: 'text' },
  (value) => (typeof value === 'string' ? value : undefined),
  same,
);

/** Text or null. A query string carries null as an empty value (U: no capture shows one). */
export const textOrNull: OptionalField<string | null> = optionalField<string | null>(
  { is: 'text-or-null' },
  (value, asText) => (value === null || (asText && value === '') ? null : text.read(value, asText)),
  same,
);

/** Any number; its JSON text when it came by GET. Text that would not come out the same (`1.50`) is no number. */
export const number: OptionalField<number> = optionalField<number>(
  { is: 'number' },
  (value, asText) => {
    if (typeof value === 'number') return value;
    if (!asText || typeof value !== 'string') return undefined;
    return Number.isFinite(Number(value)) && String(Number(value)) === value ? Number(value) : undefined;
  },
  same,
);

/** A whole number; digits when it came by GET. */
export const integer: OptionalField<number> = optionalField<number>(
  { is: 'integer' },
  (value, asText) => {
    const read = number.read(value, asText);
    return Number.isInteger(read) ? read : undefined;
  },
  same,
);

/** `true` or `false`; the word when it came by GET. */
export const trueOrFalse: OptionalField<boolean> = optionalField<boolean>(
  { is: 'boolean' },
  (value, asText) => {
    if (typeof value === 'boolean') return value;
    return asText && (value === 'true' || value === 'false') ? value === 'true' : undefined;
  },
  same,
);

/** Any object; JSON text when it came by GET (voice-webhooks.md §1, I from captures). */
export const object: OptionalField<JsonObject> = optionalField<JsonObject>(
  { is: 'object' },
  (value, asText) => {
    const inner = unwrapped(value, asText);
    return isJsonObject(inner) ? inner : undefined;
  },
  same,
);

/** Any JSON, for fields whose type no source fixes. Not for the top level of a GET, where it would be text. */
export const anything: OptionalField<Json> = optionalField<Json>({ is: 'anything' }, (value) => value, same);

/** What a top-level object or list of a query string holds: there it is one parameter of JSON text. */
const unwrapped = (value: Json, asText: boolean): Json | undefined =>
  asText && typeof value === 'string' ? parseJson(value) : value;

/** Exactly one of the words. */
export const word = <const W extends readonly string[]>(...words: W): OptionalField<W[number]> =>
  optionalField<W[number]>(
    { is: 'word', words },
    (value) => (typeof value === 'string' && words.includes(value) ? value : undefined),
    same,
  );

/** A field whose inner shape has a table of its own. */
export const shape = <F extends FieldTable>(table: F): OptionalField<Decoded<F>> =>
  optionalField<Decoded<F>>(
    { is: 'shape', table },
    (value, asText) => {
      const inner = object.read(value, asText);
      return inner && decodeFields(table, inner);
    },
    (value) => encodeFields(table, value),
  );

/** A list whose items all fit one field. */
export const list = <T>(item: Field<T>): OptionalField<readonly T[]> =>
  optionalField<readonly T[]>(
    { is: 'list', of: item.form },
    (value, asText) => {
      const inner = unwrapped(value, asText);
      if (!Array.isArray(inner)) return undefined;
      const items: T[] = [];
      for (const one of inner) {
        const read = item.read(one, false);
        if (read === undefined) return undefined;
        items.push(read);
      }
      return items;
    },
    (items) => items.map((one) => item.write(one)),
  );

/** A list of inner shapes. */
export const listOf = <F extends FieldTable>(table: F): OptionalField<readonly Decoded<F>[]> =>
  list(shape(table));

/**
 * Reads an object by a table; undefined when a required field is missing or does not fit. `asText` is true for
 * fields of a query string.
 */
export const decodeFields = <F extends FieldTable>(
  table: F,
  fields: JsonObject,
  asText = false,
): Decoded<F> | undefined => {
  const known: Record<string, unknown> = {};
  const extra: Record<string, Json> = {};
  let hasExtra = false;
  for (const name of Object.keys(fields)) {
    const value = fields[name]!;
    const field = Object.hasOwn(table, name) ? table[name] : undefined;
    const fitting = field?.read(value, asText);
    if (fitting !== undefined) define(known, name, fitting);
    else {
      define(extra, name, value);
      hasExtra = true;
    }
  }
  for (const name in table) {
    if (table[name]!.required && !Object.hasOwn(known, name)) return undefined;
  }
  if (hasExtra) known['extra'] = extra;
  // The loop above put in exactly what the table allows.
  return known as Decoded<F>;
};

/** The JSON object of a decoded value: known fields in the table's order, then what was kept in `extra`. */
export const encodeFields = <F extends FieldTable>(table: F, value: Decoded<F>): JsonObject => {
  const fields: Record<string, Json> = {};
  // Decoded<F> is an object with the table's names.
  const source = value as Readonly<Record<string, unknown>>;
  // Tables are literals, so that `in` finds their own names alone; lists of names cost more than all the rest.
  for (const name in table) {
    const known = source[name];
    if (known !== undefined) define(fields, name, table[name]!.write(known));
  }
  if (value.extra !== undefined)
    for (const [name, kept] of Object.entries(value.extra)) define(fields, name, kept);
  return fields;
};

/** Sets an own property, also for the name `__proto__`, which plain assignment would swallow. */
const define = <T>(target: Record<string, T>, name: string, value: T): void => {
  if (name === '__proto__')
    Object.defineProperty(target, name, { value, enumerable: true, writable: true, configurable: true });
  else target[name] = value;
};
