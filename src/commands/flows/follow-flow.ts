import { readRecords } from '../../edge/records/read-records.ts';
import type { RecordFile } from '../../edge/records/record-files.ts';
import { harmless } from '../../flow/exchange-record.ts';
import type { Flow } from '../../flow/flow.ts';
import {
  type Filed,
  type FlowBook,
  fileExchange,
  fileNotice,
  newFlowBook,
} from '../../flow/recorded/file-recorded.ts';
import { settleParties } from '../../flow/recorded/parties.ts';
import { type RecordedExchange, recordedExchange } from '../../flow/recorded/recorded-exchange.ts';
import type { JsonObject } from '../../vonage/json.ts';
import { RECORD_TYPES, type Read } from './read-book.ts';

/** What records tell of one call, in the order of its arrival. */
export type Told =
  | { readonly type: 'exchange'; readonly exchange: RecordedExchange; readonly filed: Filed }
  /** A line about its WebSockets, or a reply that came too late. */
  | { readonly type: 'other'; readonly record: JsonObject };

/**
 * Reads the files that hold something of a call once more, oldest first, and hands over its lines one by one: of a long
 * call no more than one is held. `book` has learned all of them in the end, with the arrows of its picture.
 */
export const followFlow = (
  flow: Flow,
  { filesOf }: Pick<Read, 'filesOf'>,
): { readonly book: FlowBook; readonly lines: AsyncGenerator<Told> } => {
  const book = newFlowBook({ draws: true });
  return { book, lines: linesOf(book, flow.id, (filesOf.get(flow) ?? []).toReversed()) };
};

/** Lines of other calls are not worth their reading; how the way in was lost is told to all. */
const heldBy = (id: string): readonly string[] => [harmless(JSON.stringify(id)), '"tunnel"'];

async function* linesOf(book: FlowBook, id: string, files: readonly RecordFile[]): AsyncGenerator<Told> {
  for (const file of files) {
    book.here.clear();
    // What cannot be read was told when the call was looked for.
    const options = { types: RECORD_TYPES, skipped: () => {}, holding: heldBy(id) };
    for await (const record of readRecords(file, options)) {
      if (record['type'] !== 'exchange') fileNotice(book, record);
      if (record['flow'] !== id) continue;
      if (record['type'] === 'exchange') {
        const exchange = recordedExchange(record);
        const filed = exchange && fileExchange(book, exchange);
        if (filed) yield { type: 'exchange', exchange, filed };
        continue;
      }
      yield { type: 'other', record };
    }
  }
  settleParties(book.heard);
}
