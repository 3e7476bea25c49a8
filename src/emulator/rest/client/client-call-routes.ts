import { isJsonObject, type Json, type JsonObject } from '../../../vonage/json.ts';
import { beginInbound } from '../../arrive.ts';
import { answerInApp, leaveInApp } from '../../client/app-does.ts';
import type { ClientSession } from '../../client/client-session.ts';
import { offerLeg } from '../../client/offered-leg.ts';
import { silentSdp } from '../../client/silent-sdp.ts';
import type { Conversation } from '../../conversation.ts';
import { joinGuest, type Leaving, letGuestLeave } from '../../guests.ts';
import { hangUpCall } from '../../hang-up.ts';
import type { RestRequest } from '../../input.ts';
import { isLive } from '../../leg-state.ts';
import { type Call, type Leg, legOfCall, rootLeg } from '../../platform.ts';
import { nextUuid } from '../../random.ts';
import type { Turn } from '../../turn.ts';
import { askerOf } from '../asker.ts';
import { conversationFor, noConversation } from '../conversations/conversation-routes.ts';
import { type Membership, memberBody, membersOf } from '../conversations/member-body.ts';
import { refuse } from '../conversations/refuse.ts';
import type { RestReply } from '../problem.ts';
import type { Answer, Routes } from '../route.ts';

const textIn = (fields: Json | undefined, name: string): string | undefined => {
  const value = isJsonObject(fields) ? fields[name] : undefined;
  return typeof value === 'string' ? value : undefined;
};

/** The session that the asking user names as its own; others' and unknown ones are none. */
const sessionOf = (turn: Turn, request: RestRequest): ClientSession | undefined => {
  const session = turn.platform.sessions.get(textIn(request.body, 'originating_session') ?? '');
  return session && session.user === askerOf(turn, request)?.id ? session : undefined;
};

const noSession = (turn: Turn): RestReply =>
  refuse(turn, 'http:error:validation-fail', [
    { name: 'originating_session', reason: '"originating_session" must be an open session of the user' },
  ]);

/** Step 1 of `serverCall`: the app's SDP offer; what answers it is silent. */
const offer: Answer = (turn, request) => {
  const session = sessionOf(turn, request);
  if (session === undefined) return noSession(turn);
  const uuid = nextUuid(turn.platform.random);
  offerLeg(turn.platform.offeredLegs, { uuid, session, at: turn.at });
  return { status: 200, body: { rtc_id: uuid, sdp: request.sdp ?? silentSdp('answer') } };
};

/** Step 2 of `serverCall`: the leg knocks at the application, which is asked for an NCCO as for every call. */
const knock: Answer = (turn, request) => {
  const session = sessionOf(turn, request);
  const user = askerOf(turn, request);
  if (session === undefined || user === undefined) return noSession(turn);
  const body = request.body as JsonObject;
  const channel = body['channel'];
  const leg = textIn(channel, 'id') ?? '';
  if (turn.platform.offeredLegs.get(leg)?.session.id !== session.id)
    return refuse(turn, 'http:error:validation-fail', [
      { name: 'channel.id', reason: '"channel.id" must be a leg that the session has opened' },
    ]);
  turn.platform.offeredLegs.delete(leg);
  const to = isJsonObject(channel) ? channel['to'] : undefined;
  const properties = body['properties'];
  const customData = isJsonObject(properties) ? properties['custom_data'] : undefined;
  const knocking = nextUuid(turn.platform.random);
  turn.touched = beginInbound(turn, {
    application: session.application,
    user,
    from: user.name,
    to: textIn(to, 'number') ?? textIn(to, 'user') ?? '',
    caller: {},
    customData: isJsonObject(customData) ? customData : undefined,
    app: { session: session.id, knocking },
    leg,
  });
  return { status: 200, body: { id: knocking } };
};

/** Who knocked has given up. */
const stopKnocking: Answer = (turn, request, { id }) => {
  const call = [...turn.platform.calls.values()].find(
    (one) => one.application === request.application && rootLeg(one)?.app?.knocking === id,
  );
  // Its id stands in the channel, which all in the conversation are told.
  if (call === undefined || rootLeg(call).member.user.id !== askerOf(turn, request)?.id)
    return refuse(turn, 'leg:error:not-found');
  turn.touched = call;
  hangUpCall(turn, call, 'user');
  return { status: 204, body: undefined };
};

type ActOnMember = (
  turn: Turn,
  request: RestRequest,
  own: Membership,
  conversation: Conversation,
) => RestReply;

