/** A text with a name to point into. Offsets count UTF-16 units from 0, as JavaScript strings do. */
export interface SourceText {
  /** As people know it: a path relative to where they are. */
  readonly name: string;
  /** Without the byte order mark, which no editor counts as a column. */
  readonly text: string;
  /** Offset at which each line begins. */
  readonly lineStarts: readonly number[];
  /** For what is no text but a value: the part of it at a place (`nccos.menu[1]`), empty for the whole. */
  readonly partAt?: (place: number) => string;
}

/** A stretch of a text, `end` excluded. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Both count from 1; a column is a UTF-16 unit, as editors count. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Names a text so that places in it can be shown. A byte order mark at its begin is taken off. */
export const sourceText = (name: string, text: string): SourceText => {
  const body = text.startsWith('\ufeff') ? text.slice(1) : text;
  // A getter on the object itself would cost as much as reading a small NCCO.
  // What it has is put in by the next two lines.
  const source = Object.create(LAZY_LINES) as { name: string; text: string } & SourceText;
  source.name = name;
  source.text = body;
  return source;
};

const LAZY_LINES = {
  /** Found at the first question: a file without faults is never asked where its lines are. */
  get lineStarts(): readonly number[] {
    // Only `sourceText` makes objects with it.
    const lineStarts = startsOfLines((this as unknown as SourceText).text);
    Object.defineProperty(this, 'lineStarts', { value: lineStarts });
    return lineStarts;
  },
};

const startsOfLines = (text: string): readonly number[] => {
  const starts = [0];
  for (const lineBreak of text.matchAll(/\r\n?|\n/g)) starts.push(lineBreak.index + lineBreak[0].length);
  return starts;
};

/** Line and column of an offset; an offset outside the text counts as its begin or end. */
export const positionAt = (source: SourceText, offset: number): Position => {
  const place = Math.max(0, Math.min(offset, source.text.length));
  const starts = source.lineStarts;
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (starts[middle]! <= place) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: place - starts[low]! + 1 };
};

/** `file:line:col`, which terminals and editors open on a click; of a value the file and the part that is meant. */
export const placeName = (source: SourceText, offset: number): string => {
  if (source.partAt) return [source.name, source.partAt(offset)].filter((words) => words !== '').join(' ');
  const { line, column } = positionAt(source, offset);
  return `${source.name}:${line}:${column}`;
};

/** The line (counted from 1) without its line break. */
export const lineRange = (source: SourceText, line: number): Range => {
  const start = source.lineStarts[line - 1] ?? source.text.length;
  let end = source.lineStarts[line] ?? source.text.length;
  while (end > start && (source.text[end - 1] === '\n' || source.text[end - 1] === '\r')) end -= 1;
  return { start, end };
};
