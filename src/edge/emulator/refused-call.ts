import type { Effect } from '../../emulator/effect.ts';
import { badUsage, Failure } from '../../failure.ts';
import { didYouMean } from '../../text/did-you-mean.ts';
import type { CallScript, EmulatorAbout } from './running-emulator.ts';

/** Why a call could not be placed. */
export const refusedCall = (
  reply: Effect | undefined,
  { as, to }: CallScript,
  { numbers, users }: EmulatorAbout,
): Failure => {
  if (reply?.do !== 'refuse-call')
    return new Failure({ what: 'The emulator is stopping and takes no calls', tryThis: 'start it again' });
  if (as !== undefined && !users.includes(as))
    return badUsage({
      what: `No Client SDK user is called "${as}" here`,
      why: didYouMean(as, users) ?? `The emulator's users: ${users.join(', ') || 'none'}.`,
      tryThis: `start the emulator with --user ${as}`,
    });
  return badUsage({
    what: `Nobody owns the number ${to} here`,
    why: reply.problem,
    tryThis: `call one of the emulator's numbers: ${numbers.join(', ')}`,
  });
};
