import { mayGetToken, VONAGE_API } from '../../vonage/hosts.ts';
import { REGION_HOSTS } from '../../vonage/regions.ts';

export interface CallPlace {
  /** Another host than Vonage's: the emulator, which knows all its calls. */
  readonly apiHost?: string | undefined;
  /** The application's. */
  readonly region?: string | undefined;
  /** Of the call itself, as its answer webhook told it. It came from outside, so it counts only when it leads to Vonage. */
  readonly regionUrl?: string | undefined;
}

/**
 * Where REST about a call goes, without a slash at the end: to its `region_url`, else to the host of the application's region, else to the
 * default host; another region's host answers 404 (voice-webhooks.md §10). Never anywhere but to Vonage's hosts over https, or to the emulator that
 * was chosen: a token goes along.
 */
export const callBase = ({ apiHost, region, regionUrl }: CallPlace): string => {
  if (apiHost !== undefined) return apiHost;
  const named = regionUrl !== undefined && URL.canParse(regionUrl) ? new URL(regionUrl) : undefined;
  if (named !== undefined && mayGetToken(named)) return named.origin;
  const host = region !== undefined && Object.hasOwn(REGION_HOSTS, region) ? REGION_HOSTS[region] : undefined;
  return host === undefined ? VONAGE_API : `https://${host}`;
};
