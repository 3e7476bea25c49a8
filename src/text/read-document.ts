import type { ParsedDocument } from './document.ts';
import { parseJsonDocument } from './json-document.ts';
import type { SourceText } from './source-text.ts';

/** Like `parseDocument`; the reader of YAML is larger than all else, and is only loaded for YAML. */
export const readDocument = async (source: SourceText, language: 'json' | 'yaml'): Promise<ParsedDocument> =>
  (await documentReader(language))(source);

/** The reader of a language, for who has many texts of it or wants to wait only once. */
export const documentReader = async (
  language: 'json' | 'yaml',
): Promise<(source: SourceText) => ParsedDocument> => {
  if (language === 'json') return parseJsonDocument;
  const { parseYamlDocument } = await import('./yaml-document.ts');
  return parseYamlDocument;
};
