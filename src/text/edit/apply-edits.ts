import type { Json } from '../../vonage/json.ts';
import type { Path } from '../document.ts';
import type { Edit } from './edit.ts';

type Parent = Record<string | number, Json>;

/** At one place: what changes a value comes before what changes its key, and a key goes before another comes. */
const TURN: Readonly<Record<Edit['do'], number>> = {
  'replace-value': 0,
  'wrap-in-array': 0,
  'replace-by-part': 0,
  'rename-key': 1,
  'remove-key': 2,
  'insert-key': 3,
};

/**
 * Applies edits to a value: what a text has to say after the same edits were made in it. The deepest ones first, so
 * that paths stay true.
 */
export const applyEdits = (root: Json, edits: readonly Edit[]): Json => {
  const box: Parent = { root: structuredClone(root) };
  const ordered = [...edits].sort(
    (one, other) => other.path.length - one.path.length || TURN[one.do] - TURN[other.do],
  );
  for (const edit of ordered) applyEdit(box, edit);
  return box['root']!;
};

const applyEdit = (box: Parent, edit: Edit): void => {
  const path: Path = ['root', ...edit.path];
  // Edits come with the value that they were made for.
  const parent = valueAt(box, path.slice(0, -1)) as Parent;
  const last = path.at(-1)!;
  switch (edit.do) {
    case 'replace-value':
      parent[last] = edit.value;
      return;
    case 'rename-key': {
      const value = parent[last]!;
      delete parent[last];
      setOwn(parent, edit.name, value);
      return;
    }
    case 'remove-key':
      delete parent[last];
      return;
    case 'insert-key':
      setOwn(parent[last] as Parent, edit.name, edit.value);
      return;
    case 'wrap-in-array':
      parent[last] = [parent[last]!];
      return;
    case 'replace-by-part':
      parent[last] = valueAt(parent[last]!, edit.part);
      return;
    default:
      edit satisfies never;
  }
};

/** Not by assignment, which would swallow the name __proto__. */
const setOwn = (object: Parent, name: string, value: Json): void => {
  Object.defineProperty(object, name, { value, enumerable: true, writable: true, configurable: true });
};

const valueAt = (root: Json, path: Path): Json =>
  path.reduce<Json>((value, step) => (value as Parent)[step]!, root);
