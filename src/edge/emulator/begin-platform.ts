import { restoreState } from '../../emulator/kept-state.ts';
import { createPlatform, type Platform } from '../../emulator/platform.ts';
import { asApplication } from '../../emulator/rest/applications.ts';
import type { Chance } from '../../world.ts';
import { type FirstUrls, firstApplication, withUrls } from './first-application.ts';
import { type EmulatorIdentity, makeIdentity } from './identity.ts';
import type { EmulatorAbout } from './running-emulator.ts';
import type { SavedState } from './state-file.ts';

/** A number that belongs to nobody (reserved for fiction). */
const ONE_NUMBER = '14155550100';

export interface Beginning extends FirstUrls {
  readonly seed: string;
  readonly numbers: readonly string[];
  readonly users: readonly string[];
  readonly identity?: EmulatorIdentity;
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
  const identity = saved?.identity ?? wanted.identity ?? (await makeIdentity(wanted.seed, chance));
  const { applicationId, publicKey } = identity;
  const isNew = saved === undefined;
  const known = new Set(saved?.platform.users.map(([, user]) => nameOf(user)));
  const platform = createPlatform({
    seed: wanted.seed,
    applications: [asApplication(applicationId, firstApplication(wanted), publicKey)],
    numbers: wanted.numbers.length === 0 && isNew ? [ONE_NUMBER] : wanted.numbers,
    users: wanted.users.filter((name) => !known.has(name)),
    ...(wanted.shuffleMs !== undefined && { shuffleMs: wanted.shuffleMs }),
  });
  if (saved) restoreState(platform, saved.platform);
  const application = platform.applications.get(applicationId);
  if (saved && application) platform.applications.set(applicationId, withUrls(application, wanted));
  const linked = [...platform.numbers].filter(([, owner]) => owner === applicationId);
  const about = {
    ...identity,
    numbers: [...new Set([...wanted.numbers, ...linked.map(([number]) => number)])],
    users: [...new Set([...wanted.users, ...[...platform.users.values()].map(nameOf)])],
  };
  return { platform, about, identity };
};

/** Users were looked at when they were read. */
const nameOf = (user: unknown): string => (user as { readonly name: string }).name;
