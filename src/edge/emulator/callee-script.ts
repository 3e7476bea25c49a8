import { CALLEE_DETAILS, CALLEE_DOES, type CalleeScript } from '../../emulator/script.ts';
import { isJsonObject, type Json, type JsonObject } from '../../vonage/json.ts';
import { PERSON_NAMES, readPerson } from './person-script.ts';
import { given, numberBetween, objectOf, optional, refusal, secondsOf, wordOf } from './script-form.ts';

type Does = CalleeScript['does'];

/** What else may be said of each, besides `does`. */
const NAMES: Readonly<Record<Does, readonly string[]>> = {
  answer: ['as', 'afterSeconds', 'hangUpAfterSeconds', 'beepAfterSeconds', ...PERSON_NAMES],
  busy: ['sipCode'],
  reject: ['afterSeconds', 'detail', 'sipCode'],
  unanswered: ['afterSeconds', 'detail', 'sipCode'],
  fail: ['afterSeconds', 'detail', 'sipCode'],
  ignore: [],
};

/** Reads how those behave who are called. @throws Failure that names what does not fit */
export const readCallees = (value: Json): Readonly<Record<string, CalleeScript>> => {
  if (!isJsonObject(value)) throw refusal('callees is an object: number or user name to what they do');
  return Object.fromEntries(
    Object.entries(value).map(([who, script]) => [who, readCallee(`callees.${who}`, script)]),
  );
};

/** Reads how one behaves who is called. @throws Failure that names what does not fit */
export const readCallee = (where: string, value: Json): CalleeScript => {
  if (!isJsonObject(value)) throw refusal(`${where} is an object like {"does": "busy"}`);
  const does = wordOf(`${where}.does`, value['does'], CALLEE_DOES);
  const script = objectOf(where, value, ['does', ...NAMES[does]]);
  return { does, ...readTimes(where, script), ...readMore(where, does, script) } as CalleeScript;
};

const readTimes = (where: string, script: JsonObject): object =>
  given(
    Object.fromEntries(
      ['afterSeconds', 'hangUpAfterSeconds', 'beepAfterSeconds'].map((name) => [
        name,
        optional(script[name], (seconds) => secondsOf(`${where}.${name}`, seconds)),
      ]),
    ),
  );

/** Final answers of SIP that are no success. */
const SIP_CODES = { from: 300, to: 699 } as const;

const readMore = (where: string, does: Does, script: JsonObject): object => {
  if (does === 'answer') {
    const as = optional(script['as'], (word) => wordOf(`${where}.as`, word, ['human', 'machine']));
    if (script['beepAfterSeconds'] !== undefined && as !== 'machine')
      throw refusal(`${where}.beepAfterSeconds is of a machine only: add "as": "machine"`);
    return { ...given({ as }), ...readPerson(`${where}.`, script) };
  }
  const details: readonly string[] = CALLEE_DETAILS[does] ?? [];
  return given({
    detail: optional(script['detail'], (word) => wordOf(`${where}.detail`, word, details)),
    sipCode: optional(script['sipCode'], (code) =>
      numberBetween(`${where}.sipCode`, code, SIP_CODES.from, SIP_CODES.to),
    ),
  });
};
