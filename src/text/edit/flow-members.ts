import type { Json } from '../../vonage/json.ts';
import { isJsonObject } from '../../vonage/json.ts';
import { type EditTree, holdsComment, indentAt, type Member, type Place } from './edit-tree.ts';
import type { Splice } from './splice.ts';
import { flowText, memberText, nameText, type Writing, writingOf } from './write-value.ts';

export interface NewMember {
  readonly name: string;
  readonly value: Json;
}

/** Takes members out of an object in brackets, with the commas and the lines that are theirs; undefined when a comment would go with them. */
export const removeFlowMembers = (
  tree: EditTree,
  { start: opening, end: closing, members }: Place,
  gone: ReadonlySet<Member>,
): readonly Splice[] | undefined => {
  if (gone.size === members.length) {
    const inner = { start: opening + 1, end: closing - 1, text: '' };
    return holdsComment(tree, inner.start, inner.end) ? undefined : [inner];
  }
  const splices: Splice[] = [];
  for (let index = 0; index < members.length; index += 1) {
    const first = members[index]!;
    if (!gone.has(first)) continue;
    const before = members[index - 1];
    while (gone.has(members[index + 1]!)) index += 1;
    const after = members[index + 1];
    const last = members[index]!;
    // A comma stands behind a member, unless it is the last one: then the one before it loses its own.
    const start = after || !before ? first.start : before.end;
    splices.push({ start, end: after ? after.start : last.end, text: '' });
  }
  return splices.some(({ start, end }) => holdsComment(tree, start, end)) ? undefined : splices;
};

/** Puts members behind the last one that stays, written as their neighbours are. */
export const insertFlowMembers = (
  tree: EditTree,
  object: Place,
  last: Member | undefined,
  added: readonly NewMember[],
): readonly Splice[] | undefined => {
  const { text } = tree;
  const writing = writingOf(tree, object);
  const [first] = object.members;
  if (first && !last) return undefined;
  if (!first || !last) return intoEmpty(tree, object, added, writing);
  const isSpread = text.slice(object.start, first.start).includes('\n');
  if (!isSpread) {
    const members = added.map(({ name, value }) => oneLine(name, value, first, writing));
    return [{ start: last.end, end: last.end, text: members.map((one) => writing.comma + one).join('') }];
  }
  const indent = indentAt(text, first.start);
  const unit = unitOf(indent, indentAt(text, object.start));
  const line = `${tree.newline}${indent}`;
  const members = added.map(({ name, value }) => severalLines(name, value, { first, writing, line, unit }));
  return [{ start: last.end, end: last.end, text: members.map((one) => `,${line}${one}`).join('') }];
};

const intoEmpty = (
  { text, newline }: EditTree,
  { start, end }: Place,
  added: readonly NewMember[],
  writing: Writing,
): readonly Splice[] | undefined => {
  const inner = text.slice(start + 1, end - 1);
  if (inner.trim() !== '') return undefined;
  const members = added.map(({ name, value }) => memberText(name, value, writing));
  if (!inner.includes('\n')) {
    const { padding, comma } = writing;
    return [{ start: start + 1, end: end - 1, text: `${padding}${members.join(comma)}${padding}` }];
  }
  const outer = `${newline}${indentAt(text, start)}`;
  const line = `${outer}${unitOf('', '')}`;
  return [{ start: start + 1, end: end - 1, text: `${line}${members.join(`,${line}`)}${outer}` }];
};

const oneLine = (name: string, value: Json, { key }: Member, writing: Writing): string =>
  `${nameText(name, key.quote, writing)}${writing.colon}${flowText(value, writing)}`;

/** An object whose members stand on lines of their own has its objects written so too. */
const severalLines = (
  name: string,
  value: Json,
  {
    first,
    writing,
    line,
    unit,
  }: { readonly first: Member; readonly writing: Writing; readonly line: string; readonly unit: string },
): string => {
  if (!isJsonObject(value) || Object.keys(value).length === 0) return oneLine(name, value, first, writing);
  const members = Object.keys(value).map((inner) => oneLine(inner, value[inner]!, first, writing));
  const inner = members.map((one) => `${line}${unit}${one}`).join(',');
  return `${nameText(name, first.key.quote, writing)}${writing.colon}{${inner}${line}}`;
};

/** By how much a text indents. */
const unitOf = (inner: string, outer: string): string =>
  inner.startsWith(outer) && inner.length > outer.length ? inner.slice(outer.length) : '  ';
