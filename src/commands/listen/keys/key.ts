/** A key of the running `listen`: what it does, in the words that the list of keys prints. */
export interface Key {
  readonly key: string;
  readonly does: string;
  /**
   * Failures that it throws, or rejects with, are told in the stream. `take` hands over every key that comes from then on, Ctrl-C as well,
   * until they are let go.
   */
  readonly press: (take: () => TakenKeys) => void | Promise<void>;
}

/** Keys that somebody waits for. */
export interface TakenKeys {
  /** The next one, which may have been pressed already; undefined when a stop was asked for. */
  next(): Promise<string | undefined>;
  release(): void;
}
