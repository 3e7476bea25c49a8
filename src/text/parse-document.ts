import type { ParsedDocument } from './document.ts';
import { parseJsonDocument } from './json-document.ts';
import type { SourceText } from './source-text.ts';
import { parseYamlDocument } from './yaml-document.ts';

/**
 * Reads JSON or YAML, strictly: duplicate names are refused in both, and whatever YAML can say beyond JSON (tags,
 * merge keys, infinity, several documents). Never throws. An empty YAML text is null, as YAML has it.
 */
export const parseDocument = (source: SourceText, language: 'json' | 'yaml'): ParsedDocument =>
  language === 'json' ? parseJsonDocument(source) : parseYamlDocument(source);
