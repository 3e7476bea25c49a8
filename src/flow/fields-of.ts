import type { JsonObject } from '../vonage/json.ts';
import type { Content } from './exchange.ts';

/** The fields of a webhook; none for anything else. */
export const fieldsOf = (content: Content): JsonObject => (content.form === 'webhook' ? content.fields : {});
