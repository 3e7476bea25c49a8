import type { Document, Path } from '../../text/document.ts';
import { isJsonObject, type Json, type JsonObject } from '../../vonage/json.ts';

/** What a document holds for the linter. */
export type Held =
  /** One NCCO, or something that is meant to be one. */
  | { readonly kind: 'ncco' }
  /** A vonage-flow config: the NCCOs written in it, the files that it names, and the names that it gives. */
  | {
      readonly kind: 'config';
      readonly nccos: readonly Path[];
      readonly files: readonly string[];
      readonly names: readonly string[];
      readonly users: readonly string[] | undefined;
    }
  /** A map of name → NCCO. */
  | { readonly kind: 'map'; readonly nccos: readonly Path[] }
  /** Something else altogether. */
  | { readonly kind: 'other' };

/** Tells what a document is by what it holds: configs have `nccos`, a map has nothing but lists of actions. */
export const whatHolds = ({ value }: Pick<Document, 'value'>): Held => {
  if (Array.isArray(value)) {
    const items = value as readonly Json[];
    return items.length === 0 || items.some(isActionLike) ? { kind: 'ncco' } : { kind: 'other' };
  }
  if (!isJsonObject(value)) return { kind: 'other' };
  if (isJsonObject(value['nccos'])) return ofConfig(value, value['nccos']);
  // One that is wrapped, or a single action: what is wrong with it is said where it is linted.
  if ('action' in value || 'ncco' in value) return { kind: 'ncco' };
  const names = Object.keys(value);
  if (names.length > 0 && names.every((name) => isNccoLike(value[name]))) {
    return { kind: 'map', nccos: names.map((name) => [name]) };
  }
  return { kind: 'other' };
};

const isActionLike = (value: Json | undefined): boolean => isJsonObject(value) && 'action' in value;
const isNccoLike = (value: Json | undefined): boolean =>
  Array.isArray(value) && (value as readonly Json[]).some(isActionLike);

const ofConfig = (config: JsonObject, nccos: JsonObject): Held => {
  const found: Path[] = [];
  const files: string[] = [];
  const definition = (value: Json | undefined, path: Path): void => {
    if (typeof value === 'string') {
      // A name has neither dot nor slash; everything else is a file (see the config's own reader).
      if (/[./\\]/.test(value)) files.push(value);
    } else if (Array.isArray(value)) {
      const items = value as readonly Json[];
      if (items.some(isBranch)) {
        items.forEach((item, index) => {
          if (isJsonObject(item)) definition(item['ncco'], [...path, index, 'ncco']);
        });
      } else {
        found.push(path);
      }
    }
  };
  for (const key of ['answer', 'safetyNet']) definition(config[key], [key]);
  for (const name of Object.keys(nccos)) definition(nccos[name], ['nccos', name]);
  const users = config['users'];
  return {
    kind: 'config',
    nccos: found,
    files,
    names: Object.keys(nccos),
    users: Array.isArray(users)
      ? (users as readonly Json[]).filter((user) => typeof user === 'string')
      : undefined,
  };
};

const isBranch = (value: Json | undefined): boolean =>
  isJsonObject(value) && ('ncco' in value || 'when' in value) && !('action' in value);
