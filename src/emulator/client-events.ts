import type { Json, JsonObject } from '../vonage/json.ts';
import type { Conversation } from './conversation.ts';
import type { LoggedEvent } from './logged-event.ts';
import type { Leg, Member } from './platform.ts';
import { note, type Turn } from './turn.ts';

/** What an invited user gets before joining: the invitation, and what takes it back (client-sdk.md §1.2). */
const SEEN_BY_INVITED: ReadonlySet<string> = new Set(['member:invited', 'member:left', 'rtc:hangup']);

/** No media is emulated: the SDK's signalling is satisfied by any text here (client-sdk.md §5). */
const STUB_SDP = 'v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=vonage-flow\r\nt=0 0\r\n';

/**
 * Gives an RTC event to the Client SDK users of the conversation (5c), in the form of the socket; only for the types
 * that `@vonage/client-sdk` parses (client-sdk.md §1.1).
 */
export const tellClients = (
  turn: Turn,
  conversation: Conversation,
  about: Leg | undefined,
  type: string,
  event: LoggedEvent,
): void => {
  const tell = (user: string, payload: JsonObject): void => {
    turn.effects.push({ do: 'tell-client', user, event: payload });
    note(turn, {
      name: 'client-event',
      user,
      conversation: conversation.id,
      leg: about?.uuid,
      event: type,
      // Emulated users have their app open; push is Vonage's own service (client-sdk.md §8).
      via: 'callback',
      payload,
    });
  };
  for (const { legs } of conversation.participants.keys()) {
    for (const leg of legs) {
      if (leg.channel === 'app' && maySee(leg.member, leg === about, type))
        tell(leg.member.user.name, socketForm(event.fields(), type === 'member:invited' && leg === about));
    }
  }
  for (const { member } of conversation.guests) {
    const isAbout = (event.fields()['body'] as JsonObject)['member_id'] === member.id;
    // Whoever has no leg is not invited to a call.
    if (maySee(member, isAbout, type)) tell(member.user.name, socketForm(event.fields(), false));
  }
};

const maySee = ({ state }: Member, isAbout: boolean, type: string): boolean =>
  state === 'joined' || (state === 'invited' && isAbout && SEEN_BY_INVITED.has(type));

/** On the socket the conversation is `cid`, there is no application, and a call's invitation has an `sdp` (rtc-events.md §3, §4.2). */
const socketForm = (fields: JsonObject, invitesReader: boolean): JsonObject => {
  const event: Record<string, Json> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (name === 'application_id') continue;
    event[name === 'conversation_id' ? 'cid' : name] = value;
  }
  // `body` is an object in every RTC event.
  if (invitesReader) event['body'] = { ...(fields['body'] as JsonObject), sdp: STUB_SDP };
  return event;
};
