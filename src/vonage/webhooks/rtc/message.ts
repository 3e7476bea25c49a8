import { anything, integer, number, object, required, shape, text } from '../../fields.ts';
import { entry } from './entry.ts';

const LINK = shape({ url: text } as const);

/** `message_type` names the field that holds the content (rtc-events.md §4). */
const MESSAGE = {
  message_type: required(text),
  text,
  image: LINK,
  audio: LINK,
  video: LINK,
  file: LINK,
  template: shape({ name: text, parameters: anything } as const),
  whatsapp: shape({ policy: text, locale: text } as const),
  custom: object,
  vcard: LINK,
  location: shape({ longitude: number, latitude: number, name: text, address: text } as const),
} as const;

const RECEIPT = { event_id: required(integer) } as const;
const TYPING = { activity: integer, event_id: integer } as const;

/** Messages, discontinued in April 2026, and the older `text` and `image` that they replaced (rtc-events.md §4). */
export const MESSAGE_EVENTS = {
  message: entry(MESSAGE, 'listed', 'sdk'),
  'message:submitted': entry(RECEIPT, 'listed', 'sdk'),
  'message:delivered': entry(RECEIPT, 'listed', 'sdk'),
  'message:seen': entry(RECEIPT, 'listed', 'sdk'),
  'message:rejected': entry(RECEIPT, 'listed', 'sdk'),
  'message:undeliverable': entry(RECEIPT, 'listed', 'sdk'),
  text: entry({ text: required(text) }),
  'text:seen': entry(RECEIPT),
  'text:delivered': entry(RECEIPT),
  'text:update': entry({ text: required(text), original_event_id: required(integer) }),
  'text:typing:on': entry(TYPING, 'no-id'),
  'text:typing:off': entry(TYPING, 'no-id'),
  image: entry({ representations: required(object) }),
  'image:seen': entry(RECEIPT),
  'image:delivered': entry(RECEIPT),
  'event:delete': entry(RECEIPT, 'sdk'),
  /** Only an old name in an Android enum: nothing is known of its body. */
  'event:delivered': entry({}, 'id-optional'),
  /** Any object; never kept in the conversation's log, so it needs no number. */
  ephemeral: entry({}, 'sdk', 'id-optional'),
} as const;

/** Every `custom:<name>`: its body is the sender's own, and all of it is kept in `extra`. */
export const CUSTOM_EVENT = entry({}, 'listed', 'sdk');
