/**
 * Hosts of Vonage's APIs and of the Client SDK's sockets: those that SDKs, samples and webhooks name
 * (applications-api.md §5, voice-api.md §1, voice-webhooks.md §10, client-sdk.md §2).
 */
const HOSTS: ReadonlySet<string> = new Set([
  'api.nexmo.com',
  'api.vonage.com',
  'rest.nexmo.com',
  'video.api.vonage.com',
  'ws.nexmo.com',
]);

/** `api-us-3.vonage.com`, `api-eu.vonage.com`, `api-sg-1.nexmo.com`: a region, with or without a data centre. */
const REGIONAL_HOST = /^(?:api|ws)-(?:us|eu|ap|sg)(?:-\d)?\.(?:nexmo|vonage)\.com$/;

/** The domains that all of them are in. */
export const VONAGE_DOMAINS: readonly string[] = ['nexmo.com', 'vonage.com'];

/** True for a host that answers for Vonage's platform; false for its web pages. */
export const isVonageHost = (name: string): boolean => {
  const host = name.toLowerCase().replace(/\.$/, '');
  return HOSTS.has(host) || REGIONAL_HOST.test(host);
};

/** True for a URL that a token may be sent to: of such a host, over https, at the usual port, without a password in it. */
export const mayGetToken = ({ protocol, hostname, port, username, password }: URL): boolean =>
  protocol === 'https:' && isVonageHost(hostname) && port === '' && username === '' && password === '';

/** Where the APIs answer when no region is named (applications-api.md §1, voice-api.md §1). */
export const VONAGE_API = 'https://api.nexmo.com';
