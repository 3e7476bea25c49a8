import { codeOf } from '../../failure.ts';
import { harmless, RECORD_VERSION } from '../../flow/exchange-record.ts';
import { isReplayed } from '../../flow/recorded/recorded-exchange.ts';
import { isJsonObject, type JsonObject, parseJson } from '../../vonage/json.ts';
import { unreadable } from '../config/read-text-file.ts';
import { type Line, readLines } from './read-lines.ts';
import type { RecordFile } from './record-files.ts';

export interface ReadOptions {
  /** Told what had to be left out, in a sentence. */
  readonly skipped: (words: string) => void;
  /** Types that the reader understands. */
  readonly types: ReadonlySet<string>;
  /** Whether a process lives: what it is just writing is no torn line. */
  readonly isRunning?: ((pid: number) => boolean) | undefined;
  /** The call that is asked for: a line that does not name it is passed over unread. */
  readonly call?: string | undefined;
  /** A line that holds one of these texts is read all the same. */
  readonly holding?: readonly string[] | undefined;
}

/** Lines of `--json` that a record does not keep, or that only newer versions write. */
interface Skipped {
  torn: number[];
  newer: number;
  readonly types: Map<string, number>;
}

/**
 * The records of one file, in the order of their arrival. What cannot be read is left out and told: lines that are cut
 * off, types and versions that are not known here. A file that is gone has none. Never throws.
 */
export async function* readRecords(file: RecordFile, options: ReadOptions): AsyncGenerator<JsonObject> {
  const records =
    file.records?.filter(({ type }) => options.types.has(String(type))) ?? linesOf(file, options);
  for await (const record of records) {
    const adopted = file.adopts === undefined ? record : adoptedBy(file.adopts, record);
    yield file.mask?.(adopted) ?? adopted;
  }
}

/** What no call was known for when it came, under the one that its conversation fits. What was replayed is no part of a call. */
const adoptedBy = (adopts: ReadonlyMap<string, string>, record: JsonObject): JsonObject => {
  const { flow, conversation } = record;
  if (flow !== undefined || typeof conversation !== 'string' || isReplayed(record)) return record;
  const call = adopts.get(conversation);
  return call === undefined ? record : { ...record, flow: call };
};

async function* linesOf(file: RecordFile, options: ReadOptions): AsyncGenerator<JsonObject> {
  const skipped: Skipped = { torn: [], newer: 0, types: new Map() };
  const words = wordsFor(file, options);
  let isBegun = false;
  try {
    for await (const lines of readLines(file.path)) {
      isBegun = true;
      for (const line of lines) {
        if (line.number === 1) {
          const complaint = complaintAboutHeader(line);
          if (complaint !== undefined) return options.skipped(`${file.name} ${complaint}`);
          continue;
        }
        const record = recordIn(line, words, file, options, skipped);
        if (record !== undefined) yield record;
      }
    }
  } catch (error) {
    if (codeOf(error) !== 'ENOENT')
      options.skipped(`${file.name} cannot be read${isBegun ? ' to its end' : ''}: ${unreadable(error).why}`);
  }
  for (const told of skippedWords(skipped)) options.skipped(`${file.name}: ${told}`);
}

const complaintAboutHeader = ({ text }: Line): string | undefined => {
  const header = parseJson(text ?? '');
  if (!isJsonObject(header) || header['type'] !== 'record')
    return 'is passed over: it does not begin as a record of vonage-flow';
  const version = header['v'];
  return typeof version === 'number' && version <= RECORD_VERSION
    ? undefined
    : `is passed over: it has version ${String(version)} of the record, from a newer vonage-flow; update this one`;
};

/** One of these stands in each line that is worth its reading; undefined when all are. Made once: a file has a million lines. */
const wordsFor = (file: RecordFile, { call, holding = [] }: ReadOptions): readonly string[] | undefined => {
  if (call === undefined) return undefined;
  const adopted = [...(file.adopts ?? [])].filter(([, one]) => one === call).map(([place]) => place);
  return [...[call, ...adopted].map((id) => harmless(JSON.stringify(id))), ...holding];
};

const recordIn = (
  { text, number, isWhole }: Line,
  words: readonly string[] | undefined,
  file: RecordFile,
  { isRunning, types }: ReadOptions,
  skipped: Skipped,
): JsonObject | undefined => {
  // After a torn line the next one begins behind an empty one.
  if (text === '' || (text !== undefined && words?.some((word) => text.includes(word)) === false))
    return undefined;
  const record = text === undefined ? undefined : parseJson(text);
  if (!isJsonObject(record) || typeof record['type'] !== 'string') {
    if (isWhole || isRunning?.(file.pid) !== true) skipped.torn.push(number);
    return undefined;
  }
  const { v, type } = record;
  if (typeof v === 'number' && v > RECORD_VERSION) skipped.newer += 1;
  else if (types.has(type)) return record;
  else skipped.types.set(type, (skipped.types.get(type) ?? 0) + 1);
  return undefined;
};

const skippedWords = ({ torn, newer, types }: Skipped): readonly string[] => [
  ...(torn.length === 0
    ? []
    : [
        torn.length === 1
          ? `line ${torn[0]} is cut off or no JSON, and left out`
          : `${torn.length} lines are cut off or no JSON, and left out: ${listed(torn)}`,
      ]),
  ...(newer === 0 ? [] : [`${lines(newer)} of a newer vonage-flow left out`]),
  ...[...types]
    .slice(0, NAMED)
    .map(([type, count]) => `${lines(count)} of the unknown type "${type.slice(0, 40)}" left out`),
];

const NAMED = 5;

const listed = (numbers: readonly number[]): string =>
  numbers.length > NAMED ? `${numbers.slice(0, NAMED).join(', ')} …` : numbers.join(', ');

const lines = (count: number): string => (count === 1 ? '1 line' : `${count} lines`);
