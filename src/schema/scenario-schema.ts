import { SCENARIO_KEYS, type ScenarioKeyName } from '../edge/scenario/scenario-keys.ts';
import { CALLEE_WORDS } from '../emulator/callee-words.ts';
import { CALLEE_DOES } from '../emulator/script.ts';
import { LONGEST_SHUFFLE_MS } from '../emulator/shuffle.ts';
import { USER_STATES } from '../emulator/user-state.ts';
import { HAPPENING_WORDS } from '../flow/expect/happening.ts';
import type { JsonObject } from '../vonage/json.ts';
import { plainWords } from './option-words.ts';

const TEXT: JsonObject = { type: 'string', pattern: '\\S' };
const URL: JsonObject = { type: 'string', pattern: '^[Hh][Tt][Tt][Pp][Ss]?://[^\\s]+$' };
const NUMBER: JsonObject = {
  anyOf: [
    { type: 'string', pattern: '^[\\s()+.-]*(?:\\d[\\s()+.-]*){3,15}$' },
    { type: 'integer', minimum: 100, maximum: 999_999_999_999_999 },
  ],
};
const SECONDS: JsonObject = { type: 'number', minimum: 0 };
const TIME: JsonObject = {
  anyOf: [
    { type: 'string', pattern: '^\\s*\\d+(\\.\\d+)?\\s*(ms|s)?\\s*$' },
    { type: 'number', exclusiveMinimum: 0 },
  ],
};
const KEYS: JsonObject = { type: 'string', pattern: '^[0-9*#w]*$' };
const TIMED_KEYS: JsonObject = { type: 'string', pattern: '^[0-9*#w]*(@\\d+(\\.\\d+)?s?)?$' };
const SAYING: JsonObject = { anyOf: [{ type: 'string' }, { type: 'object', required: ['text'] }] };

const oneOrMore = (item: JsonObject): JsonObject => ({ anyOf: [item, { type: 'array', items: item }] });

const CALLEE: JsonObject = {
  anyOf: [
    { type: 'string', pattern: `^\\s*(${CALLEE_WORDS.join('|')})(:[a-z_]+)?\\s*$` },
    { type: 'object', required: ['does'], properties: { does: { enum: [...CALLEE_DOES] } } },
  ],
};

const USER: JsonObject = {
  anyOf: [
    TEXT,
    {
      type: 'object',
      required: ['name'],
      properties: { name: TEXT, state: { enum: [...USER_STATES] } },
      additionalProperties: false,
    },
  ],
};

const USER_MOVE: JsonObject = {
  anyOf: [
    {
      type: 'string',
      pattern: `^[\\s\\S]*\\S[\\s\\S]*=\\s*(${USER_STATES.join('|')})\\s*@\\s*\\d+(\\.\\d+)?s?\\s*$`,
    },
    {
      type: 'object',
      required: ['user', 'state', 'at'],
      properties: { user: TEXT, state: { enum: [...USER_STATES] }, at: SECONDS },
      additionalProperties: false,
    },
  ],
};

const EXPECTATION: JsonObject = {
  anyOf: [
    {
      type: 'string',
      pattern: `^\\s*(?:!|not\\s)?\\s*(?:${HAPPENING_WORDS.join('|')})\\s*(?::[\\s\\S]*\\S[\\s\\S]*)?$`,
    },
    {
      type: 'object',
      minProperties: 1,
      maxProperties: 1,
      additionalProperties: { type: ['string', 'number', 'boolean'] },
    },
  ],
};

/** What the values of the keys may be, for an editor; what the readers of the keys refuse beyond that they say themselves. */
const VALUES: Readonly<Record<ScenarioKeyName, JsonObject>> = {
  name: TEXT,
  answerUrl: URL,
  answerMethod: { enum: ['GET', 'POST'] },
  eventUrl: URL,
  eventMethod: { enum: ['GET', 'POST'] },
  rtcUrl: URL,
  fallbackUrl: URL,
  speed: {
    anyOf: [
      { type: 'string', pattern: '^(instant|\\d+(\\.\\d+)?[xX]?)$' },
      { type: 'number', exclusiveMinimum: 0 },
    ],
  },
  seed: { type: ['string', 'number'] },
  users: oneOrMore(USER),
  faults: oneOrMore(TEXT),
  shuffle: { anyOf: [{ type: 'boolean' }, { type: 'integer', minimum: 1, maximum: LONGEST_SHUFFLE_MS }] },
  from: NUMBER,
  to: NUMBER,
  as: TEXT,
  customData: { type: 'object' },
  press: {
    anyOf: [
      {
        type: 'string',
        pattern: '^\\s*[0-9*#w]*(@\\d+(\\.\\d+)?s?)?\\s*(,\\s*[0-9*#w]*(@\\d+(\\.\\d+)?s?)?\\s*)*$',
      },
      { type: 'array', items: TIMED_KEYS },
    ],
  },
  say: oneOrMore(SAYING),
  reactions: {
    type: 'array',
    items: {
      type: 'object',
      properties: { press: KEYS, say: SAYING, at: SECONDS },
      oneOf: [{ required: ['press'] }, { required: ['say'] }],
      additionalProperties: false,
    },
  },
  callees: { type: 'object', additionalProperties: CALLEE },
  userStates: oneOrMore(USER_MOVE),
  voice: { type: 'string', pattern: '^(silence|tone|.*\\.[wW][aA][vV])$' },
  hangUpAfterSeconds: SECONDS,
  expect: oneOrMore(EXPECTATION),
  inOrder: { type: 'boolean' },
  maxAnswer: TIME,
  maxReply: TIME,
};

const properties = (): JsonObject => ({
  $schema: { type: 'string' },
  ...Object.fromEntries(
    Object.entries(SCENARIO_KEYS).map(([name, { about }]) => [
      name,
      // The table has the same names.
      { description: plainWords(about), markdownDescription: about, ...VALUES[name as ScenarioKeyName] },
    ]),
  ),
});

/** The JSON Schema of a scenario file: one scenario, a list of them, or `scenarios` beside what they have in common. */
export const scenarioSchema = (): JsonObject => ({
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'vonage-flow scenario',
  description: 'Calls to place on the emulator, and what is expected of them.',
  if: { type: 'array' },
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  then: { type: 'array', items: { $ref: '#/definitions/scenario' } },
  else: { $ref: '#/definitions/file' },
  definitions: {
    scenario: { type: 'object', properties: properties(), additionalProperties: false },
    file: {
      type: 'object',
      properties: {
        ...properties(),
        scenarios: {
          description: 'Several scenarios; what stands beside them holds for each.',
          type: 'array',
          items: { $ref: '#/definitions/scenario' },
        },
      },
      additionalProperties: false,
    },
  },
});
