import { isJsonObject, type Json } from '../../vonage/json.ts';
import { readCallees } from './callee-script.ts';
import { PERSON_NAMES, readPerson } from './person-script.ts';
import type { CallScript } from './running-emulator.ts';
import { given, objectOf, optional, refusal, secondsOf, textOf } from './script-form.ts';

const NAMES = ['from', 'to', ...PERSON_NAMES, 'voice', 'hangUpAfterSeconds', 'callees'];

/** A word, or the path of a file, which is opened when it is to be heard. */
const voiceOf = (where: string, value: Json): string => {
  const voice = textOf(where, value);
  if (voice === 'silence' || voice === 'tone' || /\.wav$/i.test(voice)) return voice;
  throw refusal(`${where} is silence, tone, or the path of a .wav file`);
};

/** Reads the script of a call from JSON of outside. @throws Failure that names what does not fit */
export const readCallScript = (value: unknown): CallScript => {
  if (!isJsonObject(value)) throw refusal('a call is a JSON object with from, to and press');
  const script = objectOf('the call', value, NAMES);
  const { from, to, voice, hangUpAfterSeconds, callees } = script;
  if (typeof from !== 'string' || typeof to !== 'string')
    throw refusal('from and to are texts, digits without +');
  return {
    from,
    to,
    ...readPerson('', script),
    ...given({
      voice: optional(voice, (one) => voiceOf('voice', one)),
      hangUpAfterSeconds: optional(hangUpAfterSeconds, (one) => secondsOf('hangUpAfterSeconds', one)),
      callees: optional(callees, readCallees),
    }),
  };
};
