import type { ApplicationId, UserId } from '../vonage/ids.ts';
import type { UserState, WhyElsewhere } from '../vonage/platform-event.ts';
import { hasApp, isLoggedIn } from './client/app-of-user.ts';
import { isLive } from './leg-state.ts';
import type { Call, Leg, Platform, User } from './platform.ts';
import { note, type Turn } from './turn.ts';
import { userNamed } from './users.ts';

export type { UserState } from '../vonage/platform-event.ts';

/**
 * Where a Client SDK user's app is, which decides what reaches them (client-sdk.md §1): in the foreground the SDK's
 * callbacks, in the background a push for a call or a message, offline nothing.
 */
export const USER_STATES = ['foreground', 'background', 'offline'] as const satisfies readonly UserState[];

export const isUserState = (value: unknown): value is UserState =>
  (USER_STATES as readonly unknown[]).includes(value);

/** A user that exists from the beginning: a name, or a name and where the app is; `foreground` without one. */
export type GivenUser = string | { readonly name: string; readonly state?: UserState };

const nameOfUser = (user: GivenUser): string => (typeof user === 'string' ? user : user.name);

/** Every name once. */
export const namesOfUsers = (users: readonly GivenUser[]): readonly string[] => [
  ...new Set(users.map(nameOfUser)),
];

/**
 * The state of a user. The app is open when nobody said otherwise; but one that was logged in by the Client SDK and is not
 * any more can only be reached by pushes, if it is in the background, or not at all.
 */
export const stateOfUser = (platform: Platform, user: UserId): UserState => {
  const said = platform.userStates.get(user);
  if (hasApp(platform, user) && !isLoggedIn(platform, user))
    return said === 'background' ? 'background' : 'offline';
  return said ?? 'foreground';
};

/** The states by name. Applications may share one: then it stands for all of them. */
export const userStates = (platform: Platform): Readonly<Record<string, UserState>> =>
  Object.fromEntries([...platform.users.values()].map(({ id, name }) => [name, stateOfUser(platform, id)]));

/** Who brings an app elsewhere, and the call that it belongs to when that is a script. */
export interface Cause {
  readonly why: WhyElsewhere;
  readonly call?: Call;
}

/** The app of a user is elsewhere from now on; a notice tells it when it was not there already. */
export const setUserState = (turn: Turn, user: User, state: UserState, cause: Cause): void =>
  tellingMove(turn, user, cause, () => void turn.platform.userStates.set(user.id, state));

/** Does what may bring the app of a user elsewhere, and tells it when it did. */
export const tellingMove = (turn: Turn, user: User, cause: Cause, move: () => void): void => {
  const { platform } = turn;
  const before = stateOfUser(platform, user.id);
  move();
  const state = stateOfUser(platform, user.id);
  if (before === state) return;
  platform.movedAt.set(user.id, turn.at);
  const [itsCall, leg] = placeOf(platform, user.id);
  const call = cause.call ?? itsCall;
  note(turn, {
    name: 'user-state-changed',
    user: user.name,
    state,
    before,
    why: cause.why,
    call: call?.id,
    leg: call === itsCall ? leg?.uuid : undefined,
    conversation: call?.conversation.id,
  });
};

/** The newest running call that a user is in from an app, and the leg. */
const placeOf = ({ calls }: Platform, user: UserId): readonly [Call?, Leg?] => {
  for (const call of [...calls.values()].reverse()) {
    const leg = call.legs.find((one) => one.channel === 'app' && one.member.user.id === user && isLive(one));
    if (leg) return [call, leg];
  }
  return [];
};

/**
 * Where the app of a leg is. Who calls from one has it open, and so has who answered in it, whatever it was before; unless
 * it went offline since.
 */
export const stateOnLeg = (
  platform: Platform,
  { direction, createdAt, answeredAt, member }: Leg,
): UserState => {
  const state = stateOfUser(platform, member.user.id);
  const openSince = direction === 'inbound' ? createdAt : answeredAt;
  if (openSince === undefined) return state;
  return state === 'offline' && (platform.movedAt.get(member.user.id) ?? 0) > openSince
    ? state
    : 'foreground';
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
