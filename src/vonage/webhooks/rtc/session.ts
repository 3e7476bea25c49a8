import { anything, required, text } from '../../fields.ts';
import { entry } from './entry.ts';

/** client-sdk.md §4.1: all four are required by the Client SDK's parser. */
const SESSION_SUCCESS = {
  id: required(text),
  user_id: required(text),
  name: required(text),
  api_key: required(text),
  pending_events: anything,
} as const;

/** Spoken on a Client SDK's socket only, never as a webhook (client-sdk.md §1.1). */
export const SESSION_EVENTS = {
  'session:success': entry(SESSION_SUCCESS, 'sdk', 'no-id'),
  'session:update-token:success': entry({}, 'sdk', 'no-id'),
  'session:logged-out': entry({}, 'sdk', 'no-id'),
  'session:terminated': entry({}, 'sdk', 'no-id'),
  'session:invalid': entry({}, 'sdk', 'no-id'),
  'session:error:invalid': entry({}, 'sdk', 'no-id'),
  'session:error:max-open-sessions': entry({}, 'sdk', 'no-id'),
  'system:error:expired-token': entry({}, 'sdk', 'no-id'),
  'system:error:invalid-token': entry({}, 'sdk', 'no-id'),
  'system:error:permission': entry({}, 'sdk', 'no-id'),
  'user:error:invalid-user': entry({}, 'sdk', 'no-id'),
} as const;

/** Inside matters of the platform that no schema describes (rtc-events.md §4). */
export const INTERNAL_EVENTS = {
  'mixer:publisher:created': entry({}),
  'mixer:publisher:destroyed': entry({}),
  'mixer:subscriber:created': entry({}),
  'mixer:subscriber:destroyed': entry({}),
  /** Withdrawn in 2021; whether they are numbered is not known. */
  'video:mute:on': entry({}, 'id-optional'),
  'video:mute:off': entry({}, 'id-optional'),
} as const;
