/** Lets so many pieces of work run at once; the others wait for their turn. */
export interface Gate {
  /** Begins the work at once or later; it calls `leave`, once, when it is over. */
  enter(work: Work): void;
}

type Work = (leave: () => void) => void;

/** When so many places are left behind, the queue is made shorter. */
const MOST_LEFT_BEHIND = 1024;

/** Without a promise for each, since every webhook passes. */
export const createGate = (width: number): Gate => {
  let free = width;
  let waiting: Work[] = [];
  let first = 0;
  let isLettingIn = false;

  // In a loop, for work that is over at once would otherwise nest as deep as the queue is long.
  const letIn = (): void => {
    if (isLettingIn) return;
    isLettingIn = true;
    for (let next = waiting[first]; next !== undefined && free > 0; next = waiting[first]) {
      free -= 1;
      first += 1;
      next(leave);
    }
    isLettingIn = false;
    if (first !== waiting.length && first < MOST_LEFT_BEHIND) return;
    waiting = waiting.slice(first);
    first = 0;
  };

  const leave = (): void => {
    free += 1;
    letIn();
  };

  return {
    enter: (work) => {
      waiting.push(work);
      letIn();
    },
  };
};
