import type { Path } from '../document.ts';
import { insertBlockMembers, removeBlockMembers } from './block-members.ts';
import { replaceByPart, replaceValue, wrapInArray } from './change-value.ts';
import type { Edit } from './edit.ts';
import { type EditTree, findPlace, type Member, type Place } from './edit-tree.ts';
import { insertFlowMembers, type NewMember, removeFlowMembers } from './flow-members.ts';
import { jsonEditTree } from './json-edit-tree.ts';
import { inTextOrder, type Splice } from './splice.ts';
import { nameText, writingOf } from './write-value.ts';
import { yamlEditTree } from './yaml-edit-tree.ts';

/**
 * Says how edits that belong together change a text. Undefined when one of them cannot be made there without touching
 * another place (what an alias shows) or losing a comment.
 */
export type TextEditor = (edits: readonly Edit[]) => readonly Splice[] | undefined;

/** An editor of a text that was parsed before; many sets of edits may be asked for, each for the text as it is. */
export const textEditor = (text: string, language: 'json' | 'yaml'): TextEditor => {
  const tree = language === 'json' ? jsonEditTree(text) : yamlEditTree(text);
  return (edits) => splicesOf(tree, edits);
};

/** What several edits do to the members of one object. */
interface Turnover {
  readonly object: Place;
  readonly gone: Set<Member>;
  readonly added: NewMember[];
}

const splicesOf = (tree: EditTree, edits: readonly Edit[]): readonly Splice[] | undefined => {
  const splices: Splice[] = [];
  const turnovers = new Map<Place, Turnover>();
  for (const edit of edits) {
    const made = splicesOfOne(tree, edit, turnovers);
    if (!made) return undefined;
    splices.push(...made);
  }
  for (const turnover of turnovers.values()) {
    const made = turnOver(tree, turnover);
    if (!made) return undefined;
    splices.push(...made);
  }
  return inTextOrder(splices);
};

const splicesOfOne = (
  tree: EditTree,
  edit: Edit,
  turnovers: Map<Place, Turnover>,
): readonly Splice[] | undefined => {
  const found = findPlace(tree.root, edit.path);
  if (!found) return undefined;
  const turnoverOf = (object: Place): Turnover => {
    const turnover = turnovers.get(object) ?? { object, gone: new Set(), added: [] };
    turnovers.set(object, turnover);
    return turnover;
  };
  switch (edit.do) {
    case 'replace-value':
      return replaceValue(tree, found, edit.value);
    case 'wrap-in-array':
      return wrapInArray(tree, found);
    case 'replace-by-part':
      return replaceByPart(tree, found, edit.part);
    case 'rename-key':
      return found.member && found.isOwnerAlone ? renameKey(tree, found.member, edit.name) : undefined;
    case 'remove-key':
      if (!found.member || !found.owner || !found.isOwnerAlone) return undefined;
      turnoverOf(found.owner).gone.add(found.member);
      return [];
    case 'insert-key':
      if (!found.isAlone || found.place.kind !== 'object') return undefined;
      turnoverOf(found.place).added.push({ name: edit.name, value: edit.value });
      return [];
    default:
      return edit satisfies never;
  }
};

const renameKey = (tree: EditTree, { key }: Member, name: string): readonly Splice[] => [
  { start: key.start, end: key.end, text: nameText(name, key.quote, writingOf(tree, tree.root)) },
];

const turnOver = (tree: EditTree, { object, gone, added }: Turnover): readonly Splice[] | undefined => {
  const [remove, insert] = object.isBlock
    ? [removeBlockMembers, insertBlockMembers]
    : [removeFlowMembers, insertFlowMembers];
  const removed = gone.size === 0 ? [] : remove(tree, object, gone);
  if (!removed || added.length === 0) return removed;
  const last = object.members.findLast((member) => !gone.has(member));
  const inserted = insert(tree, object, last, added);
  // What is put in at one place comes before what is taken away there.
  return inserted && [...inserted, ...removed];
};

/** Where an edit makes a name: two fixes may not make the same one. */
export const nameMadeBy = (edit: Edit): Path | undefined => {
  if (edit.do === 'insert-key') return [...edit.path, edit.name];
  return edit.do === 'rename-key' ? [...edit.path.slice(0, -1), edit.name] : undefined;
};
