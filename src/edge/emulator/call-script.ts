import { isJsonObject } from '../../vonage/json.ts';
import { readCallees } from './callee-script.ts';
import { readUserMove } from './given-users.ts';
import { PERSON_NAMES, readPerson } from './person-script.ts';
import type { CallScript } from './running-emulator.ts';
import {
  given,
  jsonObjectOf,
  listFrom,
  objectOf,
  optional,
  refusal,
  secondsOf,
  textOf,
  voiceOf,
} from './script-form.ts';

const NAMES = [
  'from',
  'to',
  'as',
  'customData',
  ...PERSON_NAMES,
  'voice',
  'hangUpAfterSeconds',
  'callees',
  'userStates',
];

/** Reads the script of a call from JSON of outside. @throws Failure that names what does not fit */
export const readCallScript = (value: unknown): CallScript => {
  if (!isJsonObject(value)) throw refusal('a call is a JSON object with from, to and press');
  const script = objectOf('the call', value, NAMES);
  const { from, to, as, customData, voice, hangUpAfterSeconds, callees, userStates } = script;
  if (typeof to !== 'string' || (typeof from !== 'string') === (as === undefined))
    throw refusal(
      'from and to are texts, digits without +; a user who calls from an app has "as" instead of from',
    );
  if (as === undefined && customData !== undefined)
    throw refusal('customData comes from an app: add "as", the user who calls');
  return {
    to,
    ...given({
      from: optional(from, (one) => textOf('from', one)),
      as: optional(as, (one) => textOf('as', one)),
      customData: optional(customData, (one) => jsonObjectOf('customData', one)),
    }),
    ...readPerson('', script),
    ...given({
      voice: optional(voice, (one) => voiceOf('voice', one)),
      hangUpAfterSeconds: optional(hangUpAfterSeconds, (one) => secondsOf('hangUpAfterSeconds', one)),
      callees: optional(callees, readCallees),
      userStates: optional(userStates, (list) => listFrom('userStates', list, readUserMove)),
    }),
  };
};
