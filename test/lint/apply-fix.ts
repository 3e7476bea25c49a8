import type { Edit, Fix } from '../../src/lint/diagnostic.ts';
import type { Path } from '../../src/text/document.ts';

type Parent = Record<string | number, unknown>;

/** Applies a fix to a value, the way an editor of the text would: all paths are those of before the fix. */
export const applyFix = (root: unknown, { edits }: Fix): unknown => {
  const box = { root: structuredClone(root) };
  // No edit of a fix removes an item of a list, so paths stay true while keys come and go.
  for (const edit of edits) applyEdit(box, edit);
  return box.root;
};

const applyEdit = (box: Parent, edit: Edit): void => {
  const path: Path = ['root', ...edit.path];
  const parent = valueAt(box, path.slice(0, -1)) as Parent;
  const last = path.at(-1)!;
  switch (edit.do) {
    case 'replace-value':
      parent[last] = edit.value;
      return;
    case 'rename-key':
      parent[edit.name] = parent[last];
      delete parent[last];
      return;
    case 'remove-key':
      delete parent[last];
      return;
    case 'insert-key':
      (parent[last] as Parent)[edit.name] = edit.value;
      return;
    case 'wrap-in-array':
      parent[last] = [parent[last]];
      return;
    case 'replace-by-part':
      parent[last] = valueAt(parent[last], edit.part);
      return;
    default:
      edit satisfies never;
  }
};

const valueAt = (root: unknown, path: Path): unknown =>
  path.reduce((value, step) => (value as Parent)[step], root);
