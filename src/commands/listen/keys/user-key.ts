import type { EmulatorAccess } from '../../../edge/emulator/running-emulator.ts';
import { USER_STATES, type UserState } from '../../../emulator/user-state.ts';
import { printable, wrap } from '../../../text/printable.ts';
import type { Run } from '../run.ts';
import type { Key, TakenKeys } from './key.ts';

/** More digits there are not. */
const MOST_LISTED = 9;

const stateOfKey = (key: string | undefined): UserState | undefined =>
  USER_STATES.find((state) => state[0] === key);

/** The key that puts the app of a Client SDK user elsewhere: another key says where, a digit before it whose. */
export const userKey = (
  { screen, viewed, world }: Pick<Run, 'screen' | 'viewed' | 'world'>,
  emulator: EmulatorAccess,
): Key => {
  let last: string | undefined;

  /** Gives what there is to say behind it. */
  const choose = async (
    keys: TakenKeys,
    say: (lines: readonly string[]) => void,
  ): Promise<string | undefined> => {
    const ask = (words: string): void => say(wrap(words, world.stdout.columns()));
    const states = await emulator.userStates();
    const names = Object.keys(states);
    const [first] = names;
    if (first === undefined) return NO_USERS;
    let name = last !== undefined && names.includes(last) ? last : first;
    if (names.length === 1) ask(question(name, states));
    else {
      say(listOf(states));
      ask(question(name, states, true));
    }
    for (;;) {
      const key = await keys.next();
      const another = names.slice(0, MOST_LISTED)[Number(key) - 1];
      const state = stateOfKey(key);
      if (another !== undefined && names.length > 1) {
        name = another;
        ask(question(name, states));
      } else if (state === undefined) return world.stop.requested.aborted ? undefined : 'As before.';
      else {
        last = name;
        return put(name, states[name], state);
      }
    }
  };

  const put = async (
    name: string,
    before: UserState | undefined,
    state: UserState,
  ): Promise<string | undefined> => {
    const who = printable(name);
    if (before === state) return `${who}: ${state}, as before.`;
    await emulator.setUserStates({ [name]: state });
    const now = (await emulator.userStates())[name];
    if (now !== state) return `${who}: still ${now}; a real app has to log in first.`;
    // The stream tells it, unless it is filtered or held.
    return viewed.filter === undefined && !screen.isPaused ? undefined : `${who}: ${state}`;
  };

  return {
    key: 'u',
    does: 'put a user’s app in the foreground, the background, or offline',
    press: async (take) => {
      const keys = take();
      try {
        const words = await screen.aside((say) => choose(keys, say));
        if (words !== undefined) screen.say([words]);
      } finally {
        keys.release();
      }
    },
  };
};

type States = Readonly<Record<string, UserState>>;

const question = (name: string, states: States, isFirst = false): string =>
  `App of ${printable(name)} (${states[name]}): f foreground, b background, o offline${isFirst ? ', or a number' : ''}`;

const listOf = (states: States): readonly string[] => {
  const lines = Object.entries(states).map(
    ([name, state], index) => `  ${index + 1}  ${printable(name)}: ${state}`,
  );
  const more = lines.length - MOST_LISTED;
  return more <= 0
    ? lines
    : [...lines.slice(0, MOST_LISTED), `     and ${more} more, by PUT /emulator/v1/users`];
};

const NO_USERS =
  'The emulator has no Client SDK users: name them in the config, users: [alice], or when the emulator is started.';
