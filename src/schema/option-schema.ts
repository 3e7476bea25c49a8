import type { JsonObject } from '../vonage/json.ts';
import type {
  Description,
  ListValue,
  Option,
  OptionTable,
  Value,
  VariantDescription,
  VariantValue,
} from '../vonage/ncco/option.ts';
import { standingOf, wordsFor } from './option-words.ts';
import { BOOLEAN_SCHEMA, numberSchema, textSchema, wordSchema } from './scalar-schema.ts';

/** The schema of an option: what an editor tells of it, and what its value may be. */
export const optionSchema = (option: Option): JsonObject => ({
  ...wordsFor(option),
  ...(option.default !== undefined && { default: option.default }),
  ...standingOf(option),
  ...acceptedBy(option),
});

/** Nobody knows whether the platform looks at an uncertain option at all, so it refuses nothing; editors know its shape. */
const acceptedBy = (option: Option): JsonObject => {
  const schema = valueSchema(option.value, option);
  return option.certainty === 'U' ? { anyOf: [schema, {}] } : schema;
};

/**
 * The schema of an option's value. It refuses what makes a call go wrong and nothing else: what the platform reads all
 * the same (numbers and truth values in quotes, methods in lower case) is accepted, and so is a text with `{{ … }}`
 * where one value belongs.
 */
const valueSchema = (value: Value, option: Option): JsonObject => {
  switch (value.is) {
    case 'text':
      return textSchema(value, option);
    case 'integer':
    case 'number':
      return numberSchema(value);
    case 'boolean':
      return BOOLEAN_SCHEMA;
    case 'word':
      return wordSchema(value);
    case 'list':
      return listSchema(value, option);
    case 'object':
      return descriptionSchema(value);
    case 'variant':
      return variantSchema(value);
    case 'json':
      return { type: 'object' };
    case 'text-map':
      return { type: 'object', additionalProperties: { type: 'string' } };
    default:
      return value satisfies never;
  }
};

const listSchema = ({ of, minItems, maxItems, orBare }: ListValue, option: Option): JsonObject => {
  const item = valueSchema(of, option);
  const list: JsonObject = {
    type: 'array',
    items: item,
    // An option that may be left out may also be empty.
    ...(minItems !== undefined && option.required && { minItems }),
    // Of several URLs the first one is taken; several endpoints are a mistake (ncco.md §1 row 6, §4).
    ...(maxItems !== undefined && of.is === 'variant' && { maxItems }),
  };
  return orBare ? { anyOf: [list, item] } : list;
};

/** The schema of an object that a table describes. Names that the table does not have are passed over, as Vonage does. */
const descriptionSchema = ({ options, oneOf }: Description): JsonObject => {
  const needs = requirements(options, oneOf);
  return {
    type: 'object',
    properties: Object.fromEntries(
      Object.entries(options).map(([name, option]) => [name, optionSchema(option)]),
    ),
    ...needs,
  };
};

/** What has to be there: each required option under one of its spellings, and one of those that stand for each other. */
const requirements = (options: OptionTable, oneOf: readonly string[] = []): JsonObject => {
  const groups = Object.keys(options)
    .filter((name) => options[name]!.required)
    .map((name) => [name, ...Object.keys(options).filter((other) => options[other]!.sameAs === name)]);
  const single = groups.filter(({ length }) => length === 1).flat();
  const choices = [...groups, oneOf]
    .filter(({ length }) => length > 1)
    .map((names) => ({ anyOf: names.map((name) => ({ required: [name] })) }));
  return {
    ...(single.length > 0 && { required: single }),
    ...(choices.length === 1 ? choices[0] : choices.length > 1 && { allOf: choices }),
  };
};

/** Each of its objects is told from the others by one word, which OpenAPI calls the discriminator. */
const variantSchema = ({ by, of }: Pick<VariantValue, 'by' | 'of'>): JsonObject =>
  variantOf(by, of, (name, description) => namedSchema(by, name, description));

/** The same with objects that are made, or referred to, by `make`. */
export const variantOf = (
  by: string,
  of: Readonly<Record<string, VariantDescription>>,
  make: (name: string, description: VariantDescription) => JsonObject,
): JsonObject => {
  const words = Object.entries(of);
  return {
    type: 'object',
    required: [by],
    discriminator: { propertyName: by },
    // Validators look for the word in the objects; editors find all words, and what they mean, here.
    properties: {
      [by]: {
        enum: words.map(([name]) => name),
        enumDescriptions: words.map(([, { about }]) => about),
      },
    },
    oneOf: words.map(([name, description]) => make(name, description)),
  };
};

/** The object that one word stands for. */
export const namedSchema = (by: string, name: string, description: VariantDescription): JsonObject => {
  const schema = descriptionSchema(description);
  // It has properties, always.
  const properties = schema['properties'] as JsonObject;
  return { description: description.about, ...schema, properties: { [by]: { enum: [name] }, ...properties } };
};
