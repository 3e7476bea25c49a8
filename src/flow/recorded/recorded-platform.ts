import { isJsonObject, type JsonObject } from '../../vonage/json.ts';
import type { PlatformEvent, PlatformNotice } from '../../vonage/platform-event.ts';
import { timeAt } from './field-of.ts';

type Name = PlatformEvent['name'];

/**
 * What an emulator tells is kept with the records, where no webhook tells it, and the texts that each has. Left out: what it sent, which is an
 * exchange; a leg's status, which a webhook tells; and what passes through WebSockets, sound and words.
 */
const TEXTS: Readonly<Partial<Record<Name, readonly string[]>>> = {
  'call-placed': ['call', 'leg', 'conversation', 'from', 'to'],
  'conversation-created': ['conversation', 'call'],
  'member-joined': ['conversation', 'leg', 'who', 'channel'],
  'member-left': ['conversation', 'leg', 'who', 'channel'],
  'action-started': ['call', 'leg', 'conversation', 'action', 'summary'],
  'keys-pressed': ['leg', 'conversation', 'by', 'keys'],
  'words-spoken': ['leg', 'conversation', 'by', 'text'],
  'gave-up': ['call', 'leg', 'conversation', 'by', 'why'],
  'keys-sent': ['leg', 'conversation', 'keys'],
  'api-request': ['method', 'path'],
  'client-logged-in': ['user', 'session'],
  'client-refused': ['refusal', 'why'],
  'client-connection': ['is', 'user', 'session'],
  'client-event': ['user', 'conversation', 'event', 'via', 'state'],
  'user-state-changed': ['user', 'state', 'before', 'why'],
  'socket-opened': ['leg', 'conversation', 'url', 'contentType'],
  'socket-failed': ['leg', 'conversation', 'url', 'why'],
  'socket-closed': ['leg', 'conversation', 'by', 'reason', 'audio'],
  'call-ended': ['call', 'conversation'],
};

/** What is kept of it with the records; undefined for what is not. */
export const keptEvent = (event: PlatformEvent): PlatformEvent | undefined => {
  if (TEXTS[event.name] === undefined) return undefined;
  // What the Client SDK gets is what the RTC event has, and half of all that an emulator tells.
  return event.name === 'client-event' ? { ...event, payload: undefined } : event;
};

/** Understands a line of type `platform` (docs/events.md); undefined for other lines, when it lacks what makes it one, or is of a name that is not kept. */
export const recordedPlatform = (record: JsonObject): PlatformNotice | undefined => {
  const { v: _v, type, at: _at, source: _source, flow: _flow, ...event } = record;
  const at = timeAt(record, 'at');
  const texts = TEXTS[event['name'] as Name];
  if (type !== 'platform' || at === undefined) return undefined;
  if (texts?.every((name) => typeof event[name] === 'string') !== true) return undefined;
  if (event['name'] === 'socket-closed' && !hasSound(event)) return undefined;
  // Its texts are there, and all else is shown as it stands.
  return { type: 'platform', at, event: event as unknown as PlatformEvent };
};

const hasSound = ({ sound }: JsonObject): boolean =>
  isJsonObject(sound) && ['seconds', 'sent', 'received'].every((name) => typeof sound[name] === 'number');
