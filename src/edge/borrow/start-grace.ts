import type { World } from '../../world.ts';

/** How long borrowing may still go on after a stop was asked for. */
export interface Grace {
  /** Ends the waiting for a PUT: a while after the stop, or at once when somebody insists. */
  readonly request: AbortSignal;
  /** Ends the giving back that follows a PUT of unknown outcome. Begins at the stop, else when it is called. */
  cleanUp(): AbortSignal;
  end(): void;
}

/** As long as the first Ctrl-C allows for giving back. */
const CLEAN_UP_MILLISECONDS = 5_000;
/** Half of it for a PUT that hangs, so that the other half is left for giving back. */
const REQUEST_MILLISECONDS = 2_500;

/** Counts from the moment when the signal aborts. */
export const startGrace = (world: World, stop: AbortSignal | undefined): Grace => {
  const { clock } = world;
  const { insisted } = world.stop;
  const request = new AbortController();
  const ended = new AbortController();
  let stoppedAt: number | undefined;
  const stopped = (): void => {
    stoppedAt = clock.monotonic();
    void clock.sleep(REQUEST_MILLISECONDS, ended.signal).then(() => request.abort());
  };
  if (stop?.aborted) stopped();
  else stop?.addEventListener('abort', stopped, { once: true, signal: ended.signal });
  return {
    request: AbortSignal.any([request.signal, insisted]),
    cleanUp: () => {
      const gone = stoppedAt === undefined ? 0 : clock.monotonic() - stoppedAt;
      const left = Math.max(0, Math.round(CLEAN_UP_MILLISECONDS - gone));
      return AbortSignal.any([AbortSignal.timeout(left), insisted]);
    },
    end: () => ended.abort(),
  };
};
