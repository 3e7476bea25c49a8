import { noticeLine } from '../flow/notice-record.ts';
import type { Output } from '../world.ts';
import type { Sink } from './sink.ts';

/** Every notice as one line of JSON (docs/events.md): `--json`. Lines of one turn are written together. */
export const jsonLines = (output: Output): Sink => {
  let waiting = '';
  const flush = (): void => {
    if (waiting !== '' && !output.isClosed) output.write(waiting);
    waiting = '';
  };
  return {
    note(notice) {
      waiting += `${noticeLine(notice)}\n`;
    },
    flush,
    close() {
      flush();
      return output.flushed();
    },
  };
};
