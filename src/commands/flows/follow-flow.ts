import { readRecords } from '../../edge/records/read-records.ts';
import type { RecordFile } from '../../edge/records/record-files.ts';
import type { Flow } from '../../flow/flow.ts';
import {
  type Filed,
  type FlowBook,
  fileExchange,
  fileSocketNews,
  fileTunnel,
  newFlowBook,
} from '../../flow/recorded/file-recorded.ts';
import { type RecordedExchange, recordedExchange } from '../../flow/recorded/recorded-exchange.ts';
import type { JsonObject } from '../../vonage/json.ts';
import { RECORD_TYPES } from './read-book.ts';

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
  { id }: Flow,
  files: readonly RecordFile[],
): { readonly book: FlowBook; readonly lines: AsyncGenerator<Told> } => {
  const book = newFlowBook({ draws: true });
  return { book, lines: linesOf(book, id, files.toReversed()) };
};

async function* linesOf(book: FlowBook, id: string, files: readonly RecordFile[]): AsyncGenerator<Told> {
  for (const file of files) {
    book.here.clear();
    // What cannot be read was told when the call was looked for.
    for await (const record of readRecords(file, { types: RECORD_TYPES, skipped: () => {} })) {
      if (record['type'] === 'tunnel') fileTunnel(book, record);
      if (record['flow'] !== id) continue;
      if (record['type'] === 'exchange') {
        const exchange = recordedExchange(record);
        const filed = exchange && fileExchange(book, exchange);
        if (filed) yield { type: 'exchange', exchange, filed };
        continue;
      }
      if (record['type'] === 'socket') fileSocketNews(book, record);
      yield { type: 'other', record };
    }
  }
}
