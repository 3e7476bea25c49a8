import { readRecords } from '../../edge/records/read-records.ts';
import type { RecordFile, RecordFolder } from '../../edge/records/record-files.ts';
import type { Flow } from '../../flow/flow.ts';
import { filePulled } from '../../flow/pulled/file-pulled.ts';
import { PULLED_TYPE, recordedPulled } from '../../flow/pulled/pulled-record.ts';
import { adoptions } from '../../flow/recorded/adopt.ts';
import { type FlowBook, fileExchange, fileNotice, newFlowBook } from '../../flow/recorded/file-recorded.ts';
import { settleParties } from '../../flow/recorded/parties.ts';
import { recordedExchange } from '../../flow/recorded/recorded-exchange.ts';
import type { Sieve } from '../../flow/recorded/sieve.ts';
import { type Warning, warningsOf } from '../../flow/recorded/watch.ts';
import { startProgress } from '../../sinks/progress.ts';
import { printable } from '../../text/printable.ts';
import type { World } from '../../world.ts';

/** What the records of calls are made of. */
export const RECORD_TYPES: ReadonlySet<string> = new Set([
  'exchange',
  PULLED_TYPE,
  'tunnel',
  'socket',
  'late-reply',
  'platform',
]);

/** The calls of a project, and where they stand. */
export interface Read {
  readonly book: FlowBook;
  /** All files, as they have to be read. */
  readonly files: readonly RecordFile[];
  /** The files that hold something of a call, those that were last written to first. */
  readonly filesOf: ReadonlyMap<Flow, readonly RecordFile[]>;
  /** Those that were asked for, the newest first. */
  readonly flows: readonly Flow[];
}

/** How much of the records is read. */
export interface ReadWishes {
  /** So many calls are enough; without it all are read. */
  readonly enough?: number;
  /** Chooses the calls; all of them without it. */
  readonly sieve?: Sieve | undefined;
  /** Nothing is told on stderr. */
  readonly isQuiet?: boolean;
}

/**
 * Reads the records of a project, newest file first, until `enough` calls are known that no older file can hold a
 * newer one than; all of them without it. Holds the calls, not their exchanges. What is left out is told on stderr.
 *
 * What came without a call is filed under the one that its conversation fits, which may be known only when all is read: then it is read
 * once more.
 */
export const readBook = async (
  { files }: RecordFolder,
  world: World,
  wishes: ReadWishes = {},
): Promise<Read> => {
  const first = await readOnce(files, world, wishes);
  let found = adoptions(first.book);
  // An older file may know of another call in the same conversation.
  if (found.size > 0 && !first.isWhole)
    found = adoptions((await readOnce(files, world, { isQuiet: true })).book);
  const read =
    found.size === 0
      ? first
      : await readOnce(
          files.map((file) => ({ ...file, adopts: found })),
          world,
          wishes,
        );
  if (!wishes.isQuiet) sayLeftOut(read.told, world);
  return read;
};

/** A call may have begun by Vonage's clock, or on an emulator's virtual time, and the file was written by that of this computer. */
const CLOCKS_APART_MILLISECONDS = 3_600_000;

const readOnce = async (
  files: readonly RecordFile[],
  world: World,
  { enough = Number.POSITIVE_INFINITY, sieve, isQuiet = false }: ReadWishes,
): Promise<Read & { readonly isWhole: boolean; readonly told: readonly string[] }> => {
  const book = newFlowBook({ draws: false });
  const filesOf = new Map<Flow, RecordFile[]>();
  const told: string[] = [];
  const wanted = (): readonly Flow[] =>
    newestFirst(book).filter(
      (flow) => sieve === undefined || sieve.passes(flow, book, isStillRunning(flow, { filesOf }, world)),
    );
  let isWhole = true;
  const progress = startProgress(world.stderr, isQuiet);
  progress.say('reading the records');
  try {
    // What was pulled counts only where no webhook tells it, so that it has to be known before.
    for (const file of [...files.filter(isPulled), ...files.filter((one) => !isPulled(one))]) {
      if ((wanted()[enough - 1]?.startedAt ?? 0) > file.changedAt + CLOCKS_APART_MILLISECONDS) {
        isWhole = false;
        if (file.isPulled) continue;
        break;
      }
      book.here.clear();
      await readInto({ book, sieve }, file, world, (words) => told.push(words));
      for (const flow of book.here) filesOf.set(flow, [...(filesOf.get(flow) ?? []), file]);
    }
  } finally {
    progress.end();
  }
  settleParties(book.heard);
  return { book, files, filesOf, flows: wanted(), isWhole, told };
};

const isPulled = ({ isPulled }: RecordFile): boolean => isPulled;

const readInto = async (
  { book, sieve }: { readonly book: FlowBook; readonly sieve: Sieve | undefined },
  file: RecordFile,
  world: World,
  skipped: (words: string) => void,
): Promise<void> => {
  let odd = 0;
  for await (const record of readRecords(file, {
    types: RECORD_TYPES,
    skipped,
    isRunning: world.isRunning,
  })) {
    if (record['type'] === PULLED_TYPE) {
      const pulled = recordedPulled(record);
      const filed = pulled && filePulled(book, pulled);
      if (pulled === undefined) odd += 1;
      else if (filed) sieve?.seePulled?.(pulled.event, filed.flow);
    } else if (record['type'] !== 'exchange') fileNotice(book, record);
    else {
      const exchange = recordedExchange(record);
      if (exchange) {
        const flow = fileExchange(book, exchange)?.flow;
        sieve?.see(exchange, flow);
      } else odd += 1;
    }
  }
  if (odd > 0)
    skipped(
      `${file.name}: ${odd === 1 ? '1 exchange lacks' : `${odd} exchanges lack`} its number, time or request, and ${odd === 1 ? 'is' : 'are'} left out`,
    );
};

/** More lines of the same kind would hide the table. */
const MOST_TOLD = 10;

/** Says on stderr what of the records could not be read. */
export const sayLeftOut = (told: readonly string[], { stderr }: World): void => {
  for (const words of told.slice(0, MOST_TOLD)) stderr.write(`! ${printable(words)}\n`);
  if (told.length > MOST_TOLD) stderr.write(`! and ${told.length - MOST_TOLD} more like these\n`);
};

const newestFirst = (book: FlowBook): readonly Flow[] =>
  [...book.session.flows.values()].toSorted((one, other) => other.startedAt - one.startedAt);

/** A call lasts two hours at most (voice-api.md), and process ids are given again. */
const LONGEST_CALL_MILLISECONDS = 2 * 60 * 60 * 1000;

/** Whether a call may still go on: it has no end, and the process that records it lives. */
export const isStillRunning = (flow: Flow, { filesOf }: Pick<Read, 'filesOf'>, world: World): boolean =>
  !flow.ended &&
  (filesOf.get(flow) ?? []).some(
    ({ pid, changedAt }) =>
      world.clock.now() - changedAt < LONGEST_CALL_MILLISECONDS && world.isRunning?.(pid) === true,
  );

/** What is missing in a call of the book, or came too often. */
export const flowWarnings = (flow: Flow, read: Read, world: World): readonly Warning[] => {
  const watch = read.book.watches.get(flow.id);
  return watch === undefined ? [] : warningsOf(flow, watch, isStillRunning(flow, read, world));
};
