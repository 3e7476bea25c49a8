import { attachEmulator } from '../../edge/emulator/attach.ts';
import { startEmulatorHost } from '../../edge/emulator/host.ts';
import { applicationIdOf, type EmulatorIdentity, makeIdentity } from '../../edge/emulator/identity.ts';
import type { KeepPush } from '../../edge/emulator/keep-push.ts';
import type { EmulatorAccess } from '../../edge/emulator/running-emulator.ts';
import type { Scenario } from '../../edge/scenario/scenario.ts';
import { badUsage, type Failure } from '../../failure.ts';
import type { World } from '../../world.ts';
import { nearestEmulator } from '../emulator-file.ts';
import { keepPushes } from '../keep-pushes.ts';

/** Which emulator a call is placed on, and how the user speaks of it. */
export interface EmulatorChoice {
  /** The address of a running one. */
  readonly running: string | undefined;
  /** How the user would have written the keys of a throw-away platform. */
  readonly nameOf: (key: keyof Scenario['platform']) => string;
}

/**
 * Opens emulators for calls: a throw-away one for a scenario with an answer URL, else the one that runs. The keys of an account take
 * longer to make than a call, so that all throw-away emulators of a run share them.
 */
export const emulatorOpener = (world: World, choice: EmulatorChoice) => {
  let made: EmulatorIdentity | undefined;
  let keeping: Promise<KeepPush> | undefined;
  const identityOf = async (seed: string): Promise<EmulatorIdentity> => {
    const identity = made ?? (await makeIdentity(seed, world.chance));
    made = identity;
    return { ...identity, applicationId: applicationIdOf(seed) };
  };
  return async ({ platform, script }: Scenario): Promise<EmulatorAccess> => {
    const { answerUrl, ...rest } = platform;
    if (answerUrl === undefined) return attach(platform, choice, world);
    if (choice.running !== undefined) throw twoEmulators(choice);
    keeping ??= keepPushes(world);
    const seed = platform.seed ?? world.chance.hex(8);
    return startEmulatorHost({
      ...rest,
      clock: world.clock,
      identity: await identityOf(seed),
      seed,
      speed: platform.speed ?? 'instant',
      // A user may call anybody, whose number is then none of the application's.
      numbers: script.to === undefined || script.as !== undefined ? [] : [script.to],
      // Whoever the script speaks of is there.
      users: [
        ...(platform.users ?? []),
        ...(script.as === undefined ? [] : [script.as]),
        ...(script.userStates ?? []).map(({ user }) => user),
      ],
      answerUrl,
      keepPush: await keeping,
    });
  };
};

const twoEmulators = ({ nameOf }: EmulatorChoice): Failure =>
  badUsage({
    what: `${nameOf('answerUrl')} starts an emulator of its own, so --emulator has nothing to say`,
    tryThis: 'leave one of them out',
  });

/** Where an app is can be said of a running emulator as well, from a second of the call on. */
const movesInstead = (
  { users = [] }: Scenario['platform'],
  nameOf: EmulatorChoice['nameOf'],
): readonly string[] => {
  const moves = users.flatMap((user) =>
    typeof user === 'string' || user.state === undefined ? [] : [`${user.name}=${user.state}@0s`],
  );
  if (moves.length === 0) return [];
  const option = nameOf('users');
  const where = option === 'users' ? 'userStates:' : option;
  return [`or say it of this call, with a time: ${where} ${moves.join(' ')}`, 'or for good: key u of listen'];
};

const attach = (
  platform: Scenario['platform'],
  { running, nameOf }: EmulatorChoice,
  world: World,
): Promise<EmulatorAccess> => {
  // Its keys are those of the type.
  const [needs] = Object.keys(platform) as (keyof Scenario['platform'])[];
  if (needs !== undefined) {
    throw badUsage({
      what: `${nameOf(needs)} says something about a throw-away emulator, which needs ${nameOf('answerUrl')}`,
      why: 'A running emulator was told this when it started.',
      tryThis: ['add --answer-url http://localhost:8080/answer', ...movesInstead(platform, nameOf)],
    });
  }
  const api = running ?? nearestEmulator(world);
  if (api !== undefined) return attachEmulator(api);
  throw badUsage({
    what: 'No emulator runs for this folder, and no --answer-url was given',
    why: 'A call needs a platform that places it.',
    tryThis: [
      'call your own server: vonage-flow call --answer-url http://localhost:8080/answer',
      'or start an emulator in another terminal: vonage-flow listen --emulator',
      'or name a running one: --emulator http://127.0.0.1:4010',
    ],
  });
};
