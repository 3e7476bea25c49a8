import type { Effect } from '../../emulator/effect.ts';
import { badUsage, Failure } from '../../failure.ts';
import type { CallScript, EmulatorAbout } from './running-emulator.ts';
import { unknownUser } from './unknown-user.ts';

/** Why a call could not be placed. */
export const refusedCall = (
  reply: Effect | undefined,
  { as, to, userStates = [] }: CallScript,
  { numbers, users }: EmulatorAbout,
): Failure => {
  if (reply?.do !== 'refuse-call')
    return new Failure({ what: 'The emulator is stopping and takes no calls', tryThis: 'start it again' });
  const named = [...(as === undefined ? [] : [as]), ...userStates.map(({ user }) => user)];
  const stranger = named.find((user) => !users.includes(user));
  if (stranger !== undefined) return unknownUser(stranger, users);
  return badUsage({
    what: `Nobody owns the number ${to} here`,
    why: reply.problem,
    tryThis: `call one of the emulator's numbers: ${numbers.join(', ')}`,
  });
};
