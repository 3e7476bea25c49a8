import { calleeFromWords } from '../../emulator/callee-words.ts';
import { parseFault } from '../../emulator/fault.ts';
import { LONGEST_SHUFFLE_MS, USUAL_SHUFFLE_MS } from '../../emulator/shuffle.ts';
import { type Expectation, readExpectation } from '../../flow/expect/expectation.ts';
import { isJsonObject, type Json } from '../../vonage/json.ts';
import { readCallee } from '../emulator/callee-script.ts';
import { readUser, readUserMove } from '../emulator/given-users.ts';
import { readPerson } from '../emulator/person-script.ts';
import {
  jsonObjectOf,
  listFrom,
  refusal,
  secondsOf,
  textOf,
  voiceOf,
  wordOf,
} from '../emulator/script-form.ts';

/** Reads the value of a key. @throws Failure whose `why` begins with the place: `press[1] is …` */
type Read = (where: string, value: Json) => unknown;

const text: Read = (where, value) => {
  const read = textOf(where, value);
  if (read.trim() === '') throw refusal(`${where} is empty`);
  return read;
};

const url: Read = (where, value) => {
  if (typeof value === 'string' && /^https?:\/\//i.test(value) && URL.canParse(value)) return value;
  throw refusal(`${where} is a whole address, like http://localhost:8080/answer`);
};

/** YAML reads digits without quotes as a number, which no E.164 number suffers from. */
const number: Read = (where, value) => {
  const digits = String(value).replace(/[\s()+.-]/g, '');
  if ((typeof value === 'string' || typeof value === 'number') && /^\d{3,15}$/.test(digits)) return digits;
  throw refusal(`${where} is a phone number: digits with the country code, like 447700900222`);
};

const truth: Read = (where, value) => {
  if (typeof value === 'boolean') return value;
  throw refusal(`${where} is true or false`);
};

const speed: Read = (where, value) => {
  if (value === 'instant') return value;
  const times = typeof value === 'number' ? value : Number(String(value).replace(/x$/i, ''));
  if (times > 0 && times <= 1000) return times;
  throw refusal(`${where} is instant, or 1x, 10x … up to 1000x`);
};

/** Milliseconds for which an event is held back at most; 0: not at all. */
const shuffle: Read = (where, value) => {
  if (typeof value === 'boolean') return value ? USUAL_SHUFFLE_MS : 0;
  if (Number.isInteger(value) && Number(value) >= 1 && Number(value) <= LONGEST_SHUFFLE_MS) return value;
  throw refusal(`${where} is true, or a number of milliseconds from 1 to ${LONGEST_SHUFFLE_MS}`);
};

const method: Read = (where, value) => wordOf(where, value, ['GET', 'POST']);

const time: Read = (where, value) => {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)\s*(ms|s)?$/.exec(String(value).trim()) ?? [];
  if (Number(amount) > 0) return Number(amount) * (unit === 'ms' ? 1 : 1000);
  throw refusal(`${where} is a time, like 2s or 500ms`);
};

const oneOrMore =
  (read: Read): Read =>
  (where, value) =>
    Array.isArray(value) ? listFrom(where, value, read) : [read(where, value)];

/** A group of keys for each prompt; in one text, as `--press` has it, commas stand between them. */
const press: Read = (where, value) => {
  if (typeof value === 'number' || (Array.isArray(value) && value.some((one) => typeof one === 'number')))
    throw refusal(`${where} is a text: write "1" with its quotes, for zeros in front would get lost`);
  const press = typeof value === 'string' ? value.split(',').map((keys) => keys.trim()) : value;
  return readPerson('', { press }).press;
};

const say: Read = (_where, value) => readPerson('', { say: Array.isArray(value) ? value : [value] }).say;

const callees: Read = (where, value) => {
  if (!isJsonObject(value))
    throw refusal(`${where} is keys and values: number or user name, and what they do`);
  return Object.fromEntries(
    Object.entries(value).map(([who, does]) => {
      if (typeof does !== 'string') return [who, readCallee(`${where}.${who}`, does)];
      const script = calleeFromWords(does);
      if ('problem' in script) throw refusal(`${where}.${who}: ${script.problem}`);
      return [who, script];
    }),
  );
};

