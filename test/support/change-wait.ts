import { vi } from 'vitest';

/** Timers of exactly that length take another while something is done: for waits that no clock is handed to. */
export const changeWait = async <T>(
  milliseconds: number,
  instead: number,
  during: () => Promise<T>,
): Promise<T> => {
  const real = globalThis.setTimeout;
  const changed = (act: () => void, wait?: number): unknown =>
    real(act, wait === milliseconds ? instead : wait);
  // Of its overloads only this one is called.
  const spy = vi.spyOn(globalThis, 'setTimeout').mockImplementation(changed as typeof setTimeout);
  try {
    return await during();
  } finally {
    spy.mockRestore();
  }
};
