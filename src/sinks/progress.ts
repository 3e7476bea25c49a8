import { printable } from '../text/printable.ts';
import type { Output } from '../world.ts';

/** Shows that a long wait lives: a spinner on an interactive stderr, nothing elsewhere. */
export interface Progress {
  /** Names what is being done now. */
  say(words: string): void;
  /** Takes the spinner away, for a question; the next `say` brings it back. */
  pause(): void;
  end(): void;
}

/** Waits shorter than this need no spinner, and loading ora would only make them longer. Milliseconds. */
const PATIENCE_MILLISECONDS = 300;

/** @param quiet true when nothing but data is wanted */
export const startProgress = (stderr: Output, quiet: boolean): Progress => {
  // On a terminal of no width ora would count lines for ever.
  if (quiet || !stderr.isTerminal || !stderr.canRedraw)
    return { say: () => {}, pause: () => {}, end: () => {} };
  let words = '';
  let spinner: { text: string; stop(): unknown } | undefined;
  let timer: NodeJS.Timeout | undefined;
  const show = async (): Promise<void> => {
    const { default: ora } = await import('ora');
    // It may have ended while ora was loading, or come back already.
    if (timer === undefined || spinner) return;
    // Our own keys and Ctrl-C have to keep working, so ora may not touch stdin.
    spinner = ora({
      text: words,
      discardStdin: false,
      ...(stderr.colorLevel === 0 && { color: false as const }),
    }).start();
  };
  const hide = (): void => {
    clearTimeout(timer);
    timer = undefined;
    spinner?.stop();
    spinner = undefined;
  };
  return {
    say: (next) => {
      // An address in it may be of a server's making.
      words = printable(next);
      if (spinner) spinner.text = words;
      else timer ??= setTimeout(() => void show(), PATIENCE_MILLISECONDS);
    },
    pause: hide,
    end: hide,
  };
};
