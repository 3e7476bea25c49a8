/**
 * What a screen reader can say of our text: marks become words, boxes and the gaps of columns go. Data that programs read must
 * not come here, nor what a person copies.
 *
 * @param arrow what an arrow between two things says: from one party `to` another, or first one step `then` another
 */
export const spokenText = (text: string, arrow: 'to' | 'then' = 'to'): string =>
  text
    .split('\n')
    .flatMap((line) => spokenLine(line, arrow))
    .join('\n');

/** A line of source below which something is pointed at. */
const SOURCE_LINE = /^\s*\d+ \| /;
/** What points is read as "caret caret caret"; the words beside it name the place. */
const POINTER = /^[\s|]*\^+\s*$/;
/** A time in front, whose fractions nobody wants to hear. */
const TIME = /^(\d\d:\d\d:\d\d)\.\d{3} /;
/** Below an event, where columns would be. */
const FAR_IN = /^ {13,}(?=\S)/;
const TITLE = /^━+ /;
/** The lines of a tree in front; what they mean is in the indent as well. */
const BRANCHES = /^[\s\u2500-\u257f]+/;
const BOXES = /[\u2500-\u257f]+ ?/g;

/** Marks where they stand for a word, in the order in which they are looked for. */
const MARKS: readonly (readonly [mark: RegExp, words: string])[] = [
  // The two that stand below an event, before an arrow means a step to try.
  [/^(\s*)→ 5b \+/, '$1plus '],
  [/^(\s*)← (?:3 +)?↳ /, '$1its reply: '],
  [/^(\s*)→ /, '$1Try: '],
  [/^(\s*)↳ /, '$1'],
  [/(^|\s)✓ /g, '$1OK: '],
  [/(^)✗ /g, '$1Error: '],
  [/(\s)✗ /g, '$1Problem: '],
  [/(^|\s)▲ /g, '$1Warning: '],
  // Elsewhere it is somebody's own.
  [/^(\s*|\d\d:\d\d:\d\d )! +(?=\S)/, '$1Attention: '],
  [/(^|\s)i (?=Nothing|\d)/, '$1Note: '],
  [/(^|\s)[●◐○] /g, '$1'],
  [/^(\s*|\d\d:\d\d:\d\d )· +/, '$1'],
  [/ · /g, ', '],
  [/[▶◀↳]/g, ''],
];

const spokenLine = (line: string, arrow: string): readonly string[] => {
  if (SOURCE_LINE.test(line)) return [line];
  if (POINTER.test(line)) return line.includes('^') ? [] : [line];
  let words = line
    .replace(TIME, '$1 ')
    .replace(TITLE, '')
    .replace(FAR_IN, '  ')
    .replace(BRANCHES, (front) => ' '.repeat(front.length))
    .replace(BOXES, '');
  for (const [mark, said] of MARKS) words = words.replace(mark, said);
  words = words.replace(/ →(?= |$)/g, ` ${arrow}`);
  // Columns are told apart by a pause.
  words = words
    .replace(/(\S)\s*\u0020{2,}(?=\S)/g, (_gap, before: string) =>
      /[,:;.]/.test(before) ? `${before} ` : `${before}, `,
    )
    .replace(/^(\d\d:\d\d:\d\d) /, '$1, ')
    .trimEnd();
  return words.trim() === '' && line.trim() !== '' ? [] : [words];
};
