import { Composer, type CST, type Document, Lexer, type ParsedNode, Parser, type YAMLError } from 'yaml';
import { DEEPEST_NESTING, MOST_PROBLEMS, type ParsedDocument, type TextProblem } from './document.ts';
import type { SourceText } from './source-text.ts';
import { readYamlNode } from './yaml-node.ts';

/**
 * Reads YAML 1.2 with its core schema as far as it says what JSON can say. Duplicate keys, tags, merge keys,
 * infinity, several documents, and aliases that blow up are faults with words of their own.
 */
export const parseYamlDocument = (source: SourceText): ParsedDocument => {
  const stream = tokensOf(source.text);
  if ('message' in stream) return refusal([stream]);
  const composer = new Composer({
    version: '1.2',
    schema: 'core',
    merge: false,
    resolveKnownTags: false,
    stringKeys: true,
    // Ours is linear, and knows where the first one is.
    uniqueKeys: false,
    prettyErrors: false,
  });
  const documents = [...composer.compose(stream)];
  const faults = documents.flatMap((document) => [...document.errors, ...document.warnings]);
  const loose = composer.streamInfo();
  const problems = [...faults, ...loose.errors, ...loose.warnings].map((fault) =>
    complaint(source.text, fault),
  );
  const [document, second] = documents;
  if (problems.length === 0 && second) problems.push(secondDocument(source.text, second));
  if (
    problems.length === 0 &&
    document?.directives.yaml.explicit &&
    document.directives.yaml.version !== '1.2'
  ) {
    problems.push({
      message: 'this is read as YAML 1.2: take the %YAML line away',
      range: { start: 0, end: 5 },
    });
  }
  // Most faults of YAML are consequences of the first one.
  if (problems.length > 0) return refusal(problems.slice(0, 1));
  const reading = readYamlNode(source, document?.contents ?? null);
  const { value, problems: found, rangeOf, keyRangeOf } = reading;
  const read = { source, value, rangeOf, keyRangeOf };
  if (found.length === 0) return { ok: true, ...read };
  const isReadable = found.every(({ kind }) => kind === 'duplicate-key');
  return isReadable ? { ...refusal(found), readable: read } : refusal(found);
};

const refusal = (problems: readonly TextProblem[]): ParsedDocument & { readonly ok: false } => {
  const [first, ...others] = [...problems].sort((one, other) => one.range.start - other.range.start);
  // Every caller has one at least.
  return { ok: false, problems: [first!, ...others.slice(0, MOST_PROBLEMS - 1)] };
};

/** The package's composer is recursive, so depth is measured while its parser, which is not, keeps its stack. */
const tokensOf = (text: string): readonly CST.Token[] | TextProblem => {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  for (const lexeme of new Lexer().lex(text)) {
    tokens.push(...parser.next(lexeme));
    // The document itself is the first on the stack, and the scalar at the bottom the last.
    if (parser.stack.length > DEEPEST_NESTING + 2) {
      const start = Math.min(parser.offset, text.length);
      return {
        message: `nested deeper than ${DEEPEST_NESTING} levels`,
        range: { start, end: Math.min(start + 1, text.length) },
        kind: 'too-deep',
      };
    }
  }
  tokens.push(...parser.end());
  return tokens;
};

const secondDocument = (text: string, document: Document.Parsed<ParsedNode>): TextProblem => {
  const start = document.range[0];
  const end = text.startsWith('---', start) ? start + 3 : start;
  return { message: 'a second YAML document; a file holds one', range: { start, end } };
};

/** The package's words, and ours where people stumble most. */
const complaint = (text: string, { code, message, pos }: YAMLError): TextProblem => {
  const start = Math.max(0, Math.min(pos[0], text.length));
  const range = { start, end: Math.max(start, Math.min(pos[1], text.length)) };
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const line = text.slice(lineStart).split(/\r?\n/, 1)[0] ?? '';
  if (code !== 'TAB_AS_INDENT' && /[:-]\s+\{\{/.test(line)) {
    const brace = lineStart + line.indexOf('{{');
    return {
      message: 'put quotes around a text that begins with {{',
      range: { start: brace, end: brace + 2 },
    };
  }
  switch (code) {
    case 'TAB_AS_INDENT':
      return { message: 'YAML is indented with spaces, not with tabs', range };
    case 'NON_STRING_KEY':
      return { message: 'a key has to be plain text', range };
    case 'TAG_RESOLVE_FAILED':
      return { message: 'tags (!…) are not supported: only what JSON can say', range };
    case 'BLOCK_AS_IMPLICIT_KEY':
      return { message: 'a second ": " on this line; put quotes around text that holds one', range };
    case 'BAD_SCALAR_START':
      return { message: `put quotes around a text that begins with ${text[start] ?? 'this'}`, range };
    default:
      // What was found is left out: it may be a secret, and the place shows it.
      return { message: lowerFirst(message.replace(/(?: token)?(?: in YAML stream)?: [\s\S]*$/, '')), range };
  }
};

const lowerFirst = (message: string): string => message.charAt(0).toLowerCase() + message.slice(1);
