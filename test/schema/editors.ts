import { readFileSync } from 'node:fs';
import { getLanguageService as jsonService, TextDocument } from 'vscode-json-languageservice';
import { getLanguageService as yamlService } from 'yaml-language-server';

/** Where the cursor is. */
export const CURSOR = '‸';

/** What somebody sees who edits a file of a project that has our schemas in its settings. */
export interface Editor {
  /** What it offers at the cursor, in its order. */
  complete(file: string, marked: string): Promise<readonly string[]>;
  /** What it tells of the word under the cursor. */
  hover(file: string, marked: string): Promise<string>;
  /** What it underlines, and why. */
  complain(file: string, text: string): Promise<readonly string[]>;
}

/** The folder of the package as editors name it. */
export const SCHEMAS = new URL('../../schema/', import.meta.url);

/** `fileMatch` and the schema, as the README has them. */
const ASSOCIATIONS = [
  { fileMatch: ['**/nccos/*.json', '**/nccos/*.yaml'], uri: new URL('ncco.schema.json', SCHEMAS).href },
  {
    fileMatch: ['vonage-flow.config.json', 'vonage-flow.config.yaml'],
    uri: new URL('vonage-flow.config.schema.json', SCHEMAS).href,
  },
];

const surroundings = {
  schemaRequestService: async (uri: string) => readFileSync(new URL(uri), 'utf8'),
  workspaceContext: { resolveRelativePath: (path: string, from: string) => new URL(path, from).href },
  clientCapabilities: {
    textDocument: {
      completion: { completionItem: { documentationFormat: ['markdown' as const] } },
      hover: { contentFormat: ['markdown' as const] },
    },
  },
};

let version = 0;

const opened = (file: string, language: string, marked: string) => {
  // What a version says is remembered.
  version += 1;
  const at = marked.indexOf(CURSOR);
  const document = TextDocument.create(
    `file:///project/${file}`,
    language,
    version,
    marked.replace(CURSOR, ''),
  );
  return { document, position: document.positionAt(at) };
};

interface Answers {
  readonly items?: readonly { readonly label: string }[] | undefined;
}

const labelsOf = (answer: Answers | null | undefined): readonly string[] =>
  answer?.items?.map(({ label }) => label) ?? [];

/** Hover texts are Markdown, with its marks escaped. */
const wordsOf = (hover: { readonly contents: unknown } | null): string => {
  const { contents } = hover ?? { contents: '' };
  const parts = (Array.isArray(contents) ? contents : [contents]) as readonly (string | { value: string })[];
  return parts
    .map((part) => (typeof part === 'string' ? part : part.value))
    .join('\n\n')
    .replace(/\\([\p{P}\p{S}])/gu, '$1')
    .replaceAll(SCHEMAS.href, '<package>/schema/');
};

/** The JSON support of VS Code. */
export const jsonEditor = (): Editor => {
  const service = jsonService(surroundings);
  service.configure({ validate: true, schemas: ASSOCIATIONS });
  return {
    complete: async (file, marked) => {
      const { document, position } = opened(file, 'json', marked);
      return labelsOf(await service.doComplete(document, position, service.parseJSONDocument(document)));
    },
    hover: async (file, marked) => {
      const { document, position } = opened(file, 'json', marked);
      return wordsOf(await service.doHover(document, position, service.parseJSONDocument(document)));
    },
    complain: async (file, text) => {
      const { document } = opened(file, 'json', text);
      const found = await service.doValidation(document, service.parseJSONDocument(document));
      return found.map(({ message, range }) => `${document.getText(range)}: ${message}`);
    },
  };
};

/** The YAML language server, which most editors have. */
export const yamlEditor = (): Editor => {
  const service = yamlService(surroundings);
  service.configure({ validate: true, completion: true, hover: true, schemas: ASSOCIATIONS });
  return {
    complete: async (file, marked) => {
      const { document, position } = opened(file, 'yaml', marked);
      return labelsOf(await service.doComplete(document, position, false));
    },
    hover: async (file, marked) => {
      const { document, position } = opened(file, 'yaml', marked);
      return wordsOf(await service.doHover(document, position));
    },
    complain: async (file, text) => {
      const { document } = opened(file, 'yaml', text);
      const found = await service.doValidation(document, false);
      return found.map(({ message, range }) => `${document.getText(range)}: ${message}`);
    },
  };
};
