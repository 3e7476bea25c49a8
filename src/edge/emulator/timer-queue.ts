interface Entry {
  readonly timer: string;
  readonly at: number;
  /** Timers of one instant ring in the order in which they were set. */
  readonly turn: number;
}

/** Timers in order of time: a binary heap, so that thousands of calls stay cheap. */
export interface TimerQueue {
  add(timer: string, at: number): void;
  cancel(timer: string): void;
  /** When the next one is due; undefined when there is none. */
  nextAt(): number | undefined;
  /** Takes out all that are due at this instant or before. */
  takeDue(at: number): readonly string[];
}

/** So many cancelled ones are let be. */
const FEW_CANCELLED = 1000;

export const createTimerQueue = (): TimerQueue => {
  let heap: Entry[] = [];
  /** Timers that are waited for; what was cancelled stays in the heap until its time, or until most of it is. */
  const live = new Set<string>();
  let turns = 0;

  const before = (left: Entry, right: Entry): boolean =>
    left.at < right.at || (left.at === right.at && left.turn < right.turn);

  const rise = (entry: Entry): void => {
    let index = heap.length;
    heap.push(entry);
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!before(entry, heap[parent]!)) break;
      heap[index] = heap[parent]!;
      index = parent;
    }
    heap[index] = entry;
  };

  const pop = (): Entry | undefined => {
    const first = heap[0];
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return first;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child += 1;
      if (!before(heap[child]!, last)) break;
      heap[index] = heap[child]!;
      index = child;
    }
    heap[index] = last;
    return first;
  };

  /** What is sorted is a heap. */
  const dropCancelled = (): void => {
    heap = heap
      .filter(({ timer }) => live.has(timer))
      .sort((left, right) => left.at - right.at || left.turn - right.turn);
  };

  const nextAt = (): number | undefined => {
    while (heap[0] && !live.has(heap[0].timer)) pop();
    return heap[0]?.at;
  };

  return {
    add: (timer, at) => {
      turns += 1;
      live.add(timer);
      rise({ timer, at, turn: turns });
    },
    cancel: (timer) => {
      live.delete(timer);
      // Every call sets one for two hours from now, and most end within a minute.
      if (heap.length - live.size > Math.max(FEW_CANCELLED, live.size)) dropCancelled();
    },
    nextAt,
    takeDue: (at) => {
      const due: string[] = [];
      for (let next = nextAt(); next !== undefined && next <= at; next = nextAt()) {
        const { timer } = pop()!;
        live.delete(timer);
        due.push(timer);
      }
      return due;
    },
  };
};
