import { isLoopbackHost } from '../is-loopback.ts';
import type { Sourced } from './credential-sources.ts';

/** Where the account's APIs are. */
export interface ApiHost {
  /** Undefined: Vonage's own. */
  readonly apiHost: string | undefined;
  /** What a person should know about it, a sentence each. */
  readonly remarks: readonly string[];
}

/**
 * Reads `VONAGE_API_HOST`, a line of the `.env` block that an emulator prints: whoever loads that block means the
 * emulator, whose made-up key and secret Vonage would refuse. Only a host of this machine counts, for key and secret
 * go nowhere else but to Vonage (DESIGN §10).
 */
export const apiHostFrom = (named: Sourced | undefined): ApiHost => {
  if (named === undefined) return { apiHost: undefined, remarks: [] };
  const { value, origin } = named;
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url && /^https?:$/.test(url.protocol) && isLoopbackHost(url.hostname)) {
    return {
      apiHost: url.origin,
      remarks: [`The application is looked for at ${url.origin}, not at Vonage: ${origin} says so.`],
    };
  }
  return {
    apiHost: undefined,
    remarks: [`${origin} was passed over, for it is no http address of this machine; Vonage is asked.`],
  };
};
