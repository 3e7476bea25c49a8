import type { Clock } from '../../world.ts';

/** What still waits for the user's server when a call has ended; longer than such a server may take (`edge/forward.ts`). */
const MOST_MILLISECONDS = 15_000;

/** The requests that are being answered. The emulator gives up at the time-out of a slot, a server may say something later. */
export interface OpenExchanges {
  /** Takes one, and gives it back as it is. */
  during<T>(answering: Promise<T>): Promise<T>;
  /** Resolves when all that are open now are closed; after 15 seconds, or when the signal aborts, in any case. */
  closed(signal: AbortSignal): Promise<void>;
}

/** Counts none at first. */
export const openExchanges = ({ sleep }: Pick<Clock, 'sleep'>): OpenExchanges => {
  const open = new Set<Promise<unknown>>();
  return {
    during: (answering) => {
      open.add(answering);
      const close = (): void => void open.delete(answering);
      answering.then(close, close);
      return answering;
    },
    closed: async (signal) => {
      if (open.size === 0) return;
      const over = new AbortController();
      await Promise.race([
        Promise.allSettled(open),
        sleep(MOST_MILLISECONDS, AbortSignal.any([signal, over.signal])),
      ]);
      over.abort();
    },
  };
};
