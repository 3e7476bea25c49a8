import type { ApplicationId, UserId } from '../vonage/ids.ts';
import type { Platform } from './platform.ts';
import { userNamed } from './users.ts';

/**
 * Where a Client SDK user's app is, which decides what reaches them (client-sdk.md §1): in the foreground the SDK's
 * callbacks, in the background a push for a call or a message, offline nothing.
 */
export const USER_STATES = ['foreground', 'background', 'offline'] as const;

/** Whether the app of a user is open, in the background, or not there. */
export type UserState = (typeof USER_STATES)[number];

export const isUserState = (value: unknown): value is UserState =>
  (USER_STATES as readonly unknown[]).includes(value);

/** A user that exists from the beginning: a name, or a name and where the app is; `foreground` without one. */
export type GivenUser = string | { readonly name: string; readonly state?: UserState };

const nameOfUser = (user: GivenUser): string => (typeof user === 'string' ? user : user.name);

/** Every name once. */
export const namesOfUsers = (users: readonly GivenUser[]): readonly string[] => [
  ...new Set(users.map(nameOfUser)),
];

/** The state of a user; the app is open when nobody said otherwise. */
export const stateOfUser = ({ userStates }: Platform, user: UserId): UserState =>
  userStates.get(user) ?? 'foreground';

/** The states by name. Applications may share one: then it stands for all of them. */
export const userStates = (platform: Platform): Readonly<Record<string, UserState>> =>
  Object.fromEntries([...platform.users.values()].map(({ id, name }) => [name, stateOfUser(platform, id)]));

/** Puts the users of these names into these states; all others stay as they are. */
export const setUserStates = (platform: Platform, states: Readonly<Record<string, UserState>>): void => {
  for (const { id, name } of platform.users.values()) {
    if (Object.hasOwn(states, name)) platform.userStates.set(id, states[name]!);
  }
};

/** What was said at the start of the users of an application, who are there already. */
export const setGivenStates = (
  platform: Platform,
  application: ApplicationId,
  users: readonly GivenUser[],
): void => {
  for (const given of users) {
    const state = typeof given === 'string' ? undefined : given.state;
    const user = userNamed(platform, application, nameOfUser(given));
    if (user && state !== undefined) platform.userStates.set(user.id, state);
  }
};
