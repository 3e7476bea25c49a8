import { isJsonObject } from '../../vonage/json.ts';
import type { RtcEventWebhook } from '../../vonage/webhooks/rtc-event.ts';
import type { Exchange } from '../exchange.ts';
import { objectAt, textAt } from './field-of.ts';

/** Somebody in a conversation, as its RTC events tell. Times in milliseconds since 1970. */
export interface Member {
  readonly id: string;
  readonly conversation: string;
  name: string | undefined;
  /** `phone`, `app`, `sip`, `websocket`, `vbc`. */
  channel: string | undefined;
  invitedAt: number | undefined;
  joinedAt: number | undefined;
  leftAt: number | undefined;
}

/** By their ids. */
export type Members = Map<string, Member>;

/** A conversation holds at most 100 (rtc-events.md §1). */
const KEPT = 500;

/** Learns of a member from `member:invited`, `member:joined` and `member:left` (rtc-events.md §4); their order is not promised. */
export const seeMember = (members: Members, { content }: Exchange, at: number): void => {
  if (content.form === 'webhook' && content.webhook.kind === 'rtc-event')
    seeMemberEvent(members, content.webhook, at);
};

/** The same of the event alone. */
export const seeMemberEvent = (members: Members, webhook: RtcEventWebhook, at: number): void => {
  const { type, body, conversation_id: conversation, from } = webhook;
  if (!/^member:(?:invited|joined|left)$/.test(type) || conversation === undefined) return;
  const user = objectAt(body, 'user');
  const id = textAt(body, 'member_id') ?? textAt(user, 'member_id') ?? from ?? undefined;
  if (id === undefined) return;
  const member = members.get(id) ?? newMember(id, conversation);
  if (members.size < KEPT) members.set(id, member);
  const channel = objectAt(body, 'channel');
  const end = objectAt(channel, type === 'member:invited' ? 'to' : 'from');
  member.channel ??= textAt(channel, 'type');
  member.name ??= nameOf(textAt(user, 'display_name') ?? textAt(user, 'name'), isJsonObject(end) ? end : {});
  if (type === 'member:invited') member.invitedAt ??= at;
  else if (type === 'member:joined') member.joinedAt ??= at;
  else member.leftAt ??= at;
};

const newMember = (id: string, conversation: string): Member => ({
  id,
  conversation,
  name: undefined,
  channel: undefined,
  invitedAt: undefined,
  joinedAt: undefined,
  leftAt: undefined,
});

/** Users that the platform makes for phones have names that tell nobody anything (rtc-events.md §1); their number does. */
const MADE_UP_NAME = /^(?:NAM-|USR-|vapi-user-)/;

const nameOf = (name: string | undefined, end: Readonly<Record<string, unknown>>): string | undefined => {
  if (name !== undefined && !MADE_UP_NAME.test(name)) return name;
  return typeof end['number'] === 'string' ? end['number'] : name;
};
