import { readRecords } from '../../edge/records/read-records.ts';
import type { RecordFile } from '../../edge/records/record-files.ts';
import type { Flow } from '../../flow/flow.ts';
import { timeOf } from '../../flow/pulled/calls-of.ts';
import { keysOfPulled } from '../../flow/pulled/event-keys.ts';
import { filePulled } from '../../flow/pulled/file-pulled.ts';
import { PULLED_TYPE, type RecordedPulled, recordedPulled } from '../../flow/pulled/pulled-record.ts';
import {
  type Filed,
  type FlowBook,
  fileExchange,
  fileNotice,
  newFlowBook,
  timeOfExchange,
} from '../../flow/recorded/file-recorded.ts';
import { settleParties } from '../../flow/recorded/parties.ts';
import { type RecordedExchange, recordedExchange } from '../../flow/recorded/recorded-exchange.ts';
import type { JsonObject } from '../../vonage/json.ts';
import { RECORD_TYPES, type Read } from './read-book.ts';

/** What records tell of one call, in the order of its arrival. */
export type Told =
  | { readonly type: 'exchange'; readonly exchange: RecordedExchange; readonly filed: Filed }
  | PulledTold
  /** A line about its WebSockets, or a reply that came too late. */
  | { readonly type: 'other'; readonly record: JsonObject };

/** An event that was pulled and never came, where its time has it. Its number follows those of all exchanges. */
export interface PulledTold {
  readonly type: 'pulled';
  readonly pulled: RecordedPulled;
  readonly record: JsonObject;
  readonly filed: Filed;
}

/**
 * Reads the files that hold something of a call once more, oldest first, and hands over its lines one by one: of a long
 * call no more than one is held, and what was pulled. `book` has learned all of them in the end, with the arrows of its picture.
 */
export const followFlow = (
  flow: Flow,
  read: Read,
): { readonly book: FlowBook; readonly lines: AsyncGenerator<Told> } => {
  const book = newFlowBook({ draws: true });
  return { book, lines: linesOf(book, flow, read) };
};

async function* linesOf(book: FlowBook, flow: Flow, read: Read): AsyncGenerator<Told> {
  const files = (read.filesOf.get(flow) ?? []).toReversed();
  const waiting = await pulledOf(flow, read, files);
  let number = read.book.watches.get(flow.id)?.exchanges ?? 0;
  function* pulledBefore(time: number): Generator<PulledTold> {
    for (let next = waiting[0]; next !== undefined && timeOf(next.event) < time; next = waiting[0]) {
      waiting.shift();
      const filed = filePulled(book, next)?.flow;
      if (filed === undefined) continue;
      number += 1;
      const at = timeOf(next.event);
      yield { type: 'pulled', pulled: next, record: next.record, filed: { flow: filed, at, number } };
    }
  }
  for (const file of files.filter(({ isPulled }) => !isPulled)) {
    book.here.clear();
    for await (const record of readRecords(file, optionsFor(flow))) {
      if (record['type'] !== 'exchange') fileNotice(book, record);
      if (record['flow'] !== flow.id || record['type'] === PULLED_TYPE) continue;
      if (record['type'] !== 'exchange') {
        yield { type: 'other', record };
        continue;
      }
      const exchange = recordedExchange(record);
      if (exchange === undefined) continue;
      yield* pulledBefore(timeOfExchange(book, exchange));
      const filed = fileExchange(book, exchange);
      if (filed) yield { type: 'exchange', exchange, filed };
    }
  }
  yield* pulledBefore(Number.POSITIVE_INFINITY);
  settleParties(book.heard);
}

/** Lines of other calls are not worth their reading; how the way in was lost is told to all. */
const optionsFor = ({ id }: Flow) => ({
  types: RECORD_TYPES,
  // What cannot be read was told when the call was looked for.
  skipped: () => {},
  call: id,
  holding: ['"tunnel"'],
});

/** What was pulled of a call and never came as a webhook, by time. A conversation has hundreds of events, not millions. */
const pulledOf = async (
  flow: Flow,
  { book }: Read,
  files: readonly RecordFile[],
): Promise<RecordedPulled[]> => {
  const found: RecordedPulled[] = [];
  // A call that was exported has all of its records in one file.
  for (const file of files.filter(({ isPulled, records }) => isPulled || records !== undefined)) {
    for await (const record of readRecords(file, optionsFor(flow))) {
      const pulled = recordedPulled(record);
      if (pulled === undefined || pulled.flow !== flow.id) continue;
      if (!book.pulled.doubles.has(keysOfPulled(pulled.event)[0])) found.push(pulled);
    }
  }
  return found.toSorted((one, other) => timeOf(one.event) - timeOf(other.event));
};
