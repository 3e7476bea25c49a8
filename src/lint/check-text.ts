import { parseDocument } from '../text/parse-document.ts';
import { type SourceText, sourceText } from '../text/source-text.ts';
import { checkNcco, checkParsed, type LintOptions } from './check.ts';
import type { Diagnostic } from './diagnostic.ts';

/** Lints a text: its syntax, its duplicate keys, and the NCCO that it holds. Any text will do. Never throws. */
export const checkText = (
  source: SourceText,
  language: 'json' | 'yaml',
  options?: LintOptions,
): Diagnostic[] => checkParsed(parseDocument(source, language), options);

/** The library's way in: a value, or the text of one (JSON, unless told otherwise). */
export const validateNcco = (
  textOrValue: unknown,
  options?: LintOptions & { readonly language?: 'json' | 'yaml'; readonly name?: string },
): Diagnostic[] =>
  typeof textOrValue === 'string'
    ? checkText(sourceText(options?.name ?? 'ncco', textOrValue), options?.language ?? 'json', options)
    : checkNcco(textOrValue, options);
