import { isJsonObject, type Json, type JsonObject, valueAt } from '../json.ts';
import type { Description, Option, OptionsOf, OptionTable, Value } from '../ncco/option.ts';
import { readValue } from '../ncco/read-value.ts';

/** One wrong field of a body: `name` and `reason` in the platform's words, `detail` in ours. */
export interface BodyFault {
  /** The field alone, also inside an object: `number`, not `to[0].number` (voice-api.md §10, I). */
  readonly name: string;
  readonly reason: string;
  readonly detail: string;
}

export type ReadBody<T extends OptionTable> =
  | { readonly ok: true; readonly body: OptionsOf<T> }
  | { readonly ok: false; readonly faults: readonly BodyFault[] };

/** Seen for a text where an array belongs (voice-api.md §10, I); here for every wrong type. */
const WRONG_TYPE = 'Invalid type parameter provided';
/** Seen for a number with letters (§10, I). */
const BAD_NUMBER = 'can contain up to 15 digits prefixed with +';

/**
 * Reads the body of a Voice API request by its table: types as `readValue` reads them, so that `"60"` is a number,
 * and then the bounds. Fields that the table does not have are passed over, as in an NCCO (U).
 */
export const readBody = <T extends OptionTable>(table: T, body: JsonObject): ReadBody<T> => {
  const faults: BodyFault[] = [];
  let fields: JsonObject = {};
  for (const [name, option] of Object.entries<Option>(table)) {
    const given = Object.hasOwn(body, name) ? (body[name] ?? undefined) : undefined;
    if (given === undefined) {
      if (option.required) faults.push(missing(name, body, table));
      continue;
    }
    const outcome = readValue(option.value, given, name);
    if ('misfit' in outcome) {
      faults.push(misfitFault(outcome.misfit.where, outcome.misfit.detail, body));
      continue;
    }
    faults.push(...boundFaults(option.value, outcome.value, name));
    fields = { ...fields, [name]: outcome.value };
  }
  // The reader put in exactly what the table allows.
  return faults.length > 0 ? { ok: false, faults } : { ok: true, body: fields as unknown as OptionsOf<T> };
};

/** A fault of a whole field, in our words. */
export const bodyFault = (name: string, reason: string, detail = reason): BodyFault => ({
  name,
  reason,
  detail,
});

const missing = (name: string, body: JsonObject, table: OptionTable): BodyFault => {
  const meant = Object.keys(body).find((given) => !Object.hasOwn(table, given) && snakeCase(given) === name);
  const hint = meant === undefined ? '' : `; "${meant}" is not known, this API writes ${name}`;
  return bodyFault(name, 'is required', `"${name}" is missing${hint}`);
};

/** The spelling of this API for a name from an NCCO or an SDK. */
const snakeCase = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`).replaceAll('-', '_');

const misfitFault = (where: string, detail: string, body: JsonObject): BodyFault => {
  const isThere = (valueAt(body, where.replace(/\[(\d+)\]/g, '.$1')) ?? undefined) !== undefined;
  return bodyFault(lastName(where), isThere ? WRONG_TYPE : 'is required', `${where}: ${detail}`);
};

/** `to[0].number` → `number`, `event_url[0]` → `event_url`. */
const lastName = (where: string): string => where.replace(/\[\d+\]/g, '').replace(/^.*\./, '');

/** What is of the right type and still out of bounds, as deep as the table goes. */
const boundFaults = (expected: Value, found: Json, where: string): readonly BodyFault[] => {
  const reason = boundReason(expected, found);
  if (reason !== undefined) return [bodyFault(lastName(where), reason, `${where} ${reason}`)];
  if (expected.is === 'list' && Array.isArray(found)) {
    return found.flatMap((item, index) => boundFaults(expected.of, item, `${where}[${index}]`));
  }
  const inner = descriptionOf(expected, found);
  if (inner === undefined || !isJsonObject(found)) return [];
  return Object.entries(found).flatMap(([name, value]) => {
    const option = inner.options[name];
    return option === undefined ? [] : boundFaults(option.value, value, `${where}.${name}`);
  });
};

const descriptionOf = (expected: Value, found: Json): Description | undefined => {
  if (expected.is === 'object') return expected;
  if (expected.is !== 'variant' || !isJsonObject(found)) return undefined;
  return expected.of[String(found[expected.by])];
};

const boundReason = (expected: Value, found: Json): string | undefined => {
  switch (expected.is) {
    case 'integer':
    case 'number': {
      const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = expected;
      const value = Number(found);
      if (value >= min && value <= max) return undefined;
      return expected.max === undefined ? `must be at least ${min}` : `must be between ${min} and ${max}`;
    }
    case 'list':
      return Array.isArray(found) && found.length > (expected.maxItems ?? Number.POSITIVE_INFINITY)
        ? `can contain up to ${expected.maxItems} item`
        : undefined;
    case 'text': {
      const text = String(found);
      if (expected.format === 'phone-number') return /^\+?\d{7,15}$/.test(text) ? undefined : BAD_NUMBER;
      if (expected.format === 'http-url') return isHttpUrl(text) ? undefined : 'must be a valid URL';
      if (expected.pattern === undefined || new RegExp(expected.pattern).test(text)) return undefined;
      return 'has an invalid format';
    }
    default:
      return undefined;
  }
};

const isHttpUrl = (text: string): boolean => /^https?:\/\/[^/\s]/i.test(text) && URL.canParse(text);
