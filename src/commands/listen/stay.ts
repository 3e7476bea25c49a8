import { wordsOf } from '../../failure.ts';
import { DEFAULT_CALLER } from '../default-caller.ts';
import { untilAborted } from '../until-aborted.ts';
import { type Key, keyList, listenToKeys } from './keys.ts';
import type { Run } from './run.ts';

/**
 * Stays until a stop is asked for: Ctrl-C, SIGTERM, key `q`, or with `--once` the end of the call. Places the call of
 * `--call`, and more on key `c`.
 */
export const stayUntilStopped = async (run: Run): Promise<void> => {
  const { flags, world, source, notices } = run;
  const stopped = untilAborted(world.stop.requested);
  const placed: Promise<void>[] = [];
  const place = (): void => {
    placed.push(placeCall(run));
  };
  const keys: Key[] = [
    ...(source.emulator ? [{ key: 'c', does: 'place a call', press: place }] : []),
    { key: 'q', does: 'quit', press: () => world.stop.request('key q') },
  ];
  const release = listenToKeys(world, keys);
  try {
    if (world.keyboard.isTerminal && !flags.json) {
      notices.note({ type: 'info', at: world.clock.now(), what: `Keys: ${keyList(keys)}` });
    }
    if (flags.call) place();
    if (flags.once) await Promise.race([Promise.all(placed), stopped]);
    if (flags.once && !world.stop.requested.aborted) world.stop.request('the call has ended');
    await stopped;
  } finally {
    release();
  }
};

const placeCall = async ({ flags, world, source, notices }: Run): Promise<void> => {
  const { emulator } = source;
  if (!emulator) return;
  try {
    await emulator.placeCall({
      from: flags.from ?? DEFAULT_CALLER,
      to: flags.to ?? emulator.about.numbers[0] ?? '',
      press: flags.press ?? [],
    });
  } catch (error) {
    notices.note({
      type: 'trouble',
      at: world.clock.now(),
      what: `The call could not be placed: ${wordsOf(error)}`,
    });
  }
};
