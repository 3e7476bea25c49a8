import { stoppedBefore } from '../../failure.ts';

/** Ends a start that was asked to stop while nothing was changed yet. */
export const refuseIfStopped = (signal: AbortSignal | undefined): void => {
  if (!signal?.aborted) return;
  throw stoppedBefore('the application was changed');
};
