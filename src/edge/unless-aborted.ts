/**
 * What a piece of work comes to, unless the signal aborts first: then an `AbortError`, which `apiFailure` knows by its name.
 * The SDK's requests cannot be ended, so only the waiting does.
 */
export const unlessAborted = async <T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> => {
  if (signal === undefined) return work;
  // Nobody looks at a request that was given up, so its later failure is nobody's surprise.
  work.catch(() => undefined);
  let stop: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(new GaveUp());
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
};

class GaveUp extends Error {
  override name = 'AbortError';
}
