import type { JsonObject } from '../../vonage/json.ts';

/** What every line about a call has. */
export interface Recorded {
  /** The call that it was filed under when it was written. */
  readonly flow: string | undefined;
  /** The record itself, with fields that this version may not know. */
  readonly record: JsonObject;
}
