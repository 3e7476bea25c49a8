import type { WhyElsewhere } from '../vonage/platform-event.ts';
import { inviteUnheard } from './client/session-legs.ts';
import { type Call, type Leg, rootLeg } from './platform.ts';
import type { CallerScript, UnusedReaction } from './script.ts';
import { schedule, type Turn } from './turn.ts';
import { type Cause, setUserState, stateOfUser, type UserState } from './user-state.ts';
import { type AppUser, userNamed } from './users.ts';

/** The first user of a script who does not exist for the application. */
export const strangerIn = (
  { platform }: Turn,
  application: string,
  { userStates = [] }: CallerScript,
): string | undefined =>
  userStates.find(({ user }) => userNamed(platform, application, user) === undefined)?.user;

/** The call begins: what its script says of apps comes at its time. */
export const beginUserMoves = (turn: Turn, call: Call): void => {
  for (const { user, state, at } of call.caller.userStates ?? [])
    schedule(turn, call, at * 1000, { do: 'move-user', user, state });
};

/** The time of one has come. */
export const moveUser = (turn: Turn, call: Call, name: string, state: UserState): void => {
  const user = userNamed(turn.platform, call.application, name);
  if (user) put(turn, user, state, { why: 'scripted', call });
};

/** Puts the apps of the users of these names there, in whatever application; all others stay as they are. */
export const moveUsers = (
  turn: Turn,
  states: Readonly<Record<string, UserState>>,
  why: WhyElsewhere,
): void => {
  for (const user of turn.platform.users.values())
    if (Object.hasOwn(states, user.name)) put(turn, user, states[user.name]!, { why });
};

/** An app that comes to the front finds what rings there. */
const put = (turn: Turn, user: AppUser, state: UserState, cause: Cause): void => {
  setUserState(turn, user, state, cause);
  if (stateOfUser(turn.platform, user.id) === 'foreground') inviteUnheard(turn, user.id);
};

/** Those whose time had not come when the call was over. */
export const unusedMoves = (call: Call): readonly UnusedReaction[] => {
  const lasted = lastedSeconds(rootLeg(call));
  return (call.caller.userStates ?? []).flatMap(({ user, state, at }) =>
    at > lasted ? [{ by: user, state, at }] : [],
  );
};

const lastedSeconds = ({ createdAt, endedAt = Number.POSITIVE_INFINITY }: Leg): number =>
  (endedAt - createdAt) / 1000;
