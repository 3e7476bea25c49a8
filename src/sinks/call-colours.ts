/** Gives each call a number for its colour; whichever of its ids is seen first starts it. */
export interface CallColours {
  /** The number of the call that any of these ids belongs to, from 1; 0 when there is no id at all. */
  numberOf(ids: readonly (string | undefined)[]): number;
}

/** Ids that are remembered. A call has about four, so colours stay for hundreds of calls and memory stays flat. */
const REMEMBERED_IDS = 4000;

/**
 * Numbers of its own, not the flow's: the emulator tells of a call before its first webhook starts a flow. A
 * conversation that several calls pass through keeps the first one's.
 */
export const callColours = (): CallColours => {
  const numbers = new Map<string, number>();
  let last = 0;
  return {
    numberOf(ids) {
      const present = ids.filter((id) => id !== undefined);
      if (present.length === 0) return 0;
      const found = present.find((id) => numbers.has(id));
      const number = (found === undefined ? undefined : numbers.get(found)) ?? ++last;
      for (const id of present) {
        if (numbers.has(id)) continue;
        numbers.set(id, number);
        if (numbers.size > REMEMBERED_IDS) numbers.delete(numbers.keys().next().value ?? id);
      }
      return number;
    },
  };
};
