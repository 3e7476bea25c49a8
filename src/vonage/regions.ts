/** Regions in which calls run, and the host that controls them (voice-webhooks.md §10, S). */
export const REGION_HOSTS: Readonly<Record<string, string>> = {
  'na-east': 'api-us-3.vonage.com',
  'na-west': 'api-us-4.vonage.com',
  'eu-west': 'api-eu-3.vonage.com',
  'eu-east': 'api-eu-4.vonage.com',
  'apac-sng': 'api-ap-3.vonage.com',
  'apac-australia': 'api-ap-4.vonage.com',
};

/**
 * The region of a host with a data centre's number; undefined for `api.nexmo.com`, for `api-eu.vonage.com`, which
 * stands for several, and for the hosts of 2021, whose place is another.
 */
export const regionOfHost = (host: string): string | undefined => {
  const name = host.toLowerCase().replace(/:\d+$/, '');
  return Object.entries(REGION_HOSTS).find(([, one]) => one === name)?.[0];
};
