import { readFile } from 'node:fs/promises';
import { codeOf, Failure, wordsOf } from '../../failure.ts';
import { parseJson } from '../../vonage/json.ts';

/** One file for each application of each API host: an emulated application may bear the id of a real one. */
export const fileName = (apiHost: string, id: string): string =>
  `${id}@${new URL(apiHost).host}.json`.replace(/[^\w.@-]/g, '_');

/** What a file holds, and how it is spoken of. */
export interface StateFile<T> {
  readonly is: (value: unknown) => value is T;
  /** `an entry` */
  readonly thing: string;
  /** What it holds, as a sentence. */
  readonly holds: string;
  /** What of it somebody can compare with the application: `the URLs in it`. */
  readonly compare: string;
}

/** Reads what an earlier run noted; undefined when nothing is there. Fails for a file that makes no sense. */
export const readStateFile = async <T>(
  path: string,
  { is, thing, holds, compare }: StateFile<T>,
): Promise<T | undefined> => {
  const unreadable = (why: string): Failure =>
    new Failure({
      what: `${path} cannot be understood`,
      why: `${why} ${holds}`,
      tryThis: [`compare ${compare} with the application`, 'then remove the file'],
    });
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined;
    throw unreadable(wordsOf(error));
  }
  const value = parseJson(text);
  if (is(value)) return value;
  throw unreadable(`It is not ${thing} that this version of vonage-flow understands.`);
};
