import type { Option as CommanderOption } from 'commander';
import { commander, InvalidArgumentError } from '../commander.ts';
import { LONGEST_SHUFFLE_MS, USUAL_SHUFFLE_MS } from '../emulator/shuffle.ts';

/** `--shuffle [ms]`, the same for all commands that start an emulator. */
export const shuffleOption = (): CommanderOption =>
  new (commander().Option)(
    '--shuffle [ms]',
    `events overtake one another (default: up to ${USUAL_SHUFFLE_MS})`,
  )
    .preset(String(USUAL_SHUFFLE_MS))
    .argParser(shuffleValue);

/** Milliseconds of platform time for which an event is held back at most. */
export const shuffleValue = (text: string): number => {
  const milliseconds = Number(text);
  if (/^\d+$/.test(text) && milliseconds >= 1 && milliseconds <= LONGEST_SHUFFLE_MS) return milliseconds;
  throw new InvalidArgumentError(`Write milliseconds, from 1 to ${LONGEST_SHUFFLE_MS}.`);
};
