import type { JsonObject } from '../../../vonage/json.ts';
import { otlpAttributes } from './span.ts';

/** The latest version of the semantic conventions of which names are used. */
const SCHEMA_URL = 'https://opentelemetry.io/schemas/1.37.0';

/**
 * The head of a list of spans: who did it. What the platform did and what this program served are two services, so that
 * a tracing system draws the way between them.
 */
export const traceHead = (service: 'vonage' | 'vonage-flow', version: string): JsonObject => ({
  resource: {
    attributes: otlpAttributes({
      'service.name': service,
      'service.version': service === 'vonage-flow' ? version : undefined,
    }),
  },
  schemaUrl: SCHEMA_URL,
});

/** The scope of all our spans. */
export const traceScope = (version: string): JsonObject => ({ name: 'vonage-flow', version });
