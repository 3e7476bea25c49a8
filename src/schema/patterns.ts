import type { JsonObject } from '../vonage/json.ts';
import type { TextFormat } from '../vonage/ncco/option.ts';

/** A regular expression for texts, and what an editor says of one that does not match. */
export interface Pattern {
  readonly pattern: string;
  readonly words: string;
}

/** A text with `{{ … }}` may become anything. */
const TEMPLATE = '\\{\\{';

/** The keywords for a text that matches, or has a template in it. */
export const matching = ({ pattern, words }: Pattern): JsonObject => ({
  pattern: `${pattern}|${TEMPLATE}`,
  patternErrorMessage: `This has to be ${words}.`,
});

/** Schemas have no flag for it. */
export const inAnyCase = (word: string): string =>
  word.replace(/[a-z]/gi, (letter) => `[${letter.toUpperCase()}${letter.toLowerCase()}]`);

const HOST = '(?:[^/?#@\\s]*@)?(?:\\[[0-9A-Fa-f:.]+\\]|[^/?#:@\\s\\[\\]]+)(?::\\d{1,5})?(?:[/?#]\\S*)?';

const urlPattern = (scheme: string): string => `^${inAnyCase(scheme)}[Ss]?://${HOST}$`;

/** Of these formats a text that does not match makes the action fail; of the others it is a guess of ours at most. */
export const FORMATS: Readonly<Partial<Record<TextFormat, Pattern>>> = {
  'http-url': {
    pattern: urlPattern('http'),
    words: 'a whole URL, such as https://api.example.com/event',
  },
  'websocket-url': { pattern: urlPattern('ws'), words: 'a URL that begins with wss:// or ws://' },
  'sip-uri': { pattern: `^${inAnyCase('sip')}[Ss]?:\\S+$`, words: 'an address such as sip:user@host' },
  'phone-number': {
    pattern: '^\\+?(?!00)\\d{1,15}$',
    words: 'digits with the country code first, such as 14155550100',
  },
};