const fault: Read = (where, value) => {
  const read = parseFault(textOf(where, value));
  if ('problem' in read) throw refusal(`${where}: ${read.problem}`);
  return read;
};

/** Also `connect: 447700900444`, which in YAML is easily written with a space. */
const expectation = (where: string, value: Json): Expectation => {
  const [[word, of] = [], second] = isJsonObject(value) ? Object.entries(value) : [];
  const isPair = word !== undefined && second === undefined && typeof of !== 'object';
  if (typeof value !== 'string' && !isPair) throw refusal(`${where} is a text like talk:*sales* or not busy`);
  const read = readExpectation(typeof value === 'string' ? value : `${word}:${String(of)}`);
  if ('problem' in read) throw refusal(`${where}: ${read.problem}`);
  return read;
};

export interface ScenarioKey {
  readonly about: string;
  readonly read: Read;
}

const key = (about: string, read: Read): ScenarioKey => ({ about, read });

/** The keys of a scenario; an editor gets the same words (`schema/scenario-schema.ts`). */
export const SCENARIO_KEYS = {
  name: key('What is tested, in words.', text),
  answerUrl: key('The answer URL of your server; an emulator that is started for the call asks it.', url),
  answerMethod: key('How the answer URL is asked: `GET` (default) or `POST`.', method),
  eventUrl: key('Where the voice events go.', url),
  eventMethod: key('How they go there: `POST` (default) or `GET`.', method),
  rtcUrl: key('Where the RTC events go.', url),
  fallbackUrl: key('Asked when the answer URL fails.', url),
  speed: key('`instant` (default), `1x`, `10x` …', speed),
  seed: key('Same seed, same ids.', (where, value) =>
    text(where, typeof value === 'number' ? String(value) : value),
  ),
  users: key(
    'Client SDK users that exist: names, or a `name` and the `state` of the app: `background`, `offline`.',
    oneOrMore(readUser),
  ),
  faults: key('What goes wrong on purpose: `answer:timeout`, `event:503@20%` …', oneOrMore(fault)),
  shuffle: key('Events overtake one another: `true`, or by how many milliseconds at most.', shuffle),
  from: key('The number that calls.', number),
  to: key('The number that is called.', number),
  as: key('A Client SDK user who calls from an app, instead of `from`.', text),
  customData: key('What that app gives along.', jsonObjectOf),
  press: key(
    'Keys for each prompt, in order: `"1,23#"` or a list; `w` waits half a second, `0@12s` is pressed at second 12.',
    press,
  ),
  say: key('Words for each prompt that hears speech, in order; `No@20s` is said at second 20.', say),
  reactions: key(
    '`press` and `say` in one order; with `at` seconds after the call began.',
    (_where, value) => readPerson('', { reactions: value }).reactions,
  ),
  callees: key(
    'What those do who are called, by number or name: `busy`, `reject:declined`, or an object.',
    callees,
  ),
  userStates: key(
    'Where apps are from a second of the call on: `alice=offline@4s`, or a `user`, a `state` and `at`.',
    oneOrMore(readUserMove),
  ),
  voice: key(
    'What a WebSocket hears of the caller: a .wav file beside this one, `tone` or `silence`.',
    voiceOf,
  ),
  hangUpAfterSeconds: key('When the caller hangs up.', secondsOf),
  expect: key(
    'What has to happen, or with `not` must not: `completed`, `talk:*sales*`, `not busy`.',
    oneOrMore(expectation),
  ),
  inOrder: key('What is expected has to happen in this order.', truth),
  maxAnswer: key('Longest reply to the answer webhook: `2s`, `500ms`.', time),
  maxReply: key('Longest reply to any webhook.', time),
} as const satisfies Readonly<Record<string, ScenarioKey>>;

export type ScenarioKeyName = keyof typeof SCENARIO_KEYS;
