import { paletteFor } from '../../sinks/palette.ts';
import { cut } from '../../text/printable.ts';
import type { Output, World } from '../../world.ts';

/** The outputs of a run, which can be held: what is written then is shown later, in the same order. */
export interface Screen {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly isPaused: boolean;
  /** From now on nothing is shown but how much waits, and what is said. */
  pause(): void;
  /** Shows what was held. */
  goOn(): void;
  /**
   * Holds everything as long as the work takes, such as a question, without a word about it. Only the work itself may
   * speak, by what it is handed.
   */
  aside<T>(work: (say: Screen['say']) => Promise<T>): Promise<T>;
  /** Shows lines at once, also in a pause. While something is aside they wait for its end, and for no pause. */
  say(lines: readonly string[]): void;
  /** Hands over what is copied, or a sequence for the terminal, as it is and when `say` would. */
  exact(text: string): void;
}

/** Text beyond this, of hours, is counted instead of kept: the record has what it tells. In UTF-16 units. */
const MOST_HELD = 16 * 1024 * 1024;
const ERASE_LINE = '\r\u001b[K';

/** @param mostHeld for tests; see `MOST_HELD` */
export const openScreen = (
  { stdout, stderr }: Pick<World, 'stdout' | 'stderr'>,
  mostHeld = MOST_HELD,
): Screen => {
  const palette = paletteFor(stdout);
  let isPaused = false;
  let isAside = false;
  let held: { readonly output: Output; readonly text: string }[] = [];
  let length = 0;
  /** Writes that were too much to be kept. */
  let dropped = 0;
  let isDue = false;
  /** What is to be said behind a question. */
  let unsaid: (() => void)[] = [];

  const hold = (output: Output, text: string): void => {
    if (text === '') return;
    length += text.length;
    if (length > mostHeld) dropped += 1;
    else held.push({ output, text });
    if (isDue) return;
    isDue = true;
    setImmediate(() => {
      isDue = false;
      showCount();
    });
  };
  const holdable = (output: Output): Output =>
    // One that inherits all the rest; typed as `any` by TypeScript.
    Object.create(output, {
      write: {
        value: (text: string): void => (isPaused || isAside ? hold(output, text) : output.write(text)),
      },
    });
  /** In the line below all others, over and over. */
  const showCount = (): void => {
    if (!isPaused || isAside || !stdout.canRedraw) return;
    const words = cut(`paused, ${held.length + dropped} held; p goes on`, stdout.columns() - 1);
    stdout.write(`${ERASE_LINE}${palette.warn(words)}`);
  };
  const clearCount = (): void => {
    if (isPaused && !isAside && stdout.canRedraw) stdout.write(ERASE_LINE);
  };
  const sayNow = (show: () => void): void => {
    clearCount();
    show();
    showCount();
  };
  const sayInTurn = (show: () => void): void => {
    if (isAside) unsaid.push(show);
    else sayNow(show);
  };
  const linesOf = (lines: readonly string[]) => () => stdout.write(`${lines.join('\n')}\n`);
  const show = (): void => {
    for (const { output, text } of held) output.write(text);
    if (dropped > 0)
      stdout.write(`… and ${dropped} more, too many to be held: vonage-flow flows list has the calls\n`);
    held = [];
    [length, dropped] = [0, 0];
  };

  return {
    stdout: holdable(stdout),
    stderr: holdable(stderr),
    get isPaused() {
      return isPaused;
    },
    pause: () => {
      if (isPaused) return;
      isPaused = true;
      if (stdout.canRedraw) showCount();
      else stdout.write('paused; p goes on\n');
    },
    goOn: () => {
      if (!isPaused) return;
      clearCount();
      isPaused = false;
      if (!stdout.canRedraw) stdout.write(`going on; ${held.length + dropped} held\n`);
      if (!isAside) show();
    },
    aside: async (work) => {
      clearCount();
      isAside = true;
      try {
        return await work((lines) => sayNow(linesOf(lines)));
      } finally {
        isAside = false;
        if (isPaused) showCount();
        else show();
        const waited = unsaid;
        unsaid = [];
        for (const one of waited) sayNow(one);
      }
    },
    say: (lines) => sayInTurn(linesOf(lines)),
    exact: (text) => sayInTurn(() => (stdout.exact ?? stdout.write)(text)),
  };
};
