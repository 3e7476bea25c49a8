/** A key of the running `listen`: what it does, in the words that the list of keys prints. */
export interface Key {
  readonly key: string;
  readonly does: string;
  /** Failures that it throws, or rejects with, are told in the stream. */
  readonly press: () => void | Promise<void>;
}
