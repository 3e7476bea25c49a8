import { isVonageHost, VONAGE_API } from '../../vonage/hosts.ts';
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
  if (regionUrl !== undefined && isVonages(regionUrl)) return new URL(regionUrl).origin;
  const host = region !== undefined && Object.hasOwn(REGION_HOSTS, region) ? REGION_HOSTS[region] : undefined;
  return host === undefined ? VONAGE_API : `https://${host}`;
};

/**
 * True for a URL that a token may be sent to: of one of Vonage's APIs, over https, at the usual port, without a password in it; or of the
 * emulator that was chosen.
 */
export const mayGetToken = (url: string, apiHost: string | undefined): boolean =>
  apiHost === undefined
    ? isVonages(url)
    : URL.canParse(url) && new URL(url).origin === new URL(apiHost).origin;

const isVonages = (text: string): boolean => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return (
    url?.protocol === 'https:' &&
    url.port === '' &&
    url.username === '' &&
    url.password === '' &&
    isVonageHost(url.hostname)
  );
};
