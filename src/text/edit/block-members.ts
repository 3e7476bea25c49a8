import { type EditTree, holdsComment, lineEndOf, lineStartOf, type Member, type Place } from './edit-tree.ts';
import type { NewMember } from './flow-members.ts';
import type { Splice } from './splice.ts';
import { blockMember, writingOf } from './write-value.ts';

/** Takes members out of an object in YAML's block style, each with its line. A comment behind one stays, on that line. */
export const removeBlockMembers = (
  tree: EditTree,
  { members }: Place,
  gone: ReadonlySet<Member>,
): readonly Splice[] | undefined => {
  const [first] = members;
  const last = members.at(-1);
  if (!first || !last) return undefined;
  if (gone.size === members.length) {
    // Block style has no empty object.
    return holdsComment(tree, first.start, last.end)
      ? undefined
      : [{ start: first.start, end: last.end, text: '{}' }];
  }
  const splices: Splice[] = [];
  for (const [index, member] of members.entries()) {
    if (!gone.has(member)) continue;
    // What stands between a key and its value, or inside the value.
    if (holdsComment(tree, member.start, member.end)) return undefined;
    const splice = isFirstOfLine(tree.text, member)
      ? wholeLine(tree, member)
      : firstOfItem(tree, member, members[index + 1]);
    if (!splice) return undefined;
    splices.push(splice);
  }
  return splices;
};

const isFirstOfLine = (text: string, { start }: Member): boolean =>
  text.slice(lineStartOf(text, start), start).trim() === '';

const wholeLine = ({ text }: EditTree, { start, end }: Member): Splice | undefined => {
  const lineEnd = lineEndOf(text, end);
  const behind = text.slice(end, lineEnd);
  const comment = behind.search(/\S/);
  if (comment !== -1) return { start, end: end + comment, text: '' };
  const lineStart = lineStartOf(text, start);
  const next = text.indexOf('\n', lineEnd) + 1;
  if (next > 0) return { start: lineStart, end: next, text: '' };
  // The last line has no line break of its own: it takes the one before it.
  return { start: lineEndOf(text, Math.max(0, lineStart - 2)), end: text.length, text: '' };
};

/** Behind a `- ` the next member takes the place of the first. */
const firstOfItem = (
  tree: EditTree,
  { start, end }: Member,
  next: Member | undefined,
): Splice | undefined => {
  const { text } = tree;
  if (!next) return undefined;
  if (!holdsComment(tree, end, next.start)) return { start, end: next.start, text: '' };
  const comment = text.slice(end, next.start).search(/#/);
  return { start, end: end + comment, text: '' };
};

/** Puts members on lines of their own behind the last one that stays. */
export const insertBlockMembers = (
  tree: EditTree,
  object: Place,
  last: Member | undefined,
  added: readonly NewMember[],
): readonly Splice[] | undefined => {
  const { text, newline } = tree;
  const [first] = object.members;
  if (!first || !last) return undefined;
  const column = first.start - lineStartOf(text, first.start);
  const indent = `${newline}${' '.repeat(column)}`;
  const writing = writingOf(tree, object);
  const unit = unitOf(text);
  const lines = added.flatMap(({ name, value }) => blockMember(name, value, writing, unit));
  const at = lineEndOf(text, last.end);
  return [{ start: at, end: at, text: lines.map((line) => `${indent}${line}`).join('') }];
};

/** By how much a text indents, by the first line that it indents. */
const unitOf = (text: string): string => /^( {2,8})\S/m.exec(text)?.[1] ?? '  ';
