import type { Application } from '../vonage/application.ts';
import { isVonageHost } from '../vonage/hosts.ts';
import { isJsonObject } from '../vonage/json.ts';
import { REGION_HOSTS, regionOfHost } from '../vonage/regions.ts';
import type { Platform } from './platform.ts';

/** Where calls run of an application that does not say (U: our choice; it is the region of the documented example). */
const USUAL_REGION = 'na-east';

/** Where the calls of an application run (applications-api.md §2: `voice.region`). */
export const regionOf = (application: Application | undefined): string => {
  const capabilities = application?.['capabilities'];
  const voice = isJsonObject(capabilities) ? capabilities['voice'] : undefined;
  const region = isJsonObject(voice) ? voice['region'] : undefined;
  return typeof region === 'string' && Object.hasOwn(REGION_HOSTS, region) ? region : USUAL_REGION;
};

/**
 * `region_url` of the answer webhook (voice-webhooks.md §2.1): where the REST API controls this call. It leads to the
 * emulator: by its own address, or by the region's host when Vonage's hosts lead here (`--redirect`).
 */
export const regionUrl = (
  { apiUrl, applications }: Pick<Platform, 'apiUrl' | 'applications'>,
  application: string,
): string => {
  const region = regionOf(applications.get(application));
  return isVonageHost(new URL(apiUrl).hostname) ? `https://${REGION_HOSTS[region]}` : apiUrl;
};

/**
 * True when a host is that of another region than the application's calls run in: there they are unknown, 404
 * (voice-webhooks.md §10, S). Hosts of no region know them all (U).
 */
export const isOtherRegion = (host: string, application: Application): boolean => {
  const region = regionOfHost(host);
  return region !== undefined && region !== regionOf(application);
};
