import { noticeLine } from '../flow/notice-record.ts';
import type { Redaction } from '../flow/redact/redaction.ts';
import type { Output } from '../world.ts';
import type { Sink } from './sink.ts';

/**
 * Every notice as one line of JSON (docs/events.md): `--json`. Lines of one turn are written together. They are kept somewhere
 * like records, so that the same fields are redacted in them.
 */
export const jsonLines = (output: Output, redaction?: Redaction): Sink => {
  let waiting = '';
  const flush = (): void => {
    if (waiting !== '' && !output.isClosed) output.write(waiting);
    waiting = '';
  };
  return {
    note(notice) {
      waiting += `${noticeLine(notice, redaction)}\n`;
    },
    flush,
    close() {
      flush();
      return output.flushed();
    },
  };
};
