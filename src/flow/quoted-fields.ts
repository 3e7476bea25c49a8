/** A field that stands in a text as `"name": …`. */
export interface QuotedField {
  readonly name: string;
  /** What stands there: of a text without its quotes, of a list or an object all of it. */
  readonly value: string;
}

/** The text with other values in some fields; `other` gives what stands between the quotes then. */
export type QuotedFields = (text: string, other: (field: QuotedField) => string) => string;

/** In JSON inside JSON quotes have backslashes, and objects stand in the query of a GET as JSON (voice-webhooks.md §1). */
const QUOTE = String.raw`\\{0,8}["']|(?:%5[Cc]){0,8}%2[27]`;
/** Most texts have none, and this is found out faster than a field. */
const SIGN_OF_QUOTE = /["']|%2[27]/;
const SPACE = String.raw`(?:\s|%20|\+){0,8}`;

/**
 * Finds fields by their names in a text that is no JSON, or not whole, or holds JSON. What has no end goes to the end of the text. What
 * is no text, number, list or object stays, and so does an empty text.
 *
 * @param names regular expression of the names
 */
export const quotedFields = (names: string, flags = ''): QuotedFields => {
  const begin = new RegExp(`(${QUOTE})(${names})(?:${QUOTE})${SPACE}(?::|%3[Aa])${SPACE}`, `g${flags}`);
  return (text, other) => {
    if (!SIGN_OF_QUOTE.test(text)) return text;
    let kept = '';
    let from = 0;
    begin.lastIndex = 0;
    for (let match = begin.exec(text); match; match = begin.exec(text)) {
      const [, quote = '', name = ''] = match;
      const at = begin.lastIndex;
      const { end, value } = valueAt(text, at, quote);
      if (value === '') continue;
      kept += `${text.slice(from, at)}${quote}${other({ name, value })}${quote}`;
      from = end;
      begin.lastIndex = end;
    }
    return kept + text.slice(from);
  };
};

interface Value {
  readonly value: string;
  readonly end: number;
}

const valueAt = (text: string, at: number, quote: string): Value => {
  const open = match(OPEN, text, at);
  if (open !== undefined) {
    const begin = at + open.length;
    const [close, end] = endOfText(text, begin, open);
    return { value: text.slice(begin, close), end };
  }
  const end =
    match(BLOCK, text, at) === undefined
      ? at + (match(NUMBER, text, at)?.length ?? 0)
      : endOfBlock(text, at, quote);
  return { value: text.slice(at, end), end };
};

const OPEN = new RegExp(QUOTE, 'y');
const BLOCK = /[{[]|%[57]B/iy;
const NUMBER = /-?\d[\d.]{0,40}/y;

const match = (pattern: RegExp, text: string, at: number): string | undefined => {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
};

/** Where a text that begins there closes, and where that quote ends. */
const endOfText = (text: string, begin: number, open: string): readonly [close: number, end: number] => {
  const { sign, backslash, depth } = quoteOf(open);
  for (let at = text.indexOf(sign, begin); at !== -1; at = text.indexOf(sign, at + sign.length)) {
    let count = 0;
    let close = at;
    while (close - backslash.length >= begin && isAt(text, close - backslash.length, backslash)) {
      close -= backslash.length;
      count += 1;
    }
    // Backslashes of the text come as twice those of a quote and two: what is left over belongs to the quote.
    const own = count % (2 * (depth + 1));
    if (own <= depth) return [at - own * backslash.length, at + sign.length];
  }
  return [text.length, text.length];
};

/** The sign that ends a quote, how its backslashes are written, and how many it has. */
const quoteOf = (quote: string) => {
  const isEscaped = quote.includes('%');
  const sign = quote.slice(isEscaped ? -3 : -1);
  const backslash = isEscaped ? '%5C' : '\\';
  return { sign, backslash, depth: (quote.length - sign.length) / backslash.length };
};

const isAt = (text: string, at: number, part: string): boolean =>
  text.slice(at, at + part.length).toUpperCase() === part;

const SIGN = /[{}[\]]|%[57][BD]/gi;

/** In texts there may be brackets, too. */
const endOfBlock = (text: string, begin: number, quote: string): number => {
  const { sign } = quoteOf(quote);
  const signs = new RegExp(`${SIGN.source}|${sign}`, 'gi');
  signs.lastIndex = begin;
  let depth = 0;
  for (let found = signs.exec(text); found; found = signs.exec(text)) {
    const [one] = found;
    if (one === sign) signs.lastIndex = endOfText(text, signs.lastIndex, quote)[1];
    else depth += /[{[]|B$/i.test(one) ? 1 : -1;
    if (depth === 0) return signs.lastIndex;
  }
  return text.length;
};
