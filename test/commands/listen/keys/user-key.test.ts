import { expect, it } from 'vitest';
import { listenToKeys } from '../../../../src/commands/listen/keys/listen-to-keys.ts';
import { userKey } from '../../../../src/commands/listen/keys/user-key.ts';
import { openScreen } from '../../../../src/commands/listen/screen.ts';
import { type Viewed, viewOf } from '../../../../src/commands/listen/viewed.ts';
import type { EmulatorAccess } from '../../../../src/edge/emulator/running-emulator.ts';
import type { UserState } from '../../../../src/emulator/user-state.ts';
import { fakeOutput } from '../../../support/fake-output.ts';
import { fakeWorld } from '../../../support/fake-world.ts';

type States = Readonly<Record<string, UserState>>;

/** What stands on the terminal when keys are pressed, where the stream tells what it is told; keys behind a `>` are pressed
 * at once, and `!` stands before a user whose app cannot be moved. */
const pressing = async (
  users: States,
  keys: readonly string[],
  options: { readonly filter?: string } = {},
) => {
  const output = fakeOutput({});
  const world = fakeWorld({ isTerminal: true });
  const screen = openScreen({ stdout: output, stderr: output });
  const viewed: Viewed = viewOf(options.filter, () => false);
  let states: Record<string, UserState> = { ...users };
  const emulator = {
    userStates: async () => states,
    setUserStates: async (moves: States) => {
      const [[name, state] = ['', 'offline' as const]] = Object.entries(moves);
      if (name.startsWith('!')) return;
      states = { ...states, [name]: state };
      if (viewed.filter === undefined) screen.stdout.write(`· app ${name}: ${state}\n`);
    },
  } as unknown as EmulatorAccess; // The parts that are asked.
  const heard = listenToKeys(world, {
    keys: [
      userKey({ screen, viewed, world }, emulator),
      { key: 'p', does: 'pause', press: screen.pause },
      { key: 'c', does: 'place a call', press: () => screen.say(['a call']) },
    ],
    say: screen.say,
    failed: (error) => screen.say([String(error)]),
  });
  for (const key of keys) {
    // An event that comes meanwhile.
    if (key === '~') screen.stdout.write('webhook\n');
    else if (key === 'stop') world.stop.request('SIGTERM');
    else if (key.startsWith('>')) for (const one of key.slice(1)) world.press(one);
    else world.press(key);
    await settled();
  }
  heard.release();
  return { shown: output.text().trimEnd().split('\n'), stops: world.stops };
};

const settled = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

const ALICE: States = { alice: 'foreground' };
const TWO: States = { alice: 'foreground', bob: 'offline' };
const OF_ALICE = 'App of alice (foreground): f foreground, b background, o offline';
const OF_TWO = ['  1  alice: foreground', '  2  bob: offline', `${OF_ALICE}, or a number`];
const OF_BOB = 'App of bob (offline): f foreground, b background, o offline';

it.each<[what: string, users: States, keys: readonly string[], shown: readonly string[]]>([
  ['the only user', ALICE, ['u', 'b'], [OF_ALICE, '· app alice: background']],
  ['typed ahead', ALICE, ['>ubc'], [OF_ALICE, '· app alice: background', 'a call']],
  ['where it is', ALICE, ['u', 'f'], [OF_ALICE, 'alice: foreground, as before.']],
  ['one of two', TWO, ['u', '2', 'f'], [...OF_TWO, OF_BOB, '· app bob: foreground']],
  ['without a number', TWO, ['u', 'o'], [...OF_TWO, '· app alice: offline']],
  [
    'the same again, without a number',
    TWO,
    ['u', '2', 'b', 'u', 'f'],
    [
      ...[...OF_TWO, OF_BOB, '· app bob: background'],
      ...['  1  alice: foreground', '  2  bob: background'],
      'App of bob (background): f foreground, b background, o offline, or a number',
      '· app bob: foreground',
    ],
  ],
  [
    'the stream waits',
    ALICE,
    ['u', '~', 'b', '~'],
    [OF_ALICE, 'webhook', '· app alice: background', 'webhook'],
  ],
  ['another key', ALICE, ['u', 'x', 'c'], [OF_ALICE, 'As before.', 'a call']],
  ['a number that is nobody', TWO, ['u', '7'], [...OF_TWO, 'As before.']],
  ['a number where there is one user', ALICE, ['u', '1'], [OF_ALICE, 'As before.']],
  ['Ctrl-C', ALICE, ['u', 'ctrl-c'], [OF_ALICE, 'As before.']],
  [
    'a real app that is logged out',
    { '!zoe': 'offline' },
    ['u', 'f'],
    [OF_BOB.replace('bob', '!zoe'), '!zoe: still offline; a real app has to log in first.'],
  ],
  [
    'nobody',
    {},
    ['u'],
    [
      'The emulator has no Client SDK users: name them in the config, users: [alice], or when the emulator is started.',
    ],
  ],
  [
    'a name that would be obeyed',
    { 'a\u001b[2J': 'offline' },
    ['u', 'b'],
    ['App of a\\x1b[2J (offline): f foreground, b background, o offline', '· app a\u001b[2J: background'],
  ],
])('key u: %s', async (_what, users, keys, shown) => {
  expect(await pressing(users, keys)).toEqual({ shown, stops: [] });
});

it('key u lists as many as there are digits', async () => {
  const users = Object.fromEntries(
    Array.from({ length: 12 }, (_none, index) => [`user-${index + 1}`, 'offline' as const]),
  );
  const { shown } = await pressing(users, ['u', '9', 'b']);
  expect(shown.slice(8)).toEqual([
    '  9  user-9: offline',
    '     and 3 more, by PUT /emulator/v1/users',
    'App of user-1 (offline): f foreground, b background, o offline, or a number',
    'App of user-9 (offline): f foreground, b background, o offline',
    '· app user-9: background',
  ]);
});

it('key u says what it did where the stream is filtered', async () => {
  const { shown } = await pressing(ALICE, ['u', 'b'], { filter: 'kind:input' });
  expect(shown).toEqual([OF_ALICE, 'alice: background']);
});

it('key u says what it did where the stream is paused', async () => {
  const { shown } = await pressing(ALICE, ['p', 'u', 'b']);
  expect(shown.join('\n')).toMatch(/alice: background\n/);
});

it('key u makes way for a stop, and leaves what was typed behind it to the other keys', async () => {
  expect(await pressing(ALICE, ['u', '~', 'stop'])).toEqual({
    shown: [OF_ALICE, 'webhook'],
    stops: ['SIGTERM'],
  });
  expect(await pressing(ALICE, ['u', 'ctrl-c', 'ctrl-c'])).toMatchObject({ stops: ['Ctrl-C'] });
});
