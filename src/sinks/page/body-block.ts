import { maskJson } from '../../flow/mask.ts';
import type { RecordedBody } from '../../flow/recorded-body.ts';
import { isJsonObject, type Json } from '../../vonage/json.ts';
import { maskedWords } from '../masked-words.ts';
import { clipped, counted, html, type Markup, NOTHING, shortText } from './markup.ts';

/** A page of a hundred exchanges stays below a megabyte, and an NCCO is a few hundred characters. */
const LONGEST_BODY = 16 * 1024;
const MOST_LINES = 400;

/** A body to be read: JSON laid out, its names told apart; what is too long is cut, and how much is left out is said. */
export const bodyBlock = (recorded: RecordedBody, isRedacted = false): Markup => {
  const lines = linesOf(recorded);
  if (lines.length === 0) return NOTHING;
  const { shown, more } = shortened(lines);
  const isJson = recorded.form === 'json';
  return html`<pre>${shown.map((line) => (isJson ? jsonLine(line) : html`${line}\n`))}</pre>
    ${more === 0 ? NOTHING : html`<p class="note">${counted(more)} more ${more === 1 ? 'line' : 'lines'} left out</p>`}
    ${recorded.ofBytes === undefined ? NOTHING : html`<p class="note">The beginning of ${counted(recorded.ofBytes)} bytes; more was not recorded</p>`}
    ${recorded.masked ? html`<p class="note">${maskedWords(isRedacted)}</p>` : NOTHING}`;
};

const linesOf = (recorded: RecordedBody): readonly string[] => {
  switch (recorded.form) {
    case undefined:
      return [];
    case 'json':
      // Its line breaks are ours; those inside strings are escaped by JSON itself.
      return JSON.stringify(shortStrings(maskJson(recorded.body ?? null)), null, 2).split('\n');
    case 'text':
      return String(recorded.body).split(/\r?\n/);
    case 'base64':
      return ['(not text; in base64)', String(recorded.body)];
    default:
      return recorded.form satisfies never;
  }
};

/** Cut before it is laid out: a cut line would be no JSON, and what is cut would not be told. */
const shortStrings = (value: Json): Json => {
  if (typeof value === 'string') return clipped(value);
  if (Array.isArray(value)) return (value as readonly Json[]).map(shortStrings);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [clipped(name), shortStrings(part)]));
};

const shortened = (
  lines: readonly string[],
): { readonly shown: readonly string[]; readonly more: number } => {
  let length = 0;
  let count = 0;
  while (count < lines.length && count < MOST_LINES && length < LONGEST_BODY) {
    length += Math.min(clipped(lines[count] ?? '').length, LONGEST_BODY);
    count += 1;
  }
  return { shown: lines.slice(0, count), more: lines.length - count };
};

const NAMED = /^(\s*)("(?:[^"\\]|\\.)*")(: ?)(.*)$/s;

const jsonLine = (line: string): Markup => {
  const [, indent = '', name, colon = '', value = ''] = NAMED.exec(line) ?? [];
  return name === undefined
    ? html`${shortText(line)}\n`
    : html`${indent}<b>${shortText(name)}</b>${colon}${shortText(value)}\n`;
};
