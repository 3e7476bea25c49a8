import { badUsage, type Failure } from '../../failure.ts';
import { didYouMean } from '../../text/did-you-mean.ts';

/** Who was named is no user of an emulator; `users` are the names of those who are. */
export const unknownUser = (stranger: string, users: readonly string[]): Failure =>
  badUsage({
    what: `No Client SDK user is called "${stranger}" here`,
    why: didYouMean(stranger, users) ?? `The emulator's users: ${users.join(', ') || 'none'}.`,
    tryThis: `start the emulator with --user ${stranger}, or with that name under users: in the config`,
  });
