import type { Application } from '../vonage/application.ts';
import { isJsonObject } from '../vonage/json.ts';
import type { Conversation } from './conversation.ts';
import type { Call, Platform } from './platform.ts';
import { nextUuid } from './random.ts';
import { note, type Turn } from './turn.ts';

/** `conversations_ttl`, in hours, when the application does not say (voice-api.md §9, S). */
const NORMAL_TTL_HOURS = 48;
/** So many empty ones are kept at most, or a load test that names one for every call would fill the memory. */
const MOST_EMPTY = 1000;

type NewConversation = Pick<Conversation, 'id' | 'name' | 'application' | 'owner'>;

export const newConversation = (wanted: NewConversation): Conversation => ({
  ...wanted,
  lastEventId: 0,
  history: [],
  participants: new Map(),
  begun: false,
  recording: undefined,
  wantsRecording: undefined,
  emptySince: undefined,
});

/** The application's conversation of that name; a new one when there is none, or its time is over. */
export const namedConversation = (turn: Turn, call: Call, name: string): Conversation => {
  dropExpired(turn);
  const known = turn.platform.named.get(keyOf(call.application, name));
  if (known) return known;
  const conversation = newConversation({
    id: `CON-${nextUuid(call.random)}`,
    name,
    application: call.application,
    owner: undefined,
  });
  turn.platform.named.set(keyOf(call.application, name), conversation);
  turn.platform.conversations.set(conversation.id, conversation);
  note(turn, { name: 'conversation-created', conversation: conversation.id, call: call.id });
  return conversation;
};

/** JSON, so that no two pairs give the same text. */
const keyOf = (application: string, name: string): string => JSON.stringify([application, name]);

/** Somebody is in it again. */
export const keepConversation = (platform: Platform, conversation: Conversation): void => {
  conversation.emptySince = undefined;
  platform.empty.delete(conversation);
  platform.conversations.set(conversation.id, conversation);
};

/** The last call has left: a call's own conversation is over, a named one waits for its time to be. */
export const releaseConversation = (turn: Turn, conversation: Conversation): void => {
  if (conversation.owner !== undefined) {
    turn.platform.conversations.delete(conversation.id);
    return;
  }
  conversation.emptySince = turn.at;
  turn.platform.empty.add(conversation);
  dropExpired(turn);
};

/** Those that were left first come first. */
const dropExpired = ({ platform, at }: Turn): void => {
  for (const conversation of platform.empty) {
    const end = (conversation.emptySince ?? at) + ttlOf(platform.applications.get(conversation.application));
    if (platform.empty.size <= MOST_EMPTY && end > at) return;
    platform.empty.delete(conversation);
    platform.named.delete(keyOf(conversation.application, conversation.name));
    platform.conversations.delete(conversation.id);
  }
};

/** Milliseconds that a named conversation is kept, counted from when the last one left it (U). */
const ttlOf = (application: Application | undefined): number => {
  const capabilities = application?.['capabilities'];
  const voice = isJsonObject(capabilities) ? capabilities['voice'] : undefined;
  const hours = isJsonObject(voice) ? voice['conversations_ttl'] : undefined;
  return (typeof hours === 'number' && hours > 0 ? hours : NORMAL_TTL_HOURS) * 3_600_000;
};
