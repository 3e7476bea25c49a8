import type { JsonObject } from '../vonage/json.ts';
import type { Option, OptionTable } from '../vonage/ncco/option.ts';
import { ACTIONS } from '../vonage/ncco.ts';
import { namedSchema, optionSchema, variantOf } from './option-schema.ts';
import { standingOf, wordsFor } from './option-words.ts';

const INPUT: OptionTable = ACTIONS.input.options;
const isLegacy = ({ standing }: Option): boolean => standing === 'legacy';

/**
 * `input` without `type` is the form of before 2020, whose settings stand beside `action`. With `type` they mean
 * nothing, so that they may be anything (ncco.md §9).
 */
const inputSchema = (): JsonObject => {
  const { required: _required, ...type } = ACTIONS.input.options.type;
  const legacy = Object.entries(INPUT).filter(([, option]) => isLegacy(option));
  const current = Object.entries(INPUT).filter(([, option]) => !isLegacy(option));
  const options: OptionTable = { ...Object.fromEntries(current), type };
  const schema = namedSchema('action', 'input', { ...ACTIONS.input, options });
  const unchecked = legacy.map(([name, option]) => [name, { ...wordsFor(option), ...standingOf(option) }]);
  return {
    ...schema,
    properties: { ...(schema['properties'] as JsonObject), ...Object.fromEntries(unchecked) },
    dependencies: { speech: ['type'] },
    if: { required: ['type'] },
    else: {
      properties: Object.fromEntries(legacy.map(([name, option]) => [name, optionSchema(option)])),
    },
  };
};

/** The JSON Schema of an NCCO, made of the tables by which it is linted and run. */
export const nccoSchema = (): JsonObject => ({
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'NCCO',
  description: 'What a call does: actions of the Vonage Voice API, one after the other.',
  type: 'array',
  items: { $ref: '#/definitions/action' },
  definitions: {
    action: variantOf('action', ACTIONS, (name) => ({ $ref: `#/definitions/${name}` })),
    ...Object.fromEntries(
      Object.entries(ACTIONS).map(([name, description]) => [
        name,
        name === 'input' ? inputSchema() : namedSchema('action', name, description),
      ]),
    ),
  },
});
