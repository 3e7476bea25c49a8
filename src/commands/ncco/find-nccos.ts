import { basename } from 'node:path';
import { CONFIG_KEYS } from '../../edge/config/config-keys.ts';
import { isConfigName } from '../../edge/config/find-config.ts';
import { nearest } from '../../text/did-you-mean.ts';
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
      /** Names of its WebSockets. */
      readonly sockets: readonly string[];
      readonly users: readonly string[] | undefined;
    }
  /** A map of name → NCCO. */
  | { readonly kind: 'map'; readonly nccos: readonly Path[] }
  /** Something else altogether. */
  | { readonly kind: 'other' };

/** What is known of a document besides its value. */
export interface Origin {
  readonly name: string;
  /** Found in a folder rather than named. */
  readonly isFound: boolean;
}

/**
 * Tells what a document is by its name and by what it holds: a config is called one or has `nccos`, a map has nothing but
 * lists of actions. What was named, and is neither, is a config when it has a key of one, or nearly.
 */
export const whatHolds = ({ value }: Pick<Document, 'value'>, { name, isFound }: Origin): Held => {
  if (isConfigName(basename(name))) return ofConfig(value);
  if (Array.isArray(value)) {
    const items = value as readonly Json[];
    return items.length === 0 || items.some(isActionLike) ? { kind: 'ncco' } : { kind: 'other' };
  }
  if (!isJsonObject(value)) return { kind: 'other' };
  if (isJsonObject(value['nccos'])) return ofConfig(value);
  // One that is wrapped, or a single action: what is wrong with it is said where it is linted.
  if ('action' in value || 'ncco' in value) return { kind: 'ncco' };
  const names = Object.keys(value);
  if (names.length > 0 && names.every((name) => isNccoLike(value[name]))) {
    return { kind: 'map', nccos: names.map((name) => [name]) };
  }
  return !isFound && names.some(isAlmostKey) ? ofConfig(value) : { kind: 'other' };
};

/**
 * Whether a text that cannot be read was meant to hold an NCCO: somewhere in it stands the key that every action has, or
 * nothing at all, as after a full disk.
 */
export const looksLikeNcco = (text: string): boolean =>
  text.trim() === '' || /(?:^|[\s{,[-])(["']?)action\1\s*:/m.test(text);

const isAlmostKey = (name: string): boolean =>
  CONFIG_KEYS.some((key) => key === name) || nearest(name, CONFIG_KEYS).length > 0;

const isActionLike = (value: Json | undefined): boolean => isJsonObject(value) && 'action' in value;
const isNccoLike = (value: Json | undefined): boolean =>
  Array.isArray(value) && (value as readonly Json[]).some(isActionLike);

const ofConfig = (value: Json): Held => {
  const config: JsonObject = isJsonObject(value) ? value : {};
  const nccos = isJsonObject(config['nccos']) ? config['nccos'] : {};
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
    sockets: Object.keys(isJsonObject(config['sockets']) ? config['sockets'] : {}),
    users: Array.isArray(users)
      ? (users as readonly Json[]).flatMap((user) => {
          const name = isJsonObject(user) ? user['name'] : user;
          return typeof name === 'string' ? [name] : [];
        })
      : undefined,
  };
};

const isBranch = (value: Json | undefined): boolean =>
  isJsonObject(value) && ('ncco' in value || 'when' in value) && !('action' in value);
