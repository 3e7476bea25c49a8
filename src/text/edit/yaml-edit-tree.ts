import {
  type Alias,
  Composer,
  type CST,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  type Pair,
  type ParsedNode,
  Parser,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { Range } from '../source-text.ts';
import type { EditTree, Member, Place, Quote } from './edit-tree.ts';
import { newlineOf } from './newline-of.ts';

/** The places of a YAML text that was parsed before. */
export const yamlEditTree = (text: string): EditTree => {
  const lexemes = [...new Lexer().lex(text)];
  const parser = new Parser();
  const tokens = [...lexemes.flatMap((lexeme) => [...parser.next(lexeme)]), ...parser.end()];
  const composer = new Composer({
    version: '1.2',
    schema: 'core',
    merge: false,
    stringKeys: true,
    uniqueKeys: false,
    keepSourceTokens: true,
  });
  const [document] = [...composer.compose(tokens)];
  const reader: Reader = { text, aliased: new Set() };
  const { contents } = document ?? {};
  if (contents) gatherAliases(contents, reader.aliased);
  return {
    text,
    language: 'yaml',
    // A text with nothing in it has no place that could be edited.
    root: placeOf(reader, (contents as ParsedNode | null | undefined) ?? null, { at: 0, isInFlow: false }),
    comments: commentsOf(lexemes),
    newline: newlineOf(text),
  };
};

interface Reader {
  readonly text: string;
  /** Names of anchors that an alias asks for. */
  readonly aliased: Set<string>;
}

const gatherAliases = (node: unknown, aliased: Set<string>): void => {
  if (isAlias(node)) aliased.add(node.source);
  else if (isMap(node)) for (const { value } of node.items) gatherAliases(value, aliased);
  else if (isSeq(node)) for (const item of node.items) gatherAliases(item, aliased);
};

interface Spot {
  /** Where a value would stand that is not written at all. */
  readonly at: number;
  readonly isInFlow: boolean;
}

const QUOTES: Readonly<Record<string, Quote>> = {
  QUOTE_DOUBLE: '"',
  QUOTE_SINGLE: "'",
  BLOCK_LITERAL: '|',
  BLOCK_FOLDED: '|',
};

const placeOf = (reader: Reader, node: ParsedNode | null, { at, isInFlow }: Spot): Place => {
  if (!node || (isScalar(node) && node.range[0] === node.range[1] && node.anchor === undefined)) {
    return { ...NOTHING, isInFlow, start: at, outerStart: at, end: at };
  }
  const [start] = node.range;
  const anchor = isAlias(node) ? undefined : node.anchor;
  const shell = {
    ...NOTHING,
    isInFlow,
    start,
    outerStart: anchor === undefined ? start : reader.text.lastIndexOf(`&${anchor}`, start),
    isShared: anchor !== undefined && reader.aliased.has(anchor),
  };
  if (isMap(node)) return objectPlace(reader, node, shell);
  if (isSeq(node)) return listPlace(reader, node, shell);
  return scalarPlace(reader, node, shell);
};

const NOTHING = {
  kind: 'nothing',
  isBlock: false,
  quote: '',
  isShared: false,
  members: [],
  items: [],
} as const satisfies Partial<Place>;

type Shell = Omit<Place, 'end'>;

const objectPlace = (reader: Reader, node: YAMLMap.Parsed, shell: Shell): Place => {
  const isFlow = node.flow === true;
  const members = node.items.map((pair) =>
    memberOf(reader, pair as Pair<ParsedNode, ParsedNode | null>, isFlow || shell.isInFlow),
  );
  return {
    ...shell,
    kind: 'object',
    isBlock: !isFlow,
    end: isFlow ? node.range[1] : (members.at(-1)?.end ?? node.range[1]),
    // The package puts the begin of a map behind a `?`.
    start: isFlow ? shell.start : Math.min(shell.start, members[0]?.start ?? shell.start),
    members,
  };
};

const listPlace = (reader: Reader, node: YAMLSeq.Parsed, shell: Shell): Place => {
  const isFlow = node.flow === true;
  const items = node.items.map((item) =>
    placeOf(reader, item as ParsedNode | null, { at: shell.start, isInFlow: isFlow || shell.isInFlow }),
  );
  const last = items.at(-1);
  const isEndKnown = !isFlow && last !== undefined && last.kind !== 'nothing';
  return {
    ...shell,
    kind: 'list',
    isBlock: !isFlow,
    end: isEndKnown ? last.end : trimmedEnd(reader.text, shell.start, node.range[1]),
    items,
  };
};

const scalarPlace = (reader: Reader, node: ParsedNode | Alias.Parsed, shell: Shell): Place => {
  const quote = isScalar(node) ? (QUOTES[node.type ?? ''] ?? '') : '';
  return {
    ...shell,
    kind: isAlias(node) ? 'alias' : 'scalar',
    isBlock: quote === '|',
    end: trimmedEnd(reader.text, shell.start, node.range[1]),
    quote,
    ...(isScalar(node) && typeof node.value === 'string' && { says: node.value }),
  };
};

const trimmedEnd = (text: string, start: number, end: number): number => {
  let last = Math.min(end, text.length);
  while (last > start && ' \t\r\n'.includes(text[last - 1]!)) last -= 1;
  return last;
};

const memberOf = (reader: Reader, pair: Pair<ParsedNode, ParsedNode | null>, isInFlow: boolean): Member => {
  const { key } = pair;
  const source = pair.srcToken as CST.CollectionItem | undefined;
  const before = source?.start.find(({ type }) => type === 'explicit-key-ind' || type === 'anchor');
  const colon = source?.sep?.find(({ type }) => type === 'map-value-ind');
  const colonEnd = colon ? colon.offset + 1 : key.range[1];
  const value = placeOf(reader, pair.value, { at: colonEnd, isInFlow });
  return {
    name: String(isScalar(key) ? key.value : ''),
    start: before?.offset ?? key.range[0],
    key: {
      start: key.range[0],
      end: key.range[1],
      quote: isScalar(key) ? (QUOTES[key.type ?? ''] ?? '') : '',
    },
    colonEnd,
    end: value.kind === 'nothing' ? colonEnd : value.end,
    value,
  };
};

/** What the lexer puts in front of a scalar: the next piece is text, whatever it begins with. */
const SCALAR_FOLLOWS = '\u001f';
/** Marks without a place in the text. */
const MARKS: ReadonlySet<string> = new Set(['\u0002', '\u0018', SCALAR_FOLLOWS]);

const commentsOf = (lexemes: readonly string[]): readonly Range[] => {
  const comments: Range[] = [];
  let at = 0;
  let isScalarNext = false;
  for (const lexeme of lexemes) {
    if (MARKS.has(lexeme)) {
      isScalarNext = lexeme === SCALAR_FOLLOWS;
      continue;
    }
    if (lexeme.startsWith('#') && !isScalarNext) comments.push({ start: at, end: at + lexeme.length });
    isScalarNext = false;
    at += lexeme.length;
  }
  return comments;
};
