import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { badUsage, codeOf, wordsOf } from '../../failure.ts';
import { isJsonObject, parseJson } from '../../vonage/json.ts';
import type { World } from '../../world.ts';

/** What a file of the Vonage CLI holds for us. */
export interface CredentialFile {
  /** The path as a person would write it. */
  readonly name: string;
  /** The folder that it stands in. */
  readonly folder: string;
  readonly values: Values;
}

/** The private key is PEM text when the CLI wrote it, or a path (applications-api.md §5.1). */
type Values = { readonly [K in keyof typeof SPELLINGS]?: string };

/** Both spellings that the CLI accepts; it looks at the first one first (applications-api.md §5.1). */
const SPELLINGS = {
  apiKey: ['apiKey', 'api-key'],
  apiSecret: ['apiSecret', 'api-secret'],
  appId: ['appId', 'app-id'],
  privateKey: ['privateKey', 'private-key'],
} as const;

/**
 * Reads `.vonagerc` in the working directory (no search upward, as the CLI does) and `~/.vonage/config.json`, in this
 * order. A missing file is no fault; a broken one fails with its position, and without a word of what it holds.
 */
export const readCredentialFiles = async (world: World): Promise<CredentialFile[]> => {
  const places = [
    { name: '.vonagerc', path: join(world.cwd, '.vonagerc') },
    { name: '~/.vonage/config.json', path: join(world.homeDirectory, '.vonage', 'config.json') },
  ];
  const files: CredentialFile[] = [];
  for (const { name, path } of places) {
    const text = await textOf(name, path);
    if (text !== undefined) files.push({ name, folder: dirname(path), values: await valuesOf(name, text) });
  }
  return files;
};

const textOf = async (name: string, path: string): Promise<string | undefined> => {
  try {
    return (await readFile(path, 'utf8')).replace(/^\ufeff/, '');
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined;
    throw badUsage({
      what: `The credentials in ${name} cannot be read`,
      why: wordsOf(error),
      tryThis: [`make the file readable`, 'or give VONAGE_API_KEY and VONAGE_API_SECRET in the environment'],
    });
  }
};

const valuesOf = async (name: string, text: string): Promise<CredentialFile['values']> => {
  const content = parseJson(text);
  if (content === undefined) throw await notJson(name, text);
  if (!isJsonObject(content)) throw notText(name, 'The file', 'a JSON object');
  const values: { -readonly [K in keyof Values]: Values[K] } = {};
  // The keys of the table above.
  for (const wanted of Object.keys(SPELLINGS) as (keyof typeof SPELLINGS)[]) {
    const spelling = SPELLINGS[wanted].find((key) => content[key] !== undefined && content[key] !== null);
    if (spelling === undefined) continue;
    const value = content[spelling];
    if (typeof value !== 'string') throw notText(name, `"${spelling}"`, 'text in quotes');
    values[wanted] = value;
  }
  return values;
};

/** The parser's own complaint may repeat a piece of the file, and the file holds secrets: only the place is told. */
const notJson = async (name: string, text: string) => {
  const [{ parseJsonDocument }, { placeName, sourceText }] = await Promise.all([
    import('../../text/json-document.ts'),
    import('../../text/source-text.ts'),
  ]);
  const source = sourceText(name, text);
  const parsed = parseJsonDocument(source);
  const place = parsed.ok ? name : placeName(source, parsed.problems[0].range.start);
  return badUsage({
    what: `${place} is not valid JSON`,
    why: 'This file of the Vonage CLI holds the credentials, and nothing can be taken from it.',
    tryThis: ['mend the file', 'or write it anew: vonage auth set --api-key <key> --api-secret <secret>'],
  });
};

const notText = (name: string, what: string, wanted: string) =>
  badUsage({
    what: `${what} in ${name} has to be ${wanted}`,
    tryThis: ['mend the file', 'or write it anew: vonage auth set --api-key <key> --api-secret <secret>'],
  });
