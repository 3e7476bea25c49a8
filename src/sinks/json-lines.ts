import { noticeRecord } from '../flow/notice-record.ts';
import type { Output } from '../world.ts';
import type { Sink } from './sink.ts';

/** Every notice as one line of JSON (docs/events.md): `--json`. */
export const jsonLines = (output: Output): Sink => ({
  note(notice) {
    if (!output.isClosed) output.write(`${JSON.stringify(noticeRecord(notice))}\n`);
  },
  close: () => output.flushed(),
});
