/** Lets so many pieces of work run at once; the others wait for their turn. */
export interface Gate {
  enter<T>(work: () => Promise<T>): Promise<T>;
}

export const createGate = (width: number): Gate => {
  let free = width;
  // A set keeps the order of insertion, and taking its first costs the same however many wait.
  const waiting = new Set<() => void>();

  const leave = (): void => {
    const [first] = waiting;
    if (first === undefined) {
      free += 1;
      return;
    }
    // The place is handed over, so that nobody slips in between.
    waiting.delete(first);
    first();
  };

  return {
    enter: async (work) => {
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => waiting.add(resolve));
      try {
        return await work();
      } finally {
        leave();
      }
    },
  };
};
