import type { World } from '../../world.ts';

/** Where the account's APIs are. */
export interface ApiHost {
  /** Undefined: Vonage's own. */
  readonly apiHost: string | undefined;
  /** What a person should know about it, a sentence each. */
  readonly remarks: readonly string[];
}

const VARIABLE = 'VONAGE_API_HOST';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * Reads `VONAGE_API_HOST`, a line of the `.env` block that an emulator prints: whoever loads that block means the
 * emulator, whose made-up key and secret Vonage would refuse. Only a host of this machine counts, for key and secret
 * go nowhere else but to Vonage (DESIGN §10).
 */
export const apiHostFrom = (env: World['env']): ApiHost => {
  const text = env[VARIABLE]?.trim();
  if (text === undefined || text === '') return { apiHost: undefined, remarks: [] };
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol) && LOOPBACK.test(url.hostname)) {
    return {
      apiHost: url.origin,
      remarks: [`The application is looked for at ${url.origin}, not at Vonage: ${VARIABLE} says so.`],
    };
  }
  return {
    apiHost: undefined,
    remarks: [`${VARIABLE} was passed over, for it is no http address of this machine; Vonage is asked.`],
  };
};
