import type { ApplicationId, UserId } from '../vonage/ids.ts';
import type { JsonObject } from '../vonage/json.ts';
import type { Platform, User } from './platform.ts';
import { nextUuid } from './random.ts';

/** A user that an application made, in contrast to those that the platform makes for phones (rtc-events.md §1). */
export interface AppUser extends User {
  readonly application: ApplicationId;
  /** Milliseconds since 1970; undefined for those that were there from the beginning. */
  readonly createdAt: number | undefined;
  readonly updatedAt: number | undefined;
  /** `display_name`, `image_url`, `properties`, `channels` as they were given. */
  readonly profile: JsonObject;
}

/** The application's user of that name. */
export const userNamed = (
  platform: Platform,
  application: ApplicationId,
  name: string,
): AppUser | undefined => usersOf(platform, application).find((user) => user.name === name);

/** The application's user with that id. */
export const userWithId = (
  platform: Platform,
  application: ApplicationId,
  id: UserId,
): AppUser | undefined => {
  const user = platform.users.get(id);
  return user?.application === application ? user : undefined;
};

/** In order of creation. */
export const usersOf = (platform: Platform, application: ApplicationId): readonly AppUser[] =>
  [...platform.users.values()].filter((user) => user.application === application);

export const addUser = (
  platform: Platform,
  wanted: Pick<AppUser, 'application' | 'name' | 'createdAt' | 'profile'>,
): AppUser => {
  const user: AppUser = { ...wanted, id: `USR-${nextUuid(platform.random)}`, updatedAt: undefined };
  platform.users.set(user.id, user);
  return user;
};
