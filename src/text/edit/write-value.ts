import type { Json, JsonObject } from '../../vonage/json.ts';
import { isJsonObject } from '../../vonage/json.ts';
import type { EditTree, Place, Quote } from './edit-tree.ts';

/** How a value is written on one line. */
export interface Writing {
  readonly language: 'json' | 'yaml';
  /** What stands between a name and its value, and between two parts. */
  readonly colon: string;
  readonly comma: string;
  /** What stands inside curly brackets. */
  readonly padding: string;
  /** For texts of YAML that need quotes. */
  readonly quote: '"' | "'";
}

/** As the object writes its own members, else as the first object of the text that has any. */
export const writingOf = ({ text, language, root }: EditTree, object: Place): Writing => {
  const model = object.members.length > 0 ? object : (firstObject(root) ?? object);
  const [first, second] = model.members;
  const written = first && !model.isBlock ? text.slice(first.key.end, first.value.outerStart) : ': ';
  // A value on a line of its own, or behind a comment, is no model.
  const colon = /^\s*:[ \t]*$/.test(written) && !written.includes('\n') ? written : ': ';
  const gap = first && second && !model.isBlock ? text.slice(first.end, second.start) : '';
  const isTight = colon.endsWith(':');
  return {
    language,
    colon: isTight && language === 'yaml' ? ': ' : colon,
    comma: /^,[ \t]*$/.test(gap) ? gap : isTight ? ',' : ', ',
    padding:
      model.isBlock ||
      /\s/.test(text[model.start + 1] ?? '') ||
      (language === 'json' && isSpread(text, model))
        ? ' '
        : '',
    quote: firstQuote(text),
  };
};

const isSpread = (text: string, { start, members }: Place): boolean =>
  members.length > 0 && text.slice(start, members[0]!.start).includes('\n');

const firstObject = (place: Place): Place | undefined => {
  if (place.members.length > 0) return place;
  for (const item of place.items) {
    const found = firstObject(item);
    if (found) return found;
  }
  return undefined;
};

const firstQuote = (text: string): '"' | "'" => (/(?:^|[\s[{,])(["'])/.exec(text)?.[1] === "'" ? "'" : '"');

type Scalar = string | number | boolean | null;

/** A value on one line, as JSON or in YAML's flow style. */
export const flowText = (value: Json, writing: Writing): string => {
  if (Array.isArray(value)) {
    const items = value as readonly Json[];
    return `[${items.map((item) => flowText(item, writing)).join(writing.comma)}]`;
  }
  if (isJsonObject(value)) {
    const members = Object.keys(value).map((name) => memberText(name, value[name]!, writing));
    if (members.length === 0) return '{}';
    return `{${writing.padding}${members.join(writing.comma)}${writing.padding}}`;
  }
  // What is neither a list nor an object; TypeScript does not take read-only lists out.
  const scalar = value as Scalar;
  return writing.language === 'json'
    ? JSON.stringify(scalar)
    : yamlScalar(scalar, '', { isInFlow: true, quote: writing.quote });
};

/** A name and its value on one line. */
export const memberText = (name: string, value: Json, writing: Writing): string =>
  `${nameText(name, '', writing)}${writing.colon}${flowText(value, writing)}`;

/** A name in the quotes that its neighbours have. */
export const nameText = (
  name: string,
  quote: Quote,
  { language, quote: preferred }: Pick<Writing, 'language' | 'quote'>,
): string =>
  language === 'json' ? JSON.stringify(name) : yamlScalar(name, quote, { isInFlow: true, quote: preferred });

/** The lines of an object in YAML's block style, without indentation of their own. */
export const blockLines = (value: JsonObject, writing: Writing, unit: string): readonly string[] =>
  Object.keys(value).flatMap((name) => blockMember(name, value[name]!, writing, unit));

/** A name and its value in YAML's block style: an object goes on lines of its own. */
export const blockMember = (name: string, value: Json, writing: Writing, unit: string): readonly string[] => {
  const key = nameText(name, '', writing);
  if (isJsonObject(value) && Object.keys(value).length > 0) {
    return [`${key}:`, ...blockLines(value, writing, unit).map((line) => `${unit}${line}`)];
  }
  const isText = typeof value === 'string';
  const text = isText
    ? yamlScalar(value, '', { isInFlow: false, quote: writing.quote })
    : flowText(value, writing);
  return [`${key}: ${text}`];
};

/** A scalar of YAML in the quotes it had; one that had none gets some when it would be read as something else. */
export const yamlScalar = (
  value: Scalar,
  had: Quote,
  { isInFlow, quote }: { readonly isInFlow: boolean; readonly quote: '"' | "'" },
): string => {
  if (typeof value !== 'string') return JSON.stringify(value);
  if (had === '' && isPlain(value, isInFlow)) return value;
  const wanted = had === '"' || had === "'" ? had : quote;
  // What cannot be seen is written as an escape, which only double quotes have.
  const isVisible = !/[\p{C}\u2028\u2029]/u.test(value);
  return wanted === "'" && isVisible ? `'${value.replaceAll("'", "''")}'` : JSON.stringify(value);
};

/** Words that some reader of YAML takes for another thing than text. */
const WORDS_WITH_A_MEANING = /^(?:null|true|false|yes|no|on|off|y|n)$/i;

/** Certainly text without quotes: begins with a letter, and has nothing that means something further on. */
const isPlain = (text: string, isInFlow: boolean): boolean =>
  /^[\p{L}_/][^\p{C}\u2028\u2029{}[\],]*$/u.test(text) &&
  !/: |:$| #|\s$|\s{2}/.test(text) &&
  !(isInFlow && /[:?]/.test(text.replaceAll('://', ''))) &&
  !WORDS_WITH_A_MEANING.test(text);
