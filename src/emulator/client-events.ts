import { isJsonObject, type Json, type JsonObject } from '../vonage/json.ts';
import { silentSdp } from './client/silent-sdp.ts';
import type { Conversation } from './conversation.ts';
import type { LoggedEvent } from './logged-event.ts';
import type { Leg, Member, User } from './platform.ts';
import { pushOf } from './push.ts';
import { note, type Turn } from './turn.ts';
import { stateOfUser, stateOnLeg } from './user-state.ts';

/** What an invited user gets before joining: the invitation, and what takes it back (client-sdk.md §1.2). */
const SEEN_BY_INVITED: ReadonlySet<string> = new Set(['member:invited', 'member:left', 'rtc:hangup']);

/** A Client SDK user in the conversation whom an event is meant for. */
interface Reader {
  readonly member: Member;
  /** Undefined for whoever is there without a call. */
  readonly leg: Leg | undefined;
  /** The event is this reader's own invitation to a call. */
  readonly isCalled: boolean;
}

/**
 * Gives an RTC event to the Client SDK users of the conversation (5c): only for the types that `@vonage/client-sdk`
 * parses (client-sdk.md §1.1), and to each by what their state lets through.
 */
export const tellClients = (
  turn: Turn,
  conversation: Conversation,
  about: Leg | undefined,
  type: string,
  event: LoggedEvent,
): void => {
  const told: Told = new Map();
  const tell = (reader: Reader): void => {
    const { user } = reader.member;
    const state = reader.leg ? stateOnLeg(turn.platform, reader.leg) : stateOfUser(turn.platform, user.id);
    const via =
      state === 'foreground'
        ? 'callback'
        : state === 'background' && isPushed(reader, event.fields())
          ? 'push'
          : 'nothing';
    const sessions =
      via === 'callback'
        ? untold(turn, told, user, sessionFor(reader.leg, type))
        : told.has(user.id)
          ? []
          : ALL_SESSIONS;
    if (sessions.length === 0) return;
    told.set(user.id, [...(told.get(user.id) ?? []), ...(via === 'callback' ? sessions : [])]);
    const payload = via === 'nothing' ? undefined : payloadOf(via, reader, conversation, about, event);
    if (via === 'callback' && payload) {
      for (const session of sessions)
        turn.effects.push({ do: 'tell-client', user: user.id, ...(session && { session }), event: payload });
      if (reader.leg && reader.isCalled) reader.leg.isHeardOf = true;
    }
    note(turn, {
      name: 'client-event',
      user: user.name,
      conversation: conversation.id,
      leg: about?.uuid,
      event: type,
      via,
      state,
      payload,
    });
  };
  const called = type === 'member:invited' && about?.channel === 'app' ? about : undefined;
  // Of all memberships of whoever is called only the invitation itself says how to take the call.
  const isBeside = ({ user }: Member): boolean => user.id === called?.member.user.id;
  for (const { legs } of conversation.participants.keys()) {
    for (const leg of legs) {
      const { member } = leg;
      const isCalled = leg === called;
      if (leg.channel === 'app' && (isCalled || !isBeside(member)) && maySee(member, leg === about, type))
        tell({ member, leg, isCalled });
    }
  }
  for (const { member } of conversation.guests) {
    // Whoever has no leg is not invited to a call.
    if (!isBeside(member) && maySee(member, memberIn(event.fields()) === member.id, type))
      tell({ member, leg: undefined, isCalled: false });
  }
};

/** Users whom an event was told of, and the sessions that it was given to; undefined stands for all that the user has. */
type Told = Map<string, readonly (string | undefined)[]>;

const ALL_SESSIONS: readonly undefined[] = [undefined];

/**
 * Where an event has still to go for one membership of a user: who is in a conversation twice, to read and by phone, or by two
 * phones, hears of each event once in each session.
 */
