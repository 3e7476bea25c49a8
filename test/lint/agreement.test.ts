import { describe, expect, it } from 'vitest';
import { RULES } from '../../src/lint/rules.ts';
import { parseDocument } from '../../src/text/parse-document.ts';
import { type ReadNcco, readNcco, readNccoText } from '../../src/vonage/ncco.ts';
import { casesOf, lintCase, type NccoCase } from './ncco-cases.ts';

/**
 * Rules whose errors are no syntax errors for the platform: `readNcco`, by which the emulator goes, takes the NCCO,
 * and something else goes wrong.
 */
const READ_NEVERTHELESS: Readonly<Record<string, string>> = {
  'asynchronous-settings': 'stated as not allowed; what the platform does then is not',
  'authorization-value': 'the handshake goes out without what the server asks for',
  'barge-in-without-input': 'stated as a must; what the platform does without it is not',
  'channels-without-split': 'the recording has one channel',
  'from-with-random': 'stated as exclusive; SDKs refuse it, the platform is not documented',
  'invalid-url': 'a URL is a text until it is asked: the action fails when it is reached',
  'item-count': 'all but the one supported endpoint are passed over',
  'mute-with-can-speak': 'stated as not supported; SDKs refuse it, here the participant is muted',
  'option-spelling': 'names that are unknown are passed over: the option has no effect',
  'out-of-range': 'only types are looked at when an NCCO is read',
  'phone-number': 'the call to the number fails, and the next action runs',
  'sip-address': 'the call to the address fails, and the next action runs',
  'ssml-syntax': 'the text is read by the voice, when it is spoken',
  'text-too-long': 'the text is refused by the voice, when it is spoken',
  'timeout-spelling': 'names that are unknown are passed over: the default counts',
  'too-deep': 'the platform may read it; we do not',
  'transcription-without-record': 'nothing is written down',
  'unknown-address': 'templates are filled in before the platform sees anything',
  'unset-variable': 'a host or number that does not exist fails when it is reached',
  'wrong-characters': 'the key cannot be pressed',
};

/** Files that the platform never sees as they are. */
const NOT_AS_THEY_ARE: Readonly<Record<string, string>> = {
  'good/templates.json': 'templates are filled in before',
};

const asPlatform = ({ source, language }: NccoCase): ReadNcco => {
  if (language === 'json') return readNccoText(source.text);
  const parsed = parseDocument(source, language);
  const document = parsed.ok ? parsed : parsed.readable;
  return document ? readNcco(document.value) : readNccoText('');
};

describe('the linter and the reader of the emulator', () => {
  const cases = ['good', ...RULES.map(({ id }) => id)]
    .flatMap(casesOf)
    .filter(({ name }) => !Object.hasOwn(NOT_AS_THEY_ARE, name));

  it.each(cases)('agree about $name', (one) => {
    const errors = lintCase(one)
      .filter(({ severity }) => severity === 'error')
      .map(({ rule }) => rule);
    const isRefused = !asPlatform(one).ok;
    if (isRefused) expect(errors).not.toEqual([]);
    else expect(errors.filter((rule) => !Object.hasOwn(READ_NEVERTHELESS, rule))).toEqual([]);
  });

  it('has no exception that is not needed', () => {
    const read = cases.filter((one) => asPlatform(one).ok).flatMap((one) => lintCase(one));
    const needed = new Set(read.filter(({ severity }) => severity === 'error').map(({ rule }) => rule));
    expect([...needed].sort()).toEqual(Object.keys(READ_NEVERTHELESS));
  });
});
