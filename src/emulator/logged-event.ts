import type { JsonObject } from '../vonage/json.ts';

/** An event in a conversation's log. Its wire form is made when somebody first asks: most are never read. */
export interface LoggedEvent {
  fields(): JsonObject;
}

/** @param write makes the wire form out of what does not change any more */
export const logEvent = (write: () => JsonObject): LoggedEvent => {
  let written: JsonObject | undefined;
  return {
    fields: () => {
      written ??= write();
      return written;
    },
  };
};
