import { anything, integer, object, required, shape, text, textOrNull, trueOrFalse } from '../../fields.ts';
import { channel, initiator, properties, reason, timestamps } from './channel.ts';
import { entry } from './entry.ts';

/** The three booleans are required by the 2026 reference app (rtc-events.md §4.2). */
const MEDIA = {
  audio_settings: shape({ enabled: trueOrFalse, earmuffed: trueOrFalse, muted: trueOrFalse } as const),
  audio: trueOrFalse,
} as const;

const media = shape(MEDIA);

/** A user in a member event: `id` and `user_id` are the same id, for consumers ask for either (rtc-events.md §4.2). */
const USER = {
  id: text,
  user_id: text,
  member_id: text,
  name: text,
  display_name: text,
  image_url: text,
  properties,
  media,
} as const;

const user = shape(USER);

const INVITED = {
  cname: text,
  conversation: required(
    shape({ conversation_id: text, name: text, display_name: text, image_url: text } as const),
  ),
  invited_by: textOrNull,
  invited_by_member: object,
  member_id: required(text),
  user: required(user),
  channel: required(channel),
  media: required(media),
  /** The offer of an in-app call: the Client SDK raises `callInvite` only with it. */
  sdp: text,
  timestamp: required(timestamps),
  initiator,
} as const;

const JOINED = {
  member_id: required(text),
  user: required(user),
  channel: required(channel),
  timestamp: required(timestamps),
  initiator,
  client_ref: text,
} as const;

const LEFT = {
  member_id: required(text),
  user: required(user),
  channel: required(channel),
  timestamp: required(timestamps),
  reason,
  initiator,
} as const;

/** The state of a message on its way through another channel; its content sits in a field named for its type. */
const MESSAGE_STATUS = {
  original_event_id: required(integer),
  message_type: required(text),
  channel_type: required(text),
  from: required(text),
  to: required(text),
  message_uuid: text,
  error: anything,
} as const;

/** Users in a conversation come, change and go (rtc-events.md §4). */
export const MEMBER_EVENTS = {
  'member:invited': entry(INVITED, 'listed', 'sdk'),
  'member:joined': entry(JOINED, 'listed', 'sdk'),
  'member:left': entry(LEFT, 'listed', 'sdk'),
  'member:media': entry(
    { audio: required(trueOrFalse), media: required(media), channel: required(channel) },
    'listed',
    'sdk',
  ),
  'member:message:status': entry(MESSAGE_STATUS, 'listed'),
} as const;
