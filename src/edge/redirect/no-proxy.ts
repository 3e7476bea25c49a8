import { isVonageHost, VONAGE_DOMAINS } from '../../vonage/hosts.ts';

/** Hosts that are not asked through a proxy, as `NO_PROXY` lists them: names, domains, `*`, each perhaps with a port. */
export const parseNoProxy = (text: string | undefined): readonly string[] =>
  (text ?? '')
    .split(/[\s,]+/)
    .map((entry) => entry.toLowerCase())
    .filter((entry) => entry !== '');

/** True when an entry covers the host: itself, or as curl and most others do a domain with all that is in it. */
export const isCovered = (host: string, port: number, entry: string): boolean => {
  if (entry === '*') return true;
  const [, name = entry, onlyPort] = /^(.*?)(?::(\d+))?$/.exec(entry) ?? [];
  if (onlyPort !== undefined && Number(onlyPort) !== port) return false;
  const domain = domainOf(name);
  return host === domain || host.endsWith(`.${domain}`);
};

const domainOf = (name: string): string => name.replace(/^\*?\./, '');

const LOOPBACK = ['localhost', '127.0.0.1', '::1'];

/**
 * The list for a command whose proxy is ours: loopback stays direct, and what the user has excepted stays so, but for
 * entries that would let Vonage's hosts past the proxy.
 */
export const noProxyBeside = (text: string | undefined): string => {
  const kept = parseNoProxy(text).filter((entry) => !letsVonagePast(entry));
  return [...new Set([...kept, ...LOOPBACK])].join(',');
};

const letsVonagePast = (entry: string): boolean => {
  const domain = domainOf(entry.replace(/:\d+$/, ''));
  return (
    domain === '*' ||
    isVonageHost(domain) ||
    VONAGE_DOMAINS.some((ours) => ours === domain || ours.endsWith(`.${domain}`))
  );
};
