import { SaxesParser } from 'saxes';
import { readPlainSsml } from './plain-ssml.ts';
import type { TextPart } from './rule.ts';
import { replaceOutputs } from './templates.ts';
import { quote } from './words.ts';

/** What an SSML text has in it. */
export interface SsmlReading {
  readonly tags: readonly SsmlTag[];
  /** The first reason why it is no SSML. */
  readonly fault: SsmlFault | undefined;
}

export interface SsmlTag {
  readonly name: string;
  /** Of the name, in the text. */
  readonly offset: number;
  readonly attributes: readonly { readonly name: string; readonly value: string }[];
}

export interface SsmlFault {
  readonly message: string;
  readonly suggestion?: string;
  readonly part: TextPart;
}

/** True when Vonage would read the text as SSML (ncco.md §6: wrapped in `<speak>`). */
export const beginsAsSsml = (text: string): boolean => text.includes('<') && /^\s*<speak[\s>/]/i.test(text);

/** Three rules ask for the same text in a row; what it says depends on nothing else. */
let last: { readonly text: string; readonly reading: SsmlReading } | undefined;

/** Reads a text that begins as SSML. Templates in it count as text. */
export const readSsml = (text: string): SsmlReading => {
  if (last?.text !== text) last = { text, reading: read(replaceOutputs(text, sameLength)) };
  return last.reading;
};

interface OpenTag {
  readonly name: string;
  readonly offset: number;
}

/** Letters as many as the output has characters, so that places stay where they are. */
const sameLength = (output: string): string => 'x'.repeat(output.length);

const read = (text: string): SsmlReading => {
  // Inside a comment or CDATA they may stand for themselves.
  const unescaped = text.includes('<!') ? undefined : badEscape(text);
  if (unescaped) return { tags: [], fault: unescaped };
  const plain = readPlainSsml(text);
  return plain ? { tags: plain, fault: undefined } : parseSsml(text);
};

/** Reads any text as XML; what `readPlainSsml` reads it reads alike. */
export const parseSsml = (text: string): SsmlReading => {
  const parser = new SaxesParser({ position: true });
  // Only the words are wanted, and the stack of an error takes as long as all of the reading.
  parser.makeError = (message) => ({ name: 'Error', message });
  const tags: SsmlTag[] = [];
  const open: OpenTag[] = [];
  let closed: OpenTag | undefined;
  let at = -1;
  let fault: SsmlFault | undefined;
  const begin = text.length - text.trimStart().length;
  let offset = 0;
  parser.on('opentagstart', ({ name }) => {
    // It has read one character beyond the name.
    offset = begin + parser.position - 1 - name.length;
  });
  parser.on('opentag', ({ name, attributes, isSelfClosing }) => {
    tags.push({
      name,
      offset,
      attributes: Object.entries(attributes).map(([attribute, value]) => ({ name: attribute, value })),
    });
    if (!isSelfClosing) open.push({ name, offset });
  });
  parser.on('closetag', ({ isSelfClosing }) => {
    if (!isSelfClosing) closed = open.pop();
  });
  parser.on('error', (error) => {
    // The package closes a tag before it says that this was not the one to be closed.
    const tag = /unexpected close tag/.test(error.message) ? closed : open.at(-1);
    const found = faultOf(error.message, text, begin + parser.position, tag);
    // Of an end without a beginning it says first that all open tags were closed by it.
    if (!fault || (isUnmatched(error.message) && at === parser.position)) fault = found;
    at = parser.position;
  });
  parser.write(text.slice(begin).trimEnd()).close();
  return { tags, fault };
};

/** An & or a < that stands for itself: what people forget. */
const BARE_SIGN = /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-f]+);)|<(?![a-z/!?])/i;

const badEscape = (text: string): SsmlFault | undefined => {
  const offset = text.search(BARE_SIGN);
  if (offset === -1) return undefined;
  if (text[offset] === '<') {
    return {
      message: 'a < inside SSML is written &lt;',
      suggestion: 'write &lt;',
      part: { text: '<', offset },
    };
  }
  const entity = /^&[a-z]+;/i.exec(text.slice(offset, offset + LONGEST_ENTITY))?.[0];
  return entity === undefined
    ? {
        message: 'an & inside SSML is written &amp;',
        suggestion: 'write &amp;',
        part: { text: '&', offset },
      }
    : {
        message: `XML has no ${quote(entity)}; its escapes are &amp; &lt; &gt; &quot; and &apos;`,
        part: { text: entity, offset },
      };
};

/** What is longer was not meant as one. */
const LONGEST_ENTITY = 12;

const isUnmatched = (words: string): boolean => words.includes('unmatched closing tag: ');

const faultOf = (words: string, text: string, position: number, open: OpenTag | undefined): SsmlFault => {
  // The package has no codes, only words after "line:column: ".
  const plain = words.replace(/^\S*\d+:\d+: /, '').replace(/\.$/, '');
  if (isUnmatched(plain)) {
    const unmatched = plain.slice(plain.lastIndexOf(' ') + 1);
    const offset = Math.max(0, text.lastIndexOf(`</${unmatched}`, position));
    return { message: `</${unmatched}> closes nothing`, part: { text: `</${unmatched}`, offset } };
  }
  if (/unclosed tag|unexpected close tag/.test(plain) && open) {
    return {
      message: `<${open.name}> is not closed`,
      suggestion: `write </${open.name}> behind its text, or <${open.name}/> when it has none`,
      part: { text: open.name, offset: open.offset },
    };
  }
  const offset = Math.max(0, Math.min(position, text.length) - 1);
  return { message: `this is no XML: ${plain}`, part: { text: text.slice(offset, offset + 1), offset } };
};
