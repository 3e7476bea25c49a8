import { readRecords } from '../../edge/records/read-records.ts';
import type { RecordFile } from '../../edge/records/record-files.ts';
import { APP_EVENTS } from '../../flow/observe.ts';
import { keysOfPulled } from '../../flow/pulled/event-keys.ts';
import { dropPulled, filePulled } from '../../flow/pulled/file-pulled.ts';
import { type RecordedPulled, recordedPulled } from '../../flow/pulled/pulled-record.ts';
import { newFlowBook } from '../../flow/recorded/file-recorded.ts';
import { type RecordedExchange, recordedExchange } from '../../flow/recorded/recorded-exchange.ts';
import type { JsonObject } from '../../vonage/json.ts';
import type { World } from '../../world.ts';
import { RECORD_TYPES, sayLeftOut } from './read-book.ts';

/** What belongs to no call. `number`: from 1, through all records. */
export type Unfiled =
  | { readonly type: 'exchange'; readonly exchange: RecordedExchange; readonly number: number }
  | { readonly type: 'pulled'; readonly pulled: RecordedPulled; readonly number: number }
  /** News of a WebSocket or of an app, or a reply that came too late. */
  | { readonly type: 'other'; readonly record: JsonObject };

/**
 * What was filed under no call in all records, oldest file first: of unknown paths, of a conversation that fits no call or
 * several, what `flows replay` sent, and what became of WebSockets and late replies of such; then the pulled events of this kind that never
 * came as webhooks. What cannot be read is told on stderr in the end.
 */
export async function* followUnfiled(files: readonly RecordFile[], world: World): AsyncGenerator<Unfiled> {
  const told: string[] = [];
  const options = {
    types: RECORD_TYPES,
    skipped: (words: string) => void told.push(words),
    isRunning: world.isRunning,
  };
  const oldestFirst = files.toReversed();
  const book = newFlowBook({ draws: false });
  const waiting: RecordedPulled[] = [];
  for (const file of oldestFirst.filter(({ isPulled }) => isPulled)) {
    for await (const record of readRecords(file, options)) {
      const pulled = recordedPulled(record);
      const filed = pulled && filePulled(book, pulled);
      if (filed && filed.flow === undefined) waiting.push(pulled);
    }
  }
  let number = 0;
  for (const file of oldestFirst.filter(({ isPulled }) => !isPulled)) {
    for await (const record of readRecords(file, options)) {
      if (isOther(record)) {
        if (record['flow'] === undefined) yield { type: 'other', record };
        continue;
      }
      const exchange = record['type'] === 'exchange' ? recordedExchange(record) : undefined;
      if (exchange === undefined) continue;
      dropPulled(book, exchange.exchange);
      if (exchange.flow !== undefined) continue;
      number += 1;
      yield { type: 'exchange', exchange, number };
    }
  }
  for (const pulled of waiting) {
    if (book.pulled.doubles.has(keysOfPulled(pulled.event)[0])) continue;
    number += 1;
    yield { type: 'pulled', pulled, number };
  }
  sayLeftOut(told, world);
}

/** Of what an emulator tells, only the news of apps may be of no call. */
const isOther = ({ type, name }: JsonObject): boolean =>
  type === 'socket' ||
  type === 'late-reply' ||
  (type === 'platform' && APP_EVENTS.some((one) => one === name));
