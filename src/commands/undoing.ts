/**
 * What has to be undone, in reverse order of doing: `listen` puts each thing that it opened or borrowed on this pile
 * and takes the pile down on every way out. One step that fails does not stop the others.
 */
export interface Undoing {
  later(step: () => Promise<unknown> | unknown): void;
  /** Runs the steps, newest first, once. Resolves with what went wrong. */
  undoAll(): Promise<readonly unknown[]>;
}

export const startUndoing = (): Undoing => {
  const steps: (() => Promise<unknown> | unknown)[] = [];
  return {
    later: (step) => {
      steps.push(step);
    },
    undoAll: async () => {
      const faults: unknown[] = [];
      for (let step = steps.pop(); step; step = steps.pop()) {
        try {
          await step();
        } catch (fault) {
          faults.push(fault);
        }
      }
      return faults;
    },
  };
};
