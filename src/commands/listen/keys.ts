import type { World } from '../../world.ts';

/** A key of the running `listen`: what it does, in the words that the list of keys prints. */
export interface Key {
  readonly key: string;
  readonly does: string;
  readonly press: () => void;
}

/** The list of keys in one line. */
export const keyList = (keys: readonly Key[]): string =>
  keys.map(({ key, does }) => `${key} ${does}`).join('   ');

/**
 * Listens to the keyboard until the returned function is called, which restores the terminal. In raw mode Ctrl-C
 * reaches us as a key and takes the same way as the signal.
 */
export const listenToKeys = (world: World, keys: readonly Key[]): (() => void) => {
  if (!world.keyboard.isTerminal) return () => {};
  return world.keyboard.onKey((pressed) => {
    if (pressed === 'ctrl-c') {
      world.stop.request('Ctrl-C');
      return;
    }
    keys.find(({ key }) => key === pressed)?.press();
  });
};
