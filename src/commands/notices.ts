import { wordsOf } from '../failure.ts';
import type { Notice } from '../flow/notice.ts';
import type { Sink } from '../sinks/sink.ts';

/** Takes notices at once and tells the sinks later, so that nothing which shows or sends them delays a webhook's reply. */
export interface Notices {
  /** What is noted before the `ready` notice waits for it, so that with `--json` it is the first line. */
  readonly note: (notice: Notice) => void;
  /** Resolves when the sinks have been told everything and have closed. */
  close(): Promise<void>;
}

/** A sink that cannot show something says so and goes on: what a stranger sent may never end the serving. */
const tellOne = (sink: Sink, notice: Notice): void => {
  try {
    sink.note(notice);
  } catch (error) {
    const at = 'at' in notice ? notice.at : 0;
    sink.note({
      type: 'trouble',
      at,
      what: `an event could not be shown (${notice.type}): ${wordsOf(error)}`,
    });
  }
};

/** @param from whether notices wait for the `ready` notice; a command that says it otherwise begins at the start */
export const startNotices = (sinks: readonly Sink[], from: 'ready' | 'the start' = 'ready'): Notices => {
  let waiting: Notice[] = [];
  let scheduled = false;
  let isReady = from === 'the start';
  const tell = (): void => {
    scheduled = false;
    const batch = waiting;
    waiting = [];
    for (const sink of sinks) {
      for (const notice of batch) tellOne(sink, notice);
      sink.flush?.();
    }
  };
  return {
    note: (notice) => {
      if (notice.type === 'ready') {
        isReady = true;
        waiting.unshift(notice);
      } else {
        waiting.push(notice);
      }
      if (scheduled || !isReady) return;
      scheduled = true;
      setImmediate(tell);
    },
    close: async () => {
      tell();
      await Promise.all(sinks.map((sink) => sink.close()));
    },
  };
};
