/** `{{ urls.menu }}`, perhaps with more behind it. Names are those that a config may give. */
const OWN_ADDRESS = /^\s*\{\{-?\s*urls\.([A-Za-z0-9_-]{1,64})\s*-?\}\}/;

/** Names of `urls` that are webhooks of the application and answer with no NCCO of their own. */
const SLOTS: ReadonlySet<string> = new Set(['event', 'fallback', 'rtc']);

/** The NCCO or slot of the config whose address a URL is; undefined when it is somebody else's. */
export const ownAddress = (
  url: string | undefined,
): { readonly name: string; readonly is: 'ncco' | 'answer' | 'slot' } | undefined => {
  const name = OWN_ADDRESS.exec(url ?? '')?.[1];
  if (name === undefined) return undefined;
  return { name, is: SLOTS.has(name) ? 'slot' : name === 'answer' ? 'answer' : 'ncco' };
};
