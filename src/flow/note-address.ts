import type { Flow } from './flow.ts';

/**
 * Remembers that a call was served an NCCO in which this run's public address stands: should the address change, what
 * the call sends there is lost.
 *
 * @param text of the reply
 */
export const noteAddress = (flow: Flow, text: string, publicUrl: URL): void => {
  const { host } = publicUrl;
  if (flow.hosts?.has(host) || !text.includes(host)) return;
  flow.hosts ??= new Set();
  flow.hosts.add(host);
};
