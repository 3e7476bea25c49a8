import { maskText } from '../../flow/mask.ts';
import { printable } from '../../text/printable.ts';

/** A piece of a page: whatever came from outside was escaped when the piece was made. */
export interface Markup {
  readonly markup: string;
}

type Part = string | number | undefined | Markup | readonly Markup[];

/**
 * HTML from a template whose every value is text, and shown as text: secrets masked, long ones cut, control characters and
 * marks that turn text round written out. Only other pieces of the page stand as they are.
 */
export const html = (template: TemplateStringsArray, ...parts: readonly Part[]): Markup => ({
  markup: template
    .map((text, index) => indentless(text) + (index < parts.length ? markupOf(parts[index]) : ''))
    .join(''),
});

/** The layout of our source is no part of the page. */
const indentless = (text: string): string => text.replace(/\n\s*/g, '\n');

const markupOf = (part: Part): string => {
  if (part === undefined) return '';
  if (typeof part === 'number') return String(part);
  if (typeof part === 'string') return textMarkup(part);
  if ('markup' in part) return part.markup;
  return part.map(({ markup }) => markup).join('');
};

/** Nothing at all. */
export const NOTHING: Markup = { markup: '' };

/** One string of a megabyte would be a page of nothing else. */
const LONGEST_TEXT = 2000;

const textMarkup = (text: string): string => escaped(printable(clipped(maskText(text))));

/** A text that was masked and cut already. */
export const shortText = (text: string): Markup => ({ markup: escaped(printable(text)) });

/** Halves of pairs at the cut are written out by `printable`. */
export const clipped = (text: string): string => {
  const more = text.length - LONGEST_TEXT;
  return more <= 0
    ? text
    : `${text.slice(0, LONGEST_TEXT)}… (${counted(more)} more ${more === 1 ? 'character' : 'characters'} left out)`;
};

/** `1,048,576` */
export const counted = (count: number): string => String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
