import type { Application } from '../vonage/application.ts';
import { isVonageHost } from '../vonage/hosts.ts';
import { isJsonObject } from '../vonage/json.ts';
import { REGION_HOSTS, regionOfHost } from '../vonage/regions.ts';
import type { Platform } from './platform.ts';

/** Where calls run of an application that does not say (U: our choice; it is the region of the documented example). */
const USUAL_REGION = 'na-east';

/** Where an application wants its calls to run (applications-api.md §2: `voice.region`); undefined when it does not say. */
const regionOf = (application: Application | undefined): string | undefined => {
  const capabilities = application?.['capabilities'];
  const voice = isJsonObject(capabilities) ? capabilities['voice'] : undefined;
  const region = isJsonObject(voice) ? voice['region'] : undefined;
  return typeof region === 'string' && Object.hasOwn(REGION_HOSTS, region) ? region : undefined;
};

/**
 * `region_url` of the answer webhook (voice-webhooks.md §2.1): where the REST API controls this call. It leads to the
 * emulator: by its own address, or by the region's host when Vonage's hosts lead here (`--redirect`).
 */
export const regionUrl = (
  { apiUrl, applications }: Pick<Platform, 'apiUrl' | 'applications'>,
  application: string,
): string => {
  const region = regionOf(applications.get(application)) ?? USUAL_REGION;
  return isVonageHost(new URL(apiUrl).hostname) ? `https://${REGION_HOSTS[region]}` : apiUrl;
};

/**
 * True when a host is that of another region than the one that the application names: there its inbound calls are
 * unknown (voice-webhooks.md §10, S). Hosts of no region know them all (U).
 */
export const isOtherRegion = (host: string, application: Application | undefined): boolean => {
  const here = regionOf(application);
  const there = regionOfHost(host);
  return here !== undefined && there !== undefined && there !== here;
};

/** True for hosts of two regions. */
export const areOtherRegions = (one: string, other: string): boolean => {
  const [here, there] = [regionOfHost(one), regionOfHost(other)];
  return here !== undefined && there !== undefined && here !== there;
};
