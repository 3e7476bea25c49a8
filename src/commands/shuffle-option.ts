import type { Option as CommanderOption } from 'commander';
import { InvalidArgumentError, Option } from '../commander.ts';

/** Enough for events of neighbouring moments to change places. */
const USUAL_MS = 500;
/** An hour is longer than any call that one waits for. */
const LONGEST_MS = 3_600_000;

/** `--shuffle [ms]`, the same for all commands that start an emulator. */
export const shuffleOption = (): CommanderOption =>
  new Option('--shuffle [ms]', `events overtake one another (default: up to ${USUAL_MS})`)
    .preset(String(USUAL_MS))
    .argParser(shuffleValue);

/** Milliseconds of platform time for which an event is held back at most. */
export const shuffleValue = (text: string): number => {
  const milliseconds = Number(text);
  if (/^\d+$/.test(text) && milliseconds >= 1 && milliseconds <= LONGEST_MS) return milliseconds;
  throw new InvalidArgumentError(`Write milliseconds, from 1 to ${LONGEST_MS}.`);
};
