import type { Json, JsonObject } from '../vonage/json.ts';
import type { User } from './platform.ts';

/** Who is reached by a push, and who is the cause. */
interface PushParties {
  /** Name of the conversation. */
  readonly conversation: string;
  readonly from: User;
  readonly to: User;
}

/**
 * What goes to FCM or APNs for an event, in the form of DOC21 for iOS (rtc-events.md §8); the one for Android is not
 * documented. `type` beside `event_type` is what the SDK's parser demands. A call wakes the app at once, a message may wait.
 */
export const pushOf = (fields: JsonObject, { conversation, from, to }: PushParties): JsonObject => {
  const isMessage = fields['type'] === 'message';
  const { application_id, timestamp, conversation_id, id, type, body } = fields;
  const push = {
    ...known({ application_id, timestamp }),
    user_id: to.id,
    event_type: type ?? '',
    ...known({ type, conversation_id, from: fields['from'], id }),
    name: to.name,
    channels: {},
    push_info: {
      conversation: { name: conversation },
      from_user: { name: from.name, user_id: from.id, channels: {} },
      to_user: { name: to.name, user_id: to.id, channels: {} },
      priority: isMessage ? 'conserve_power' : 'immediate',
    },
    body: body ?? {},
  };
  return isMessage ? { nexmo: push, aps: { 'content-available': 1 } } : push;
};

const known = (fields: Readonly<Record<string, Json | undefined>>): JsonObject =>
  // Only what is undefined is taken away.
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as JsonObject;
