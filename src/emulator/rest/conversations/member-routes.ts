import { isJsonObject } from '../../../vonage/json.ts';
import type { Conversation } from '../../conversation.ts';
import { addGuest, inviteGuest, joinGuest, letGuestLeave } from '../../guests.ts';
import type { RestRequest } from '../../input.ts';
import { hangUpLeg } from '../../perform.ts';
import type { Turn } from '../../turn.ts';
import { userNamed, userWithId } from '../../users.ts';
import { cursorPage } from '../cursor-page.ts';
import { notEmulated } from '../not-emulated.ts';
import type { Answer, Routes } from '../route.ts';
import { CONVERSATIONS_PATH } from './conversation-body.ts';
import { conversationFor, noConversation } from './conversation-routes.ts';
import { type Membership, memberBody, memberHead, membersOf } from './member-body.ts';
import { ownMember } from './own-member.ts';
import { pageReply } from './page-reply.ts';
import { readMemberChange, readNewMember } from './read-member.ts';
import { refuse } from './refuse.ts';

const list: Answer = (turn, request, params) => {
  const conversation = conversationFor(turn, request, params);
  if (conversation === undefined) return noConversation(turn);
  return pageReply(turn, cursorPage(membersOf(conversation), request), (items) => ({
    members: items.map((member) => memberHead(conversation, member, request.origin)),
  }));
};

type FindMember = (
  turn: Turn,
  request: RestRequest,
  conversation: Conversation,
  id: string | undefined,
) => Membership | undefined;

/** One member. */
const one =
  (find: FindMember): Answer =>
  (turn, request, params) => {
    const conversation = conversationFor(turn, request, params);
    if (conversation === undefined) return noConversation(turn);
    const member = find(turn, request, conversation, params['member']);
    return member
      ? { status: 200, body: memberBody(conversation, member, request.origin) }
      : refuse(turn, 'conversation:error:member-not-found');
  };

/**
 * A user enters, or is invited, without a leg: the channel `app` alone. Somebody who is called into a conversation is
 * what `POST /v1/calls` with the action `conversation` is for.
 */
const add: Answer = (turn, request, params) => {
  const conversation = conversationFor(turn, request, params);
  if (conversation === undefined) return noConversation(turn);
  if (!isJsonObject(request.body)) return refuse(turn, 'http:error:validation-fail');
  const reading = readNewMember(request.body);
  if (!reading.ok) return refuse(turn, 'http:error:validation-fail', reading.invalid);
  const { wanted } = reading;
  if (wanted.missing !== undefined)
    return notEmulated(`${wanted.missing} in ${request.method} ${request.path}`);
  const { platform } = turn;
  const application = conversation.application;
  const user =
    wanted.user.id === undefined
      ? userNamed(platform, application, wanted.user.name ?? '')
      : userWithId(platform, application, wanted.user.id);
  if (user === undefined) return refuse(turn, 'user:error:not-found');
  const known = conversation.guests.find(
    ({ member }) => member.user.id === user.id && (member.state === 'joined' || member.state === 'invited'),
  );
  if (known?.member.state === 'joined') return refuse(turn, 'conversation:error:member-already-joined');
  if (known && wanted.state === 'invited') return refuse(turn, 'conversation:error:member-already-invited');
  const guest = known ?? addGuest(turn, conversation, user, wanted);
  if (wanted.state === 'invited') inviteGuest(turn, conversation, guest);
  else joinGuest(turn, conversation, guest);
  const member = { is: 'guest', member: guest.member, guest } as const;
  return { status: 201, body: memberBody(conversation, member, request.origin) };
};

/** Somebody joins who was invited, or leaves; whoever is on a leg leaves by hanging up. */
const change: Answer = (turn, request, params) => {
  const conversation = conversationFor(turn, request, params);
  if (conversation === undefined) return noConversation(turn);
  if (!isJsonObject(request.body)) return refuse(turn, 'http:error:validation-fail');
  const reading = readMemberChange(request.body);
  if (!reading.ok) return refuse(turn, 'http:error:validation-fail', reading.invalid);
  const { state, reason } = reading.wanted;
  const member = membersOf(conversation).find((candidate) => candidate.member.id === params['member']);
  if (member === undefined) return refuse(turn, 'conversation:error:member-not-found');
  const before = member.member.state;
  if (before === 'left' && state === 'joined')
    return refuse(turn, 'http:error:validation-fail', [{ name: 'state', reason: 'the member has left' }]);
  if (before !== state) {
    if (member.is === 'guest') {
      if (state === 'joined') joinGuest(turn, conversation, member.guest);
      else letGuestLeave(turn, conversation, member.guest, reason);
    } else if (state === 'left') {
      turn.touched = member.call;
      hangUpLeg(turn, member.call, member.leg, 'platform');
    } else return notEmulated('answering a call by PATCH of its member');
  }
  return { status: 200, body: memberBody(conversation, member, request.origin) };
};

const MEMBERS = `${CONVERSATIONS_PATH}/:id/members`;

export const MEMBER_ROUTES: Routes = {
  [MEMBERS]: { GET: list, POST: add },
  // The user in the token's `sub`.
  [`${MEMBERS}/me`]: { GET: one(ownMember) },
  [`${MEMBERS}/:member`]: {
    GET: one((_turn, _request, conversation, id) =>
      membersOf(conversation).find(({ member }) => member.id === id),
    ),
    PATCH: change,
  },
};
