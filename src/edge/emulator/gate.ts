/** Gives places to pieces of work, so many at once; the others wait for theirs. */
export interface Gate {
  /** Begins the work at once or later; it gives its place back, once, when it is over. */
  enter(work: Work): void;
}

/** `place` counts from 0. */
type Work = (place: number, leave: Leave) => void;
type Leave = (place: number) => void;

/** When so many are left behind, the queue is made shorter. */
const MOST_LEFT_BEHIND = 1024;

/** Without a promise for each, since every webhook passes. */
export const createGate = (width: number): Gate => {
  /** The last that was given back is taken first, so that few are used as long as few are needed. */
  const free = Array.from({ length: width }, (_, index) => width - 1 - index);
  let waiting: Work[] = [];
  let first = 0;
  let isLettingIn = false;

  // In a loop, for work that is over at once would otherwise nest as deep as the queue is long.
  const letIn = (): void => {
    if (isLettingIn) return;
    isLettingIn = true;
    for (let next = waiting[first]; next !== undefined && free.length > 0; next = waiting[first]) {
      first += 1;
      next(free.pop()!, leave);
    }
    isLettingIn = false;
    if (first !== waiting.length && first < MOST_LEFT_BEHIND) return;
    waiting = waiting.slice(first);
    first = 0;
  };

  const leave = (place: number): void => {
    free.push(place);
    letIn();
  };

  return {
    enter: (work) => {
      waiting.push(work);
      letIn();
    },
  };
};
