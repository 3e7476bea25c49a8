import { Ajv, type ValidateFunction } from 'ajv';
import { configFileSchema } from '../../src/schema/config-file-schema.ts';
import { nccoSchema } from '../../src/schema/ncco-schema.ts';
import { scenarioSchema } from '../../src/schema/scenario-schema.ts';

/** What editors read and the standard does not have. */
const FOR_EDITORS = [
  'markdownDescription',
  'enumDescriptions',
  'patternErrorMessage',
  'deprecationMessage',
  'doNotSuggest',
];

/**
 * Strict but for two things: `type` may be a list, since the platform reads a number or a truth value in quotes, too;
 * and `anyOf` may say which of two options is required without describing them again.
 */
const newAjv = (): Ajv => {
  const ajv = new Ajv({ strict: true, allowUnionTypes: true, strictRequired: false, discriminator: true });
  ajv.addVocabulary(FOR_EDITORS);
  return ajv;
};

export const compileNccoSchema = (): ValidateFunction => newAjv().compile(nccoSchema());

/** With the schema of NCCOs beside it, as in the package. */
export const compileConfigSchema = (): ValidateFunction =>
  newAjv().addSchema(nccoSchema(), 'ncco.schema.json').compile(configFileSchema());

export const compileScenarioSchema = (): ValidateFunction => newAjv().compile(scenarioSchema());
