import type { Application } from '../vonage/application.ts';
import type { ApplicationId } from '../vonage/ids.ts';
import { isJsonObject, type JsonObject } from '../vonage/json.ts';
import type { Conversation } from './conversation.ts';
import { logEvent } from './logged-event.ts';
import type { Call, Platform } from './platform.ts';
import { nextUuid, type Random } from './random.ts';
import { note, type Turn } from './turn.ts';

/** `conversations_ttl`, in hours, when the application does not say (voice-api.md §9, S). */
const NORMAL_TTL_HOURS = 48;
/** So many empty ones are kept at most, or a load test that names one for every call would fill the memory. */
const MOST_EMPTY = 1000;

type NewConversation = Pick<Conversation, 'id' | 'name' | 'application' | 'owner'>;

const newConversation = (turn: Turn, wanted: NewConversation): Conversation => ({
  // Each by its name: to add a dozen to what was spread costs 13 µs, more than a webhook.
  id: wanted.id,
  name: wanted.name,
  application: wanted.application,
  owner: wanted.owner,
  createdAt: turn.at,
  updatedAt: undefined,
  profile: {},
  lastEventId: 0,
  history: [],
  participants: new Map(),
  guests: [],
  callback: undefined,
  announcements: [],
  begun: false,
  recording: undefined,
  wantsRecording: undefined,
  emptySince: undefined,
});

/** A conversation of a call's own; it exists from the moment that the call enters it. */
export const newHome = (
  turn: Turn,
  { application, number, random }: Pick<Call, 'application' | 'number' | 'random'>,
): Conversation =>
  newConversation(turn, {
    id: `CON-${nextUuid(random)}`,
    name: `NAM-${nextUuid(random)}`,
    application,
    owner: number,
  });

/** The application's conversation of that name; a new one when there is none, or its time is over. */
export const namedConversation = (turn: Turn, call: Call, name: string): Conversation => {
  const known = findNamed(turn, call.application, name);
  if (known) return known;
  const conversation = addNamed(turn, call.application, name, call.random);
  note(turn, { name: 'conversation-created', conversation: conversation.id, call: call.id });
  return conversation;
};

/** The application's conversation of that name; undefined when there is none, or its time is over. */
export const findNamed = (turn: Turn, application: ApplicationId, name: string): Conversation | undefined => {
  dropExpired(turn);
  return turn.platform.named.get(keyOf(application, name));
};

/** A named conversation that nobody is in yet. */
export const addNamed = (
  turn: Turn,
  application: ApplicationId,
  name: string,
  random: Random,
): Conversation => {
  const id = `CON-${nextUuid(random)}`;
  const conversation = newConversation(turn, { id, name, application, owner: undefined });
  turn.platform.named.set(keyOf(application, name), conversation);
  turn.platform.conversations.set(id, conversation);
  return conversation;
};

/** Gives a conversation another name; a call's own is not found by it, before and after. */
export const renameConversation = (platform: Platform, conversation: Conversation, name: string): void => {
  const { named } = platform;
  if (conversation.owner === undefined) {
    named.delete(keyOf(conversation.application, conversation.name));
    named.set(keyOf(conversation.application, name), conversation);
  }
  conversation.name = name;
};

/** Takes a conversation away that nobody is in. */
export const forgetConversation = (platform: Platform, conversation: Conversation): void => {
  platform.empty.delete(conversation);
  platform.named.delete(keyOf(conversation.application, conversation.name));
  platform.conversations.delete(conversation.id);
};

/** A named conversation as it is kept: without those who are in it by phone, for calls do not outlive the platform. */
export type KeptConversation = Omit<
  Conversation,
  'owner' | 'participants' | 'announcements' | 'begun' | 'recording' | 'wantsRecording' | 'history'
> & { readonly history: readonly JsonObject[] };

/** A named one of an earlier platform, which nobody is in. */
export const restoreNamed = (platform: Platform, kept: KeptConversation): void => {
  const conversation: Conversation = {
    ...kept,
    history: kept.history.map((fields) => logEvent(() => fields)),
    // A state file of before they were has none.
    guests: [...(kept.guests ?? [])],
    callback: kept.callback,
    owner: undefined,
    participants: new Map(),
    announcements: [],
    begun: false,
    recording: undefined,
    wantsRecording: undefined,
  };
  platform.named.set(keyOf(conversation.application, conversation.name), conversation);
  platform.conversations.set(conversation.id, conversation);
  platform.empty.add(conversation);
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
    forgetConversation(platform, conversation);
  }
};

/** Milliseconds that a named conversation is kept, counted from when the last one left it (U). */
const ttlOf = (application: Application | undefined): number => {
  const capabilities = application?.['capabilities'];
  const voice = isJsonObject(capabilities) ? capabilities['voice'] : undefined;
  const hours = isJsonObject(voice) ? voice['conversations_ttl'] : undefined;
  return (typeof hours === 'number' && hours > 0 ? hours : NORMAL_TTL_HOURS) * 3_600_000;
};
