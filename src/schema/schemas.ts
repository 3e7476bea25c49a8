import type { JsonObject } from '../vonage/json.ts';
import { configFileSchema } from './config-file-schema.ts';
import { nccoSchema } from './ncco-schema.ts';
import { scenarioSchema } from './scenario-schema.ts';

/** The schemas of the package by the names of their files. `npm run schema` writes them. */
export const SCHEMAS: Readonly<Record<string, JsonObject>> = {
  'ncco.schema.json': nccoSchema(),
  'scenario.schema.json': scenarioSchema(),
  'vonage-flow.config.schema.json': configFileSchema(),
};
