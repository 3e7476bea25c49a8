import type { PlatformEvent } from '../../vonage/platform-event.ts';
import type { Clock } from '../../world.ts';

/** After a change, so that a row of changes is written once. */
const REST_MS = 250;
/** A large state is written seldom: it may take a twentieth of the time. */
const REST_PER_WRITE = 20;

/** The keeping of a state file. */
export interface KeptUp {
  /** Something is to be kept. */
  changed(): void;
  /** Writes what is not written yet. */
  close(): void;
}

/** Whether something is worth keeping after an event that no request asked for. */
export const leavesSomething = (event: PlatformEvent): boolean =>
  event.name === 'call-ended' ||
  event.name === 'conversation-created' ||
  event.name === 'user-state-changed' ||
  (event.name === 'webhook-sent' && (event.kind === 'record' || event.kind === 'transcribed'));

/** Calls `write` a while after a change; what it throws is told once, and ends it. */
export const keepUp = (write: () => void, clock: Clock, failed: (error: unknown) => void): KeptUp => {
  const closing = new AbortController();
  let isDirty = false;
  let isWaiting = false;
  let hasFailed = false;
  let rest = REST_MS;

  const writeNow = (): void => {
    if (!isDirty || hasFailed) return;
    isDirty = false;
    const began = clock.monotonic();
    try {
      write();
    } catch (error) {
      hasFailed = true;
      failed(error);
    }
    rest = Math.max(REST_MS, (clock.monotonic() - began) * REST_PER_WRITE);
  };

  return {
    changed: () => {
      isDirty = true;
      if (isWaiting || hasFailed) return;
      isWaiting = true;
      void clock.sleep(rest, closing.signal).then(() => {
        isWaiting = false;
        if (!closing.signal.aborted) writeNow();
      });
    },
    close: () => {
      closing.abort();
      writeNow();
    },
  };
};
