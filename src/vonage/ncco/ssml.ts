/** What an attribute of an SSML tag may be: any text, one of these words, or a text of this form (or one of the words). */
export interface SsmlAttribute {
  readonly words?: readonly string[];
  /** A regular expression for the whole value. */
  readonly pattern?: string;
  /** How a value of that form looks, for messages. */
  readonly example?: string;
}

/** A text of at most so many characters is spoken; SSML tags do not count (ncco.md §6). */
export const LONGEST_SPOKEN_TEXT = 1500;

/** The tags that Vonage documents inside `<speak>`, and their attributes (ncco.md §13, 2021). */
export const SSML_TAGS: Readonly<Record<string, Readonly<Record<string, SsmlAttribute>>>> = {
  break: {
    time: { pattern: '\\d+(\\.\\d+)?(ms|s)', example: '500ms' },
    strength: { words: ['none', 'x-weak', 'weak', 'medium', 'strong', 'x-strong'] },
  },
  emphasis: { level: { words: ['strong', 'moderate', 'reduced'] } },
  lang: { 'xml:lang': { pattern: '[A-Za-z]{2,3}-[A-Za-z0-9-]+', example: 'fr-FR' } },
  p: {},
  phoneme: { alphabet: { words: ['ipa', 'x-sampa'] }, ph: {} },
  prosody: {
    volume: {
      words: ['default', 'silent', 'x-soft', 'soft', 'medium', 'loud', 'x-loud'],
      pattern: '[+-]\\d+(\\.\\d+)?dB',
      example: '+6dB',
    },
    rate: {
      words: ['x-slow', 'slow', 'medium', 'fast', 'x-fast'],
      // Not in the page, but in the specification that it refers to.
      pattern: '\\d+(\\.\\d+)?%?',
      example: '90%',
    },
    pitch: {
      words: ['default', 'x-low', 'low', 'medium', 'high', 'x-high'],
      pattern: '[+-]\\d+(\\.\\d+)?%',
      example: '+10%',
    },
  },
  s: {},
  'say-as': {
    'interpret-as': {
      words: [
        'character',
        'cardinal',
        'ordinal',
        'digits',
        'fraction',
        'unit',
        'date',
        'time',
        'expletive',
        'telephone',
        'address',
      ],
    },
    format: {
      words: ['mdy', 'dmy', 'ymd', 'md', 'dm', 'ym', 'my', 'd', 'm', 'y', 'yyyymmdd'],
    },
  },
  speak: { version: {}, xmlns: {}, 'xml:lang': {} },
  sub: { alias: {} },
};
