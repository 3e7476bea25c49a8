import type { OwnCommand } from '../own-command.ts';
import type { Run } from '../run.ts';
import { askFilter } from './ask-filter.ts';
import { exchangeKeys } from './exchange-keys.ts';
import type { Key } from './key.ts';
import { userKey } from './user-key.ts';

/** What the keys of a run need beside the run. */
export interface KeyDeeds {
  /** The listener's address on this machine. */
  readonly listening: string;
  readonly command: OwnCommand | undefined;
  /** Places a call on the emulator. */
  readonly placeCall: () => void;
  /** Leaves the keyboard to a question. */
  readonly aside: (question: () => Promise<void>) => Promise<void>;
}

/** What the keys of a run do, in the order of their list. */
export const keysOfRun = (run: Run, { listening, command, placeCall, aside }: KeyDeeds): readonly Key[] => {
  const { world, screen, source, flags } = run;
  const filterKey: Key = {
    key: 'f',
    does: 'filter, as with --filter',
    press: () => aside(() => askFilter(run)),
  };
  return [
    source.emulator
      ? { key: 'c', does: 'place a call', press: placeCall }
      : { key: 'c', does: 'how to place a call', press: () => screen.say(howToCall(run)) },
    ...(source.emulator ? [userKey(run, source.emulator)] : []),
    {
      key: 'p',
      does: 'pause, and go on',
      press: () => (screen.isPaused ? screen.goOn() : screen.pause()),
    },
    ...exchangeKeys(run, listening),
    // A picture with gaps would tell another story.
    ...(flags.view === 'lanes' ? [] : [filterKey]),
    ...(command ? [{ key: 'R', does: 'restart your command', press: () => command.restart('key R') }] : []),
    { key: 'q', does: 'quit', press: () => world.stop.request('key q') },
  ];
};

/** A call of a real application costs money and rings at somebody: that is nothing for one key. */
const howToCall = ({ config, desk }: Run): readonly string[] => {
  const [number] = config.numbers;
  const [ncco] = desk.book.names;
  return [
    `A call comes from a phone: dial ${number ?? 'a number of the application'}.`,
    `Or let Vonage call you, which costs money: vonage-flow call --real --to <your number>${ncco === undefined ? '' : ` --ncco ${ncco}`}`,
  ];
};
