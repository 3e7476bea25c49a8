import { type Call, type Leg, rootLeg } from './platform.ts';
import type { CallerScript, UnusedReaction } from './script.ts';
import { schedule, type Turn } from './turn.ts';
import { setUserState, type UserState } from './user-state.ts';
import { userNamed } from './users.ts';

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
  if (user) setUserState(turn, user, state, { why: 'scripted', call });
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
