import { wordsOf } from '../../failure.ts';
import { DEFAULT_CALLER } from '../default-caller.ts';
import { untilAborted } from '../until-aborted.ts';
import { type Key, keyList, listenToKeys } from './keys.ts';
import type { Run } from './run.ts';

/**
 * A caller hangs up after this: a menu that asks again and again would otherwise keep the line for the two hours
 * after which the platform ends a call.
 */
const PATIENCE_SECONDS = 60;

/** Without `--press` the caller of the built-in menu presses this, and hears what there is to show. */
const KEYS_FOR_BUILT_IN: readonly string[] = ['1'];

/**
 * Stays until a stop is asked for: Ctrl-C, SIGTERM, key `q`, or with `--once` the end of the call. Places the call of
 * `--call`, and more on key `c`.
 */
export const stayUntilStopped = async (run: Run): Promise<void> => {
  const { flags, world, source, notices } = run;
  const stopped = untilAborted(world.stop.requested);
  const placed: Promise<void>[] = [];
  const place = (): void => {
    placed.push(placeCall(run).then(showKeys));
  };
  const keys: Key[] = [
    ...(source.emulator ? [{ key: 'c', does: 'place a call', press: place }] : []),
    { key: 'q', does: 'quit', press: () => world.stop.request('key q') },
  ];
  /** Again after each call, whose lines have pushed the list off the screen. */
  const showKeys = (): void => {
    if (!world.keyboard.isTerminal || flags.json || flags.once || world.stop.requested.aborted) return;
    notices.note({ type: 'info', at: world.clock.now(), what: `Keys: ${keyList(keys)}` });
  };
  const release = listenToKeys(world, keys);
  try {
    showKeys();
    if (flags.call) place();
    if (flags.once) await Promise.race([Promise.all(placed), stopped]);
    if (flags.once && !world.stop.requested.aborted) world.stop.request('the call has ended');
    await stopped;
  } finally {
    release();
  }
};

const placeCall = async ({ flags, config, world, source, notices }: Run): Promise<void> => {
  const { emulator } = source;
  if (!emulator) return;
  const isBuiltIn = config.file === undefined && flags.forward === undefined;
  try {
    await emulator.placeCall({
      from: flags.from ?? DEFAULT_CALLER,
      to: flags.to ?? emulator.about.numbers[0] ?? '',
      press: flags.press ?? (isBuiltIn ? KEYS_FOR_BUILT_IN : []),
      hangUpAfterSeconds: PATIENCE_SECONDS,
    });
  } catch (error) {
    notices.note({
      type: 'trouble',
      at: world.clock.now(),
      what: `The call could not be placed: ${wordsOf(error)}`,
    });
  }
};
