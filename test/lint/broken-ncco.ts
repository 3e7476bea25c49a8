import fc from 'fast-check';
import { stringify } from 'yaml';
import { parseDocument } from '../../src/text/parse-document.ts';
import { sourceText } from '../../src/text/source-text.ts';
import { type Json, sameJson } from '../../src/vonage/json.ts';
import { anyNcco } from './any-ncco.ts';

type Loose = Record<string, unknown>;

/** Faults that a safe fix mends, put into an object wherever they fit. */
const FAULTS: readonly ((object: Loose) => void)[] = [
  (object) =>
    eachName(object, (name) =>
      rename(
        object,
        name,
        name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      ),
    ),
  (object) => eachName(object, (name) => rename(object, name, name.toLowerCase())),
  (object) => eachValue(object, (value) => (Array.isArray(value) && value.length === 1 ? value[0] : value)),
  (object) => eachValue(object, (value) => (typeof value === 'string' ? [value] : value)),
  (object) =>
    eachValue(object, (value) =>
      typeof value === 'number' || typeof value === 'boolean' ? String(value) : value,
    ),
  (object) =>
    eachValue(object, (value) => (typeof value === 'string' && /^\d{9,}$/.test(value) ? `+${value}` : value)),
  (object) =>
    eachValue(object, (value) =>
      typeof value === 'string' && /^[a-z]{4,}$/.test(value) ? value.toUpperCase() : value,
    ),
  (object) => {
    if (object['action'] !== 'input') return;
    for (const name of ['type', 'speech', 'dtmf']) delete object[name];
    Object.assign(object, { timeOut: 5, maxDigits: 1 });
  },
];

const eachName = (object: Loose, change: (name: string) => void): void => Object.keys(object).forEach(change);
const eachValue = (object: Loose, change: (value: unknown) => unknown): void => {
  for (const name of Object.keys(object)) object[name] = change(object[name]);
};
const rename = (object: Loose, from: string, to: string): void => {
  if (from === to || to in object) return;
  // In its place, not at the end.
  for (const name of Object.keys(object)) {
    const value = object[name];
    delete object[name];
    object[name === from ? to : name] = value;
  }
};

/** An NCCO of which some actions have faults that can be mended; also one without its array. */
export const brokenNcco: fc.Arbitrary<Json> = fc
  .tuple(anyNcco, fc.array(fc.tuple(fc.nat(), fc.nat(FAULTS.length - 1)), { maxLength: 3 }), fc.nat(9))
  .map(([made, faults, shape]) => {
    const ncco = structuredClone(made);
    for (const [at, fault] of faults) FAULTS[fault]!(ncco[at % ncco.length]!);
    // What was generated is JSON.
    return (shape === 0 ? { ncco } : shape === 1 ? ncco[0] : ncco) as Json;
  });

export interface Written {
  readonly text: string;
  readonly language: 'json' | 'yaml';
  readonly comments: readonly string[];
}

const jsonForm = fc.record({
  indent: fc.constantFrom(0, 1, 2, 4, '\t'),
  newline: fc.constantFrom('\n', '\r\n'),
  mark: fc.constantFrom('', '\ufeff'),
  end: fc.constantFrom('', '\n'),
});

const yamlForm = fc.record({
  style: fc.constantFrom('block' as const, 'flow' as const, 'any' as const),
  quotes: fc.constantFrom(
    'PLAIN' as const,
    'QUOTE_SINGLE' as const,
    'QUOTE_DOUBLE' as const,
    'BLOCK_LITERAL' as const,
  ),
  indent: fc.constantFrom(2, 4),
  indentSeq: fc.boolean(),
  newline: fc.constantFrom('\n', '\r\n'),
  comments: fc.array(fc.tuple(fc.nat(), fc.boolean()), { maxLength: 5 }),
});

export const asJson: fc.Arbitrary<(value: Json) => Written> = jsonForm.map(
  ({ indent, newline, mark, end }) =>
    (value) => ({
      text: mark + (JSON.stringify(value, undefined, indent) + end).replaceAll('\n', newline),
      language: 'json',
      comments: [],
    }),
);

export const asYaml: fc.Arbitrary<(value: Json) => Written> = yamlForm.map(
  ({ style, quotes, indent, indentSeq, newline, comments }) =>
    (value) => {
      const plain = stringify(value, {
        collectionStyle: style,
        defaultStringType: quotes,
        defaultKeyType: 'PLAIN',
        indent,
        indentSeq,
        lineWidth: 60,
      });
      const written: string[] = [];
      const text = comments.reduce((before, [at, isBehind], index) => {
        const comment = `# comment ${index}`;
        const lines = before.split('\n');
        const line = at % lines.length;
        if (isBehind) lines[line] += ` ${comment}`;
        else lines.splice(line, 0, `${/^ */.exec(lines[line]!)![0]}${comment}`);
        const after = lines.join('\n');
        const read = parseDocument(sourceText('f', after), 'yaml');
        // Inside a text it is no comment.
        if (!read.ok || !sameJson(read.value, value)) return before;
        written.push(comment);
        return after;
      }, plain);
      return { text: text.replaceAll('\n', newline), language: 'yaml', comments: written };
    },
);
