import type { UserId } from '../../vonage/ids.ts';
import type { Platform } from '../platform.ts';

/**
 * True when the user was logged in by the Client SDK: a real app is theirs, and does from then on what a script does for
 * users who have none.
 */
export const hasApp = ({ openSessions }: Platform, user: UserId): boolean => openSessions.has(user);

/** True while the user is logged in by the Client SDK. */
export const isLoggedIn = ({ openSessions }: Platform, user: UserId): boolean =>
  (openSessions.get(user) ?? 0) > 0;

/** Counts one session of the user more, or one less. */
export const countSession = ({ openSessions }: Platform, user: UserId, change: 1 | -1): void => {
  openSessions.set(user, (openSessions.get(user) ?? 0) + change);
};
