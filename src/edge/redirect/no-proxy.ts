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
  const domain = name.replace(/^\*?\./, '');
  return host === domain || host.endsWith(`.${domain}`);
};
