import { required, shape, text } from '../../fields.ts';
import { channel, properties, reason, timestamps } from './channel.ts';
import { entry } from './entry.ts';

const CONVERSATION = {
  id: required(text),
  name: required(text),
  state: required(text),
  timestamp: required(timestamps),
  display_name: text,
  image_url: text,
} as const;

const knocker = required(shape({ id: required(text) } as const));

/** Conversations, and callers who are in none yet (rtc-events.md §4). */
export const CONVERSATION_EVENTS = {
  'app:knocking': entry({ user: knocker, channel: required(channel), properties }, 'no-id'),
  'app:knocking:cancel': entry({ user: knocker, reason, timestamp: required(timestamps) }, 'no-id'),
  'conversation:created': entry(CONVERSATION, 'no-id'),
  'conversation:updated': entry(CONVERSATION, 'listed'),
  'conversation:deleted': entry(
    { id: required(text), name: required(text), timestamp: required(timestamps), reason: required(text) },
    'no-id',
  ),
} as const;
