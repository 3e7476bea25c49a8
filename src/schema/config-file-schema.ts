import { z } from 'zod';
import { type ConfigKey, configSchema } from '../edge/config/config-schema.ts';
import { NCCO_NAME } from '../edge/config/ncco-definitions.ts';
import { CAPABILITIES } from '../flow/forward-plan.ts';
import { SLOT_URL_NAMES } from '../flow/ncco-book.ts';
import { NEEDED_FIELDS } from '../flow/redact/field-paths.ts';
import { BUILT_IN_SOCKETS } from '../flow/sockets/built-in-sockets.ts';
import type { JsonObject } from '../vonage/json.ts';
import { SLOT_IDS } from '../vonage/slots.ts';
import { CONFIG_WORDS, type KeyWords } from './config-words.ts';
import { lintSchema } from './lint-schema.ts';
import { plainWords } from './option-words.ts';
import { inAnyCase } from './patterns.ts';

const DEFINITION: JsonObject = { $ref: '#/definitions/definition' };

/** An absolute http or https URL without a user name, a query or a fragment. */
const HTTP_URL: JsonObject = { pattern: `^${inAnyCase('http')}[Ss]?://[^\\s?#@/]+(?:/[^\\s?#]*)?$` };

/** The same, and it may have a query: the whole address of a slot. */
const SLOT_URL: JsonObject = {
  pattern: `^${inAnyCase('http')}[Ss]?://[^\\s?#@/]+(?:/[^\\s?#]*)?(?:\\?[^#\\s]*)?$`,
};

/** Names that are addresses already. */
const RESERVED: readonly string[] = [...SLOT_URL_NAMES, '__proto__'];

/** What the keys hold that zod leaves to others, or checks by a function. */
const BEYOND_ZOD: Readonly<Partial<Record<ConfigKey, JsonObject>>> = {
  // Its letters may be large ones too, and a pattern of a schema has no flag for that.
  application: { pattern: '^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$' },
  publicUrl: HTTP_URL,
  copy: HTTP_URL,
  forward: {
    anyOf: [
      { type: 'string', ...HTTP_URL },
      {
        type: 'object',
        properties: Object.fromEntries([
          ...CAPABILITIES.map((name) => [name, { type: 'string', ...HTTP_URL }] as const),
          ...SLOT_IDS.map((id) => [id, { type: 'string', ...SLOT_URL }] as const),
        ]),
        additionalProperties: false,
      },
    ],
  },
  answer: DEFINITION,
  safetyNet: DEFINITION,
  redact: {
    items: {
      type: 'string',
      pattern: `^(?!(?:.*\\.)?(?:${NEEDED_FIELDS.join('|')})(?:\\.\\d+)*$)[A-Za-z_][\\w-]*(?:\\.[\\w-]+)*$`,
      patternErrorMessage: `The path of a field such as speech.results: names with dots between them. By ${NEEDED_FIELDS.join(', ')} records are filed and understood.`,
    },
  },
  lint: lintSchema(),
  nccos: {
    propertyNames: {
      pattern: `^(?!(?:${RESERVED.join('|')})$)${NCCO_NAME.source.slice(1)}`,
      patternErrorMessage: `A name is 1 to 64 letters (a to z), digits, _ and -, and none of ${RESERVED.join(', ')}.`,
    },
    additionalProperties: DEFINITION,
  },
  sockets: {
    propertyNames: {
      pattern: `^(?!(?:${BUILT_IN_SOCKETS.join('|')})$)[A-Za-z0-9_-]{1,64}$`,
      patternErrorMessage: `A name is 1 to 64 letters (a to z), digits, _ and -, and none of ${BUILT_IN_SOCKETS.join(', ')}.`,
    },
  },
};

const BRANCH: JsonObject = {
  description: 'An NCCO that is served when its "when" matches. The first branch that matches wins.',
  type: 'object',
  required: ['ncco'],
  properties: {
    when: {
      description:
        'Fields of the webhook and the text that each has to be; /…/ is a regular expression. Without it the branch always matches.',
      examples: [{ 'dtmf.digits': '1' }],
      type: 'object',
      minProperties: 1,
      additionalProperties: { type: ['string', 'number', 'boolean'] },
    },
    ncco: {
      description: 'What is served: the name of an NCCO, a file, actions, or further branches.',
      allOf: [DEFINITION],
    },
  },
  additionalProperties: false,
};

const BRANCHES: JsonObject = { type: 'array', items: { $ref: '#/definitions/branch' } };

const HAS_A_BRANCH: JsonObject = {
  type: 'array',
  contains: { type: 'object', anyOf: [{ required: ['when'] }, { required: ['ncco'] }] },
};

/** A place where an NCCO may be defined. Until there is a sign of branches, an editor offers all that may come. */
const DEFINITIONS: JsonObject = {
  definition: {
    if: HAS_A_BRANCH,
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: BRANCHES,
    else: { anyOf: [{ type: 'string', minLength: 1 }, { $ref: 'ncco.schema.json' }, BRANCHES] },
  },
  branch: BRANCH,
};

/** The JSON Schema of a config in YAML or JSON. It refers to that of NCCOs, which lies beside it. */
export const configFileSchema = (): JsonObject => {
  const made = z.toJSONSchema(configSchema, { target: 'draft-7', io: 'input', unrepresentable: 'any' });
  const keys = Object.entries(made.properties ?? {});
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'vonage-flow config',
    description: 'What vonage-flow answers calls with, and how Vonage reaches it.',
    type: 'object',
    properties: Object.fromEntries(
      // zod made the properties of the shape's own keys, and nothing but JSON.
      keys.map(([key, schema]) => [key, keySchema(key as ConfigKey, schema as JsonObject)]),
    ),
    // A public address of one's own needs no tunnel.
    dependencies: { publicUrl: { properties: { tunnel: { const: 'none' } } } },
    additionalProperties: false,
    definitions: DEFINITIONS,
  };
};

const keySchema = (key: ConfigKey, schema: JsonObject): JsonObject => {
  const beyond = BEYOND_ZOD[key] ?? {};
  const words = wordsOf(CONFIG_WORDS[key]);
  // Beside a reference nothing counts, so the reference goes inside.
  return '$ref' in beyond ? { ...words, allOf: [beyond] } : { ...words, ...schema, ...beyond };
};

const wordsOf = ({ about, default: taken, examples }: KeyWords): JsonObject => ({
  description: plainWords(about),
  markdownDescription: about,
  ...(taken !== undefined && { default: taken }),
  ...(examples && { examples }),
});
