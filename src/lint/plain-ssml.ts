import type { SsmlTag } from './ssml.ts';

const ATTRIBUTE = String.raw`\s+[A-Za-z][\w:.-]*=(?:'[^'<&\t\r\n]*'|"[^"<&\t\r\n]*")`;
const TAG = new RegExp(String.raw`<(/?)([A-Za-z][\w:.-]*)((?:${ATTRIBUTE})*)\s*(/?)>`, 'y');
const ATTRIBUTES = /([A-Za-z][\w:.-]*)=(?:'([^']*)'|"([^"]*)")/g;

/** Escapes by number, the end of CDATA, and what is no character of XML. */
const UNUSUAL = /&#|\]\]>|[^\t\r\n -\uD7FF]/;

/**
 * The tags of a text in the plain form that nearly all SSML has; undefined for every other, with or without a fault,
 * which is for a parser of XML. Its escapes are in order, and it begins with a tag.
 */
export const readPlainSsml = (text: string): readonly SsmlTag[] | undefined => {
  if (UNUSUAL.test(text)) return undefined;
  const tags: SsmlTag[] = [];
  const open: string[] = [];
  let end = 0;
  for (let at = text.indexOf('<'); at !== -1; at = text.indexOf('<', end)) {
    TAG.lastIndex = at;
    const match = TAG.exec(text);
    // All groups take part in a match.
    const [tag, isEnd, name, written, isEmpty] = (match ?? []) as unknown as readonly string[];
    // Nothing follows the outermost tag.
    if (tag === undefined || (tags.length > 0 && open.length === 0)) return undefined;
    end = at + tag.length;
    if (isEnd !== '') {
      if (open.pop() !== name || written !== '' || isEmpty !== '') return undefined;
      continue;
    }
    const attributes = attributesIn(written!);
    if (!attributes) return undefined;
    tags.push({ name: name!, offset: at + 1, attributes });
    if (isEmpty === '') open.push(name!);
  }
  return open.length === 0 && text.slice(end).trim() === '' ? tags : undefined;
};

const NONE: SsmlTag['attributes'] = [];

/** Undefined when one is there twice. */
const attributesIn = (written: string): SsmlTag['attributes'] | undefined => {
  if (written === '') return NONE;
  const attributes = Array.from(written.matchAll(ATTRIBUTES), ([, name, single, double]) => ({
    name: name!,
    value: single ?? double ?? '',
  }));
  const names = new Set(attributes.map(({ name }) => name));
  return names.size === attributes.length ? attributes : undefined;
};