/** Does something with a member that the asking user is. */
const withOwnMember =
  (act: ActOnMember): Answer =>
  (turn, request, params) => {
    const conversation = conversationFor(turn, request, params);
    if (conversation === undefined) return noConversation(turn);
    const member = membersOf(conversation).find((one) => one.member.id === params['member']);
    if (member === undefined) return refuse(turn, 'conversation:error:member-not-found');
    if (member.member.user.id !== askerOf(turn, request)?.id) return refuse(turn, 'system:error:permission');
    return act(turn, request, member, conversation);
  };

/** The first half of `answer()`: this session takes the call; or a user joins who was invited to a conversation. */
const join: ActOnMember = (turn, request, own, conversation) => {
  if (own.is === 'guest') {
    if (own.member.state === 'invited') joinGuest(turn, conversation, own.guest);
    return { status: 200, body: memberBody(conversation, own, request.origin) };
  }
  const session = sessionOf(turn, request);
  if (session === undefined) return noSession(turn);
  if (!isLive(own.leg) || own.leg.app === undefined) return refuse(turn, 'leg:error:not-found');
  // Another device was faster.
  if (own.leg.app.session !== undefined && own.leg.app.session !== session.id)
    return refuse(turn, 'conversation:error:member-already-joined');
  own.leg.app.session = session.id;
  return { status: 200, body: memberBody(conversation, own, request.origin) };
};

/** `hangup`, `reject` or `leaveConversation`. */
const leave: ActOnMember = (turn, { query }, own, conversation) => {
  // The SDK sends both, or none; what the app did not say is empty.
  const { reason_code: code = '', reason_text: text = '' } = query;
  const leaving: Leaving | undefined =
    code === '' && text === '' ? undefined : { ...(code !== '' && { code }), ...(text !== '' && { text }) };
  if (own.is === 'guest') {
    if (own.member.state !== 'left') letGuestLeave(turn, conversation, own.guest, leaving);
  } else {
    turn.touched = own.call;
    leaveInApp(turn, own.call, own.leg, leaving);
  }
  return { status: 200, body: {} };
};

/** The leg of the asking user. */
const withOwnLeg =
  (act: (turn: Turn, call: Call, leg: Leg, request: RestRequest) => void): Answer =>
  (turn, request, { id: conversation, leg: uuid = '' }) => {
    const call = turn.platform.legs.get(uuid);
    const leg = call && legOfCall(call, uuid);
    const isOwn =
      call?.conversation.id === conversation && leg?.member.user.id === askerOf(turn, request)?.id;
    if (call === undefined || leg === undefined || !isOwn || !isLive(leg))
      return refuse(turn, 'leg:error:not-found');
    turn.touched = call;
    act(turn, call, leg, request);
    return { status: 200, body: { id: uuid } };
  };

/** An app that has lost its media offers it anew, and has its answer by the socket, in the session that has the call. */
const answerNewMedia = (turn: Turn, call: Call, leg: Leg, request: RestRequest): void => {
  const session = sessionOf(turn, request);
  if (session === undefined) return;
  const answer = request.sdp ?? silentSdp('answer');
  turn.effects.push({
    do: 'tell-client',
    user: session.user,
    session: session.id,
    event: { type: 'rtc:answer', cid: call.conversation.id, body: { rtc_id: leg.uuid, answer } },
  });
};

/** `PUT /v0.2/sessions/{id}`: the token was looked at before, and the host counts its time. */
const refreshSession: Answer = (turn, request, { id = '' }) => {
  const session = turn.platform.sessions.get(id);
  return session && session.user === askerOf(turn, request)?.id
    ? { status: 200, body: { session_id: id } }
    : refuse(turn, 'session:error:not-found');
};

/** Calls as `@vonage/client-sdk` makes and takes them (client-sdk.md §4). */
export const CLIENT_CALL_ROUTES: Routes = {
  '/legs': { POST: offer },
  '/knocking': { POST: knock },
  '/knocking/:id': { DELETE: stopKnocking },
  '/conversations/:id/members/:member': { PUT: withOwnMember(join), DELETE: withOwnMember(leave) },
  // The second half of `answer()`.
  '/conversations/:id/rtc/:leg/answer': { POST: withOwnLeg(answerInApp) },
  '/conversations/:id/rtc/:leg/offer': { POST: withOwnLeg(answerNewMedia) },
  '/sessions/:id': { PUT: refreshSession },
};
