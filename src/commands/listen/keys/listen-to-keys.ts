import type { World } from '../../../world.ts';
import type { Key, TakenKeys } from './key.ts';

/** Somebody who can be told things. */
export interface KeyTalk {
  readonly keys: readonly Key[];
  /** Shows lines at once. */
  readonly say: (lines: readonly string[]) => void;
  /** A key went wrong. */
  readonly failed: (error: unknown) => void;
}

/** A keyboard that is listened to. */
export interface HeardKeys {
  /** Lets go of the keyboard and gives the terminal back. */
  release(): void;
  /** Leaves the keyboard to a question as long as it takes. */
  aside<T>(question: () => Promise<T>): Promise<T>;
}

/** The list of keys, a line each. */
export const keyList = (keys: readonly Key[]): readonly string[] => [
  ...[...keys, { key: '?', does: 'this list' }].map(({ key, does }) => `  ${key}  ${does}`),
  '  Ctrl-C ends it as q does, Ctrl-Z puts it aside (fg brings it back)',
];

/**
 * Listens to the keyboard. In raw mode Ctrl-C reaches us as a key and takes the same way as the signal; Enter leaves an empty line,
 * as one does to see what comes next. A key that means nothing is told once where the list is.
 */
export const listenToKeys = (
  world: Pick<World, 'keyboard' | 'stop'>,
  { keys, say, failed }: KeyTalk,
): HeardKeys => {
  const hinted = new Set<string>();
  const hintOnce = (about: string, words: string): void => {
    if (hinted.has(about)) return;
    hinted.add(about);
    say([words]);
  };
  let taker: ((pressed: string) => void) | undefined;
  const take = (): TakenKeys => {
    const { requested } = world.stop;
    const waiting: string[] = [];
    let wake = (): void => {};
    const hear = (pressed: string): void => {
      waiting.push(pressed);
      wake();
    };
    taker = hear;
    // A stop ends the waiting.
    const ended = (): void => wake();
    requested.addEventListener('abort', ended);
    return {
      next: async () => {
        if (waiting.length === 0 && !requested.aborted)
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        return requested.aborted ? undefined : waiting.shift();
      },
      release: () => {
        requested.removeEventListener('abort', ended);
        taker = undefined;
        // What was typed ahead is for the keys as ever.
        for (const pressed of waiting.splice(0)) press(pressed);
      },
    };
  };
  const pressKey = (pressed: string): void => {
    const key = keys.find((one) => one.key === pressed);
    if (key) {
      try {
        Promise.resolve(key.press(take)).catch(failed);
      } catch (error) {
        failed(error);
      }
    } else if (pressed.length === 1 && pressed !== ' ') {
      // Names, as of Escape and Tab, and blanks are pressed by habit.
      hintOnce('key', `${shown(pressed)} does nothing here; ? lists the keys.`);
    }
  };
  const press = (pressed: string): void => {
    if (taker) taker(pressed);
    else if (pressed === 'ctrl-c') world.stop.request('Ctrl-C');
    else if (world.stop.requested.aborted) return;
    else if (pressed === 'enter') say(['']);
    else if (pressed === '?') say(keyList(keys));
    else if (pressed === 'paste') hintOnce('paste', 'What is pasted here presses no keys.');
    else pressKey(pressed);
  };
  let hush = world.keyboard.onKey(press);
  let isOver = false;
  return {
    release: () => {
      isOver = true;
      hush();
    },
    aside: async (question) => {
      hush();
      try {
        return await question();
      } finally {
        if (!isOver) hush = world.keyboard.onKey(press);
      }
    },
  };
};

const shown = (key: string): string => (/^[!-~\p{L}]$/u.test(key) ? `Key ${key}` : 'This key');
