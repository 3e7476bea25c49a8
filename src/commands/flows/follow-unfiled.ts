import { readRecords } from '../../edge/records/read-records.ts';
import type { RecordFile } from '../../edge/records/record-files.ts';
import { type RecordedExchange, recordedExchange } from '../../flow/recorded/recorded-exchange.ts';
import type { JsonObject } from '../../vonage/json.ts';
import type { World } from '../../world.ts';
import { RECORD_TYPES, sayLeftOut } from './read-book.ts';

/** What belongs to no call. */
export type Unfiled =
  /** `number`: from 1, through all records. */
  | { readonly type: 'exchange'; readonly exchange: RecordedExchange; readonly number: number }
  /** News of a WebSocket, or a reply that came too late. */
  | { readonly type: 'other'; readonly record: JsonObject };

/**
 * What was filed under no call in all records, oldest file first: of unknown paths, of a conversation that fits no call or
 * several, what `flows replay` sent, and what became of WebSockets and late replies of such. What cannot be read is told on stderr in the end.
 */
export async function* followUnfiled(files: readonly RecordFile[], world: World): AsyncGenerator<Unfiled> {
  const told: string[] = [];
  const options = {
    types: RECORD_TYPES,
    skipped: (words: string) => void told.push(words),
    isRunning: world.isRunning,
  };
  let number = 0;
  for (const file of files.toReversed()) {
    for await (const record of readRecords(file, options)) {
      if (record['type'] === 'socket' || record['type'] === 'late-reply') {
        if (record['flow'] === undefined) yield { type: 'other', record };
        continue;
      }
      const exchange = record['type'] === 'exchange' ? recordedExchange(record) : undefined;
      if (exchange === undefined || exchange.flow !== undefined) continue;
      number += 1;
      yield { type: 'exchange', exchange, number };
    }
  }
  sayLeftOut(told, world);
}
