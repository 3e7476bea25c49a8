import type { JsonObject } from '../../../vonage/json.ts';
import type { Conversation } from '../../conversation.ts';
import { isoTime } from '../../turn.ts';

export const CONVERSATIONS_PATH = '/v1/conversations';

/** Seconds after which an empty conversation is deleted, as one of the Voice API shows it (rtc-events.md §1). */
const TTL_SECONDS = 172_800;

/** A conversation in a list (Conversation API 5.5.1). */
export const conversationHead = (conversation: Conversation, origin: string): JsonObject => {
  const { id, name, profile, createdAt, updatedAt } = conversation;
  return {
    id,
    name,
    display_name: profile['display_name'] ?? null,
    image_url: profile['image_url'] ?? null,
    timestamp: {
      created: isoTime(createdAt),
      ...(updatedAt !== undefined && { updated: isoTime(updatedAt) }),
    },
    _links: { self: { href: `${origin}${CONVERSATIONS_PATH}/${id}` } },
  };
};

/** A conversation alone. */
export const conversationBody = (conversation: Conversation, origin: string): JsonObject => {
  const { _links, timestamp, ...head } = conversationHead(conversation, origin);
  return {
    ...head,
    state: 'ACTIVE',
    sequence_number: conversation.lastEventId,
    timestamp: timestamp!,
    ...(conversation.callback && { callback: conversation.callback.given }),
    properties: { ttl: TTL_SECONDS, ...(conversation.profile['properties'] as JsonObject | undefined) },
    _links: _links!,
  };
};