const untold = (
  { platform }: Turn,
  told: Told,
  { id }: User,
  session: string | undefined,
): readonly (string | undefined)[] => {
  const already = told.get(id) ?? [];
  if (already.length === 0) return [session];
  if (already.includes(undefined)) return [];
  const meant =
    session === undefined
      ? [...platform.sessions.values()].filter(({ user }) => user === id).map((one) => one.id)
      : [session];
  return meant.filter((one) => !already.includes(one));
};

/** Invites an app that is open to the call that rings there, when it was not or is another: in all of the user's sessions, or in one. */
export const inviteApp = (
  turn: Turn,
  conversation: Conversation,
  leg: Leg,
  session?: string | undefined,
): void => {
  const { user } = leg.member;
  const payload = invitationOf(conversation, leg.member);
  if (payload === undefined) return;
  leg.isHeardOf = true;
  turn.effects.push({ do: 'tell-client', user: user.id, ...(session && { session }), event: payload });
  note(turn, {
    name: 'client-event',
    user: user.name,
    conversation: conversation.id,
    leg: leg.uuid,
    event: 'member:invited',
    via: 'callback',
    state: 'foreground',
    payload,
  });
};

/** As the Client SDK gets it; undefined when the log has it no more. */
const invitationOf = ({ history }: Conversation, { id }: Member): JsonObject | undefined => {
  const event = history.findLast(
    (one) => one.fields()['type'] === 'member:invited' && memberIn(one.fields()) === id,
  );
  return event && socketForm(withSdp(event.fields()));
};

/**
 * Once a call was taken in one of the user's sessions it is no other's any more; they still learn that it was taken
 * (client-sdk.md §1.2: `AnsweredElsewhere`).
 */
const sessionFor = (leg: Leg | undefined, type: string): string | undefined =>
  type === 'member:joined' || leg?.answeredAt === undefined ? undefined : leg.app?.session;

const maySee = ({ state }: Member, isAbout: boolean, type: string): boolean =>
  state === 'joined' || (state === 'invited' && isAbout && SEEN_BY_INVITED.has(type));

/** What an app in the background gets: calls and messages (rtc-events.md §8), those for its own user. */
const isPushed = ({ member }: Reader, fields: JsonObject): boolean =>
  fields['type'] === 'member:invited'
    ? memberIn(fields) === member.id
    : fields['type'] === 'message' && fields['from'] !== member.id;

const memberIn = ({ body }: JsonObject): Json | undefined =>
  isJsonObject(body) ? body['member_id'] : undefined;

const payloadOf = (
  via: 'callback' | 'push',
  { member, isCalled }: Reader,
  conversation: Conversation,
  about: Leg | undefined,
  event: LoggedEvent,
): JsonObject => {
  const fields = isCalled ? withSdp(event.fields()) : event.fields();
  if (via === 'callback') return socketForm(fields);
  const from = senderOf(conversation, about, fields) ?? member.user;
  return pushOf(fields, { conversation: conversation.name, from, to: member.user });
};

/** A call's invitation has an `sdp` for the one who is invited (rtc-events.md §4.2); `body` is an object in every RTC event. */
const withSdp = (fields: JsonObject): JsonObject => ({
  ...fields,
  body: { ...(fields['body'] as JsonObject), sdp: silentSdp('offer') },
});

/** On the socket the conversation is `cid`, and there is no application (rtc-events.md §3). */
const socketForm = (fields: JsonObject): JsonObject => {
  const event: Record<string, Json> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (name === 'application_id') continue;
    event[name === 'conversation_id' ? 'cid' : name] = value;
  }
  return event;
};

/** Who calls, invites or writes. */
const senderOf = (
  { participants, guests }: Conversation,
  about: Leg | undefined,
  { from, body }: JsonObject,
): User | undefined => {
  const legs = [...participants.keys()].flatMap((call) => call.legs);
  const caller = legs.find(({ uuid }) => uuid === about?.dialling?.by && uuid !== about.uuid);
  if (caller) return caller.member.user;
  const inviter = isJsonObject(body) ? body['invited_by'] : undefined;
  const sender = typeof inviter === 'string' ? inviter : from;
  return [...legs, ...guests].find(({ member }) => member.id === sender)?.member.user;
};
