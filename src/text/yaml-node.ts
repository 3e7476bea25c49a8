import { isAlias, isMap, isScalar, isSeq, type ParsedNode } from 'yaml';
import type { Json } from '../vonage/json.ts';
import { DEEPEST_NESTING, type Path, type TextProblem } from './document.ts';
import { duplicateKey } from './duplicate-key.ts';
import type { Range, SourceText } from './source-text.ts';

/**
 * Nodes that aliases may add to a document. A config repeats an action or two; ten lines of aliases of aliases are
 * a billion.
 */
const MOST_ALIASED_NODES = 10_000;

/** A part of the document: where it is written, and its parts by name or index. */
interface Part {
  readonly range: Range;
  readonly key?: Range;
  readonly parts?: ReadonlyMap<string | number, Part>;
}

export interface YamlReading {
  readonly value: Json;
  readonly problems: readonly TextProblem[];
  readonly rangeOf: (path: Path) => Range;
  readonly keyRangeOf: (path: Path) => Range;
}

interface Reader {
  readonly source: SourceText;
  readonly problems: TextProblem[];
  /** The newest node of each anchor that was read to its end: an alias inside its own anchor finds none. */
  readonly anchors: Map<string, ParsedNode>;
  /** How many nodes were read through aliases. */
  aliased: number;
}

interface Read {
  readonly value: Json;
  readonly part: Part;
}

/** Turns the package's nodes into a JSON value and the places of its parts. */
export const readYamlNode = (source: SourceText, root: ParsedNode | null): YamlReading => {
  const reader: Reader = { source, problems: [], anchors: new Map(), aliased: 0 };
  const { value, part } = readNode(reader, root, { depth: 0, at: 0 });
  const nearest = (path: Path): Part => {
    let found = part;
    for (const step of path) {
      const inner = found.parts?.get(step);
      if (!inner) return found;
      found = inner;
    }
    return found;
  };
  return {
    value,
    problems: reader.problems,
    rangeOf: (path) => nearest(path).range,
    keyRangeOf: (path) => {
      const found = nearest(path);
      const parent = nearest(path.slice(0, -1));
      // A path that does not exist ends at its parent, whose own key is not the one that was asked for.
      return path.length > 0 && found !== parent ? (found.key ?? found.range) : found.range;
    },
  };
};

interface Spot {
  readonly depth: number;
  /** The alias through which this is read, the outermost one. */
  readonly alias?: Range;
  /** Where a value would stand that is not written at all. */
  readonly at: number;
}

const readNode = (reader: Reader, node: ParsedNode | null, spot: Spot): Read => {
  const { text } = reader.source;
  const range = node ? trimmed(text, node.range[0], node.range[1]) : { start: spot.at, end: spot.at };
  const nothing: Read = { value: null, part: { range } };
  if (!node) return nothing;
  if (spot.depth > DEEPEST_NESTING)
    return fault(reader, `nested deeper than ${DEEPEST_NESTING} levels`, nothing, 'too-deep');
  if (spot.alias) reader.aliased += 1;
  if (reader.aliased > MOST_ALIASED_NODES) {
    // Said once: all that follows would say the same.
    if (reader.aliased === MOST_ALIASED_NODES + 1 && spot.alias) {
      reader.problems.push({
        message: `aliases make this larger than ${MOST_ALIASED_NODES} values`,
        range: spot.alias,
      });
    }
    return nothing;
  }
  if (isAlias(node)) {
    const target = reader.anchors.get(node.source);
    if (!target)
      return fault(
        reader,
        'no anchor (&) of this name stands before this alias; put quotes around a text that begins with *',
        nothing,
      );
    const { value, part } = readNode(reader, target, {
      ...spot,
      depth: spot.depth + 1,
      alias: spot.alias ?? range,
    });
    return { value, part: { ...part, range } };
  }
  const read = isMap(node)
    ? readMap(reader, node.items, range, spot)
    : isSeq(node)
      ? readList(reader, node.items, range, spot)
      : readScalar(reader, isScalar(node) ? node.value : null, nothing);
  if (node.anchor !== undefined && !spot.alias) reader.anchors.set(node.anchor, node);
  return read;
};

const fault = (reader: Reader, message: string, at: Read, kind?: 'too-deep'): Read => {
  reader.problems.push({ message, range: at.part.range, ...(kind && { kind }) });
  return at;
};

/** The node's own end lies behind the comments and line breaks that follow it. */
const trimmed = (text: string, start: number, end: number): Range => {
  let last = Math.min(end, text.length);
  while (last > start && ' \t\r\n'.includes(text[last - 1]!)) last -= 1;
  return { start: Math.min(start, last), end: last };
};

const readScalar = (reader: Reader, value: unknown, at: Read): Read => {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return { ...at, value };
  if (typeof value === 'number' && Number.isFinite(value)) return { ...at, value };
  return fault(reader, 'not a value that JSON has; put quotes around it if it is text', at);
};

interface PairOfNodes {
  readonly key: ParsedNode | null;
  readonly value: ParsedNode | null;
}

const readMap = (reader: Reader, pairs: readonly PairOfNodes[], range: Range, spot: Spot): Read => {
  const value: Record<string, Json> = {};
  const parts = new Map<string | number, Part>();
  for (const pair of pairs) {
    const key = pair.key ? trimmed(reader.source.text, pair.key.range[0], pair.key.range[1]) : range;
    const at: Read = { value: null, part: { range: key } };
    if (!isScalar(pair.key)) {
      fault(reader, 'a key has to be plain text', at);
      continue;
    }
    const name = String(pair.key.value);
    if (name === '<<') fault(reader, 'merge keys (<<) are not supported: repeat the entries', at);
    const earlier = parts.get(name)?.key;
    if (earlier && !spot.alias) reader.problems.push(duplicateKey(reader.source, name, earlier, key));
    const read = readNode(reader, pair.value, { ...spot, depth: spot.depth + 1, at: pair.key.range[1] });
    // Not by assignment, which would swallow the name __proto__.
    Object.defineProperty(value, name, {
      value: read.value,
      enumerable: true,
      writable: true,
      configurable: true,
    });
    parts.set(name, { ...read.part, key });
  }
  return { value, part: { range, parts } };
};

const readList = (reader: Reader, items: readonly (ParsedNode | null)[], range: Range, spot: Spot): Read => {
  const parts = new Map<string | number, Part>();
  const value = items.map((item, index): Json => {
    const read = readNode(reader, item, { ...spot, depth: spot.depth + 1, at: range.start });
    parts.set(index, read.part);
    return read.value;
  });
  return { value, part: { range, parts } };
};
