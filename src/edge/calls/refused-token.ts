import { Failure } from '../../failure.ts';

/** The Failure for a token of an application that the API does not take, as its reply says `why`. */
export const refusedToken = (
  status: 401 | 403,
  why: string | undefined,
  { applicationId, keyOrigin }: { readonly applicationId: string; readonly keyOrigin: string },
): Failure =>
  new Failure({
    what: `Vonage does not accept the token of application ${applicationId} (${status})`,
    why: [`The key from ${keyOrigin} may be another application’s, or the clock of this machine wrong.`, why]
      .filter((words) => words !== undefined)
      .join(' '),
    tryThis: 'let it be looked at: vonage-flow doctor',
  });
