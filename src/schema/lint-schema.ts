import { RULES } from '../lint/rules.ts';
import { SEVERITY_WORDS } from '../lint/severity-words.ts';
import type { JsonObject } from '../vonage/json.ts';
import { plainWords } from './option-words.ts';

/** The settings of the linter in a config, with every rule and what it demands. */
export const lintSchema = (): JsonObject => ({
  type: 'object',
  properties: {
    rules: {
      description: 'Another severity for all findings of a rule, or none at all.',
      type: 'object',
      properties: Object.fromEntries(
        RULES.map(({ id, law, severity }) => [
          id,
          {
            description: plainWords(`${law} (${severity})`),
            markdownDescription: `${law} (${severity})`,
            enum: Object.keys(SEVERITY_WORDS),
          },
        ]),
      ),
      additionalProperties: false,
    },
    maxWarnings: {
      description: 'More warnings than this are a failure of ncco validate.',
      type: 'integer',
      minimum: 0,
    },
    quiet: { description: 'ncco validate shows errors only.', type: 'boolean' },
  },
  additionalProperties: false,
});
