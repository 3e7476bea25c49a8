import type { ParsedDocument } from './document.ts';
import { parseJsonDocument } from './json-document.ts';
import type { SourceText } from './source-text.ts';

/** Like `parseDocument`; the reader of YAML is larger than all else, and is only loaded for YAML. */
export const readDocument = async (
  source: SourceText,
  language: 'json' | 'yaml',
): Promise<ParsedDocument> => {
  if (language === 'json') return parseJsonDocument(source);
  const { parseYamlDocument } = await import('./yaml-document.ts');
  return parseYamlDocument(source);
};
