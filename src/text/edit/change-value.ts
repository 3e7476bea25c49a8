import type { Json } from '../../vonage/json.ts';
import {
  type EditTree,
  type Found,
  findPlace,
  holdsComment,
  indentAt,
  laterLines,
  lineStartOf,
  type Place,
} from './edit-tree.ts';
import type { Splice } from './splice.ts';
import { flowText, writingOf, yamlScalar } from './write-value.ts';

/** Writes another value in the place of one, in the same quotes where it can. */
export const replaceValue = (
  tree: EditTree,
  { place, member, isAlone }: Found,
  value: Json,
): readonly Splice[] | undefined => {
  // An alias is one of several places that the author wants alike.
  if (!isAlone || place.kind === 'alias' || holdsComment(tree, place.start, place.end)) return undefined;
  const writing = writingOf(tree, tree.root);
  const text =
    tree.language === 'yaml' && (typeof value !== 'object' || value === null)
      ? yamlScalar(value, place.quote, { isInFlow: place.isInFlow, quote: writing.quote })
      : flowText(value, writing);
  const isOnOwnLines = place.isBlock && place.kind !== 'scalar';
  if (place.kind === 'nothing' || (isOnOwnLines && member)) {
    if (!member || holdsComment(tree, member.colonEnd, place.end)) return undefined;
    return [{ start: member.colonEnd, end: place.end, text: ` ${text}` }];
  }
  return [{ start: place.start, end: place.end, text }];
};

/** `x` becomes `[x]`, and in YAML's block style `- x`. */
export const wrapInArray = (
  tree: EditTree,
  { place, isAlone, isOwnerAlone }: Found,
): readonly Splice[] | undefined => {
  if (!isOwnerAlone || place.kind === 'nothing') return undefined;
  if (!place.isBlock || place.kind === 'scalar') return inBrackets(tree, place);
  // Its anchor stands on another line: an array would get it.
  if (!isAlone) return undefined;
  const inner = laterLines(tree.text, place).filter((start) => !isBlankLine(tree.text, start));
  return [
    { start: place.start, end: place.start, text: '- ' },
    ...inner.map((start) => ({ start, end: start, text: '  ' })),
  ];
};

const inBrackets = (tree: EditTree, place: Place): readonly Splice[] | undefined => {
  const { outerStart, start, end, quote, says } = place;
  const before = { start: outerStart, end: outerStart, text: '[' };
  const raw = tree.text.slice(start, end);
  // Inside brackets there are no block scalars, and fewer texts go without quotes.
  const needsQuotes = quote === '|' || (quote === '' && /[{}[\],]/.test(raw));
  if (says === undefined || !needsQuotes) return [before, { start: end, end, text: ']' }];
  if (holdsComment(tree, start, end)) return undefined;
  return [before, { start, end, text: `${JSON.stringify(says)}]` }];
};

const isBlankLine = (text: string, start: number): boolean =>
  /^[ \t]*\r?(?:\n|$)/.test(text.slice(start, start + 200));

/** A value becomes one of its parts; what was around it goes, and the lines of the part move to the left. */
export const replaceByPart = (
  tree: EditTree,
  { place, member, isAlone }: Found,
  path: readonly (string | number)[],
): readonly Splice[] | undefined => {
  const inner = findPlace(place, path);
  if (!isAlone || !inner || place.kind === 'alias') return undefined;
  const { text } = tree;
  const part = inner.place;
  if (part.kind === 'nothing') return undefined;
  const staysOnLines = part.isBlock && part.kind !== 'scalar';
  // In block style a list begins on the line below its key: its item moves up, behind the colon.
  const movesUp = place.isBlock && member !== undefined && !staysOnLines;
  const start = movesUp ? member.colonEnd : place.start;
  if (holdsComment(tree, part.end, place.end)) return undefined;
  const surplus = staysOnLines
    ? ' '.repeat(Math.max(0, columnOf(text, part.start) - columnOf(text, place.start)))
    : surplusOf(indentAt(text, part.start), indentAt(text, place.start));
  const away = (line: number): Splice => ({ start: line, end: line + surplus.length, text: '' });
  const rest: readonly Splice[] = [{ start: part.end, end: place.end, text: '' }];
  const moved = laterLines(text, part).filter((line) => surplus !== '' && text.startsWith(surplus, line));
  if (holdsComment(tree, start, part.start)) {
    const head = staysOnLines ? headBefore(tree, place, inner) : undefined;
    if (!head) return undefined;
    const lines = laterLines(text, { start: head.end - 1, end: part.end });
    return [head, ...lines.filter((line) => text.startsWith(surplus, line)).map(away), ...rest];
  }
  return [{ start, end: part.outerStart, text: movesUp ? ' ' : '' }, ...moved.map(away), ...rest];
};

/** The line of a key whose value stands below it, with nothing but comments between them. */
const headBefore = (
  { text, comments }: EditTree,
  { start }: Place,
  { member, place }: Found,
): Splice | undefined => {
  const lineStart = lineStartOf(text, start);
  const end = text.indexOf('\n', start) + 1;
  const isAlone = member?.start === start && text.slice(lineStart, start).trim() === '';
  if (!isAlone || end > place.start || comments.some((one) => one.start >= start && one.start < end))
    return undefined;
  return { start: lineStart, end, text: '' };
};

const columnOf = (text: string, offset: number): number => offset - lineStartOf(text, offset);

const surplusOf = (inner: string, outer: string): string =>
  inner.startsWith(outer) ? inner.slice(outer.length) : '';
