import type { Output } from '../../src/world.ts';

export interface FakeOutput extends Output {
  /** All that was written. */
  text(): string;
  /** The lines that were written; the last one has its line break too. */
  lines(): readonly string[];
  /** The reader goes away. */
  hangUp(): void;
}

/** An output that keeps what it was given: a terminal of so many columns, or with `isTerminal: false` a pipe. */
export const fakeOutput = (
  options: {
    columns?: number;
    colorLevel?: Output['colorLevel'];
    isTerminal?: boolean;
    canRedraw?: boolean;
    /** A screen reader says it. */
    speaks?: boolean;
  } = {},
): FakeOutput => {
  let written = '';
  let isClosed = false;
  return {
    write(text) {
      if (!isClosed) written += text;
    },
    isTerminal: options.isTerminal ?? true,
    canRedraw: options.canRedraw ?? options.isTerminal ?? true,
    columns: () => options.columns ?? 80,
    colorLevel: options.colorLevel ?? 0,
    speaks: options.speaks ?? false,
    get isClosed() {
      return isClosed;
    },
    fault: undefined,
    flushed: () => Promise.resolve(),
    text: () => written,
    lines: () => written.split('\n').slice(0, -1),
    hangUp() {
      isClosed = true;
    },
  };
};
