import { openApplications } from '../../../edge/applications.ts';
import { Failure } from '../../../failure.ts';
import { rawAt } from '../../../vonage/raw.ts';
import type { ApplicationKey } from '../../application-key.ts';

/** It is only worth knowing: nobody waits longer for it. */
const TIMEOUT_MILLISECONDS = 3_000;

/**
 * Where the calls of an application run: as the platform says when key and secret are there to ask it, else as the config says. An
 * emulator has one host for all.
 */
export const regionOfApplication = async (
  { applicationId, apiHost, account, region }: ApplicationKey,
  signal: AbortSignal,
): Promise<string | undefined> => {
  if (apiHost !== undefined || account === undefined) return region;
  try {
    const within = { timeoutMilliseconds: TIMEOUT_MILLISECONDS, signal };
    const application = await openApplications(account).read(applicationId, within);
    const raw = rawAt(application, ['capabilities', 'voice', 'region']);
    return raw !== 'absent' && typeof raw.value === 'string' ? raw.value : undefined;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return region;
  }
};
