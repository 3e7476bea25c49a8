import { anything, integer, list, listOf, object, shape, text, trueOrFalse } from '../../fields.ts';

/** One end of a channel; which fields it has follows from its `type` (rtc-events.md §1.1). */
const CHANNEL_END = {
  type: text,
  number: text,
  user: text,
  uri: text,
  username: text,
  password: text,
  'content-type': text,
  extension: text,
  id: text,
  headers: object,
} as const;

/** How a member is connected; `id` is the leg's (rtc-events.md §1.1). Times in milliseconds. */
export const CHANNEL = {
  id: text,
  type: text,
  from: shape(CHANNEL_END),
  to: shape(CHANNEL_END),
  headers: object,
  legs: listOf({ leg_id: text, status: text } as const),
  leg_ids: list(text),
  cpa: trueOrFalse,
  preanswer: trueOrFalse,
  ring_timeout: integer,
  cpa_time: integer,
  max_length: integer,
  can_hear: list(text),
  can_speak: list(text),
  knocking_id: text,
} as const;

export const channel = shape(CHANNEL);

/** Why something ended. `sip_code` is a number; CAPI26 writes text, which then stays in `extra` (rtc-events.md §4). */
export const REASON = { text, code: text, sip_code: integer } as const;

export const reason = shape(REASON);

/** Instants of a member's or a conversation's life. */
export const timestamps = shape({
  created: text,
  updated: text,
  destroyed: text,
  invited: text,
  joined: text,
  left: text,
} as const);

/** Who caused a member event: the platform itself, or a member. */
const CAUSE = { isSystem: trueOrFalse, user_id: text, member_id: text } as const;

export const initiator = shape({ invited: shape(CAUSE), joined: shape(CAUSE), left: shape(CAUSE) } as const);

/** Free data of a user or a knock. */
export const properties = shape({ custom_data: anything } as const);
