import { readRecords } from '../../edge/records/read-records.ts';
import type { RecordFile } from '../../edge/records/record-files.ts';
import { type RecordedExchange, recordedExchange } from '../../flow/recorded/recorded-exchange.ts';
import type { World } from '../../world.ts';
import { RECORD_TYPES, sayLeftOut } from './read-book.ts';

/** An exchange that belongs to no call. */
export interface Unfiled {
  readonly exchange: RecordedExchange;
  /** From 1, through all records. */
  readonly number: number;
}

/**
 * The exchanges of all records that were filed under no call, oldest file first: of unknown paths, of a conversation that
 * fits no call or several, and what `flows replay` sent. What cannot be read is told on stderr in the end.
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
      const exchange = record['type'] === 'exchange' ? recordedExchange(record) : undefined;
      if (exchange === undefined || exchange.flow !== undefined) continue;
      number += 1;
      yield { exchange, number };
    }
  }
  sayLeftOut(told, world);
}
