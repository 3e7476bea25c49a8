import { restoreState } from '../../emulator/kept-state.ts';
import { createPlatform, type Platform } from '../../emulator/platform.ts';
import { asApplication } from '../../emulator/rest/applications.ts';
import { type GivenUser, namesOfUsers, setGivenStates } from '../../emulator/user-state.ts';
import { addUser, userNamed } from '../../emulator/users.ts';
import type { Chance } from '../../world.ts';
import { type FirstApplication, firstApplication, withUrls } from './first-application.ts';
import type { GivenApplication } from './given-application.ts';
import { type EmulatorIdentity, makeIdentity, type OwnKeys } from './identity.ts';
import type { EmulatorAbout } from './running-emulator.ts';
import type { SavedState } from './state-file.ts';

/** A number that belongs to nobody (reserved for fiction). */
const ONE_NUMBER = '14155550100';

/** What an emulator is told at its start of account, applications and people. */
export interface Beginning extends FirstApplication {
  readonly seed: string;
  /** Numbers of the application; ONE_NUMBER when there are none. */
  readonly numbers: readonly string[];
  readonly users: readonly GivenUser[];
  /** Account, application id and keys of an earlier start. */
  readonly identity?: EmulatorIdentity;
  /** Id and keys of the first application, when they are not to be made up. */
  readonly own?: OwnKeys;
  /** Applications beside the first one, with numbers and users of their own. */
  readonly others?: readonly GivenApplication[];
  /** Events are held back for up to so many milliseconds of platform time, so that they overtake one another. */
  readonly shuffleMs?: number;
}

/** A platform with an account and an application: new ones, or those of an earlier start with what was said at this one. */
export const beginPlatform = async (
  wanted: Beginning,
  saved: SavedState | undefined,
  chance: Chance,
): Promise<{
  readonly platform: Platform;
  readonly about: EmulatorAbout;
  readonly identity: EmulatorIdentity;
}> => {
  const identity =
    saved?.identity ?? wanted.identity ?? (await makeIdentity(wanted.seed, chance, wanted.own));
  const { applicationId, publicKey } = identity;
  const isNew = saved === undefined;
  const platform = createPlatform({
    seed: wanted.seed,
    applications: [asApplication(applicationId, firstApplication(wanted), publicKey)],
    numbers: wanted.numbers.length === 0 && isNew ? [ONE_NUMBER] : wanted.numbers,
    users: [],
    ...(wanted.shuffleMs !== undefined && { shuffleMs: wanted.shuffleMs }),
  });
  // Whoever is new at this start gets an id that nobody had before.
  if (saved) restoreState(platform, saved.platform);
  addUsers(platform, applicationId, wanted.users);
  for (const other of wanted.others ?? []) addApplication(platform, other);
  const application = platform.applications.get(applicationId);
  if (saved && application) platform.applications.set(applicationId, withUrls(application, wanted));
  // The first application's come first: a call that does not say goes to the first of all.
  const linked = [...platform.numbers].sort(
    ([, one], [, other]) => Number(other === applicationId) - Number(one === applicationId),
  );
  const about = {
    ...identity,
    numbers: [...new Set([...wanted.numbers, ...linked.map(([number]) => number)])],
    users: [
      ...new Set([...namesOfUsers(wanted.users), ...[...platform.users.values()].map(({ name }) => name)]),
    ],
  };
  return { platform, about, identity };
};

const addApplication = (platform: Platform, { application, numbers, users }: GivenApplication): void => {
  platform.applications.set(application.id, application);
  for (const number of numbers) platform.numbers.set(number, application.id);
  addUsers(platform, application.id, users);
};

/** Those of an earlier start are there already. */
const addUsers = (platform: Platform, application: string, users: readonly GivenUser[]): void => {
  for (const name of namesOfUsers(users))
    if (!userNamed(platform, application, name))
      addUser(platform, { application, name, createdAt: undefined, profile: {} });
  setGivenStates(platform, application, users);
};
