import { type CallStatus, endsCall, isCallStatus } from '../vonage/call-status.ts';
import type { PlatformEvent } from '../vonage/platform-event.ts';
import { conversationOf, legOf, type VonageWebhook } from '../vonage/webhook.ts';
import type { CallStatusWebhook } from '../vonage/webhooks/call-status.ts';
import { addProblems } from './add-problems.ts';
import { endsOf } from './ends-of.ts';
import type { Exchange } from './exchange.ts';
import type { Flow, Leg, Moment } from './flow.ts';
import { addMoment, momentsOf, platformMoments } from './moments.ts';
import { noteSlowest } from './note-slowest.ts';
import type { Notice, PlatformNotice } from './notice.ts';
import { REPLAY_HEADER } from './recorded/replayable.ts';
import { flowFor, known, linkConversation, type Session } from './session.ts';
import { observeSocket } from './sockets/observe-socket.ts';

export interface Observed {
  readonly flow: Flow | undefined;
  /** When it happened: the event's own time, else its arrival. */
  readonly at: number;
  /** What follows from the exchange: a flow that ended. */
  readonly notices: readonly Notice[];
  /** The arrows that it has added to the picture of its call. */
  readonly moments: readonly Moment[];
}

/** Files an exchange under the call that it belongs to, and draws the conclusions. */
export const observe = (session: Session, exchange: Exchange): Observed => {
  const { receivedAt } = exchange.request;
  // Read from the record, it is no part of a call either.
  if (exchange.request.headers[REPLAY_HEADER] !== undefined) return unfiled(receivedAt);
  if (exchange.content.form === 'websocket') return observeSocket(session, exchange);
  if (exchange.content.form !== 'webhook') return unfiled(receivedAt);
  const { webhook } = exchange.content;
  const flow = flowOf(session, webhook, receivedAt);
  const tells = session.witness !== 'webhooks';
  // An emulator's clock may run faster than ours: what has no time of its own happened when the call was last heard of.
  const at = eventTime(webhook) ?? (tells && flow ? flow.lastAt : receivedAt);
  if (!flow) return unfiled(at);
  learn(flow, webhook, exchange, at);
  const moments = momentsOf(exchange, webhook, flow, at, tells);
  for (const moment of moments) addMoment(flow, moment);
  return { flow, at, notices: tells ? [] : endNotices(flow), moments };
};

/** Adds what a webhook says to the call that it belongs to. */
export const learn = (flow: Flow, webhook: VonageWebhook, exchange: Exchange, at: number): void => {
  flow.exchanges += 1;
  flow.lastAt = Math.max(flow.lastAt, at);
  const leg = legOf(webhook);
  if (leg !== undefined) learnLeg(flow, leg, webhook, at);
  addProblems(flow, exchange.problems);
  noteSlowest(flow, exchange, webhook);
};

/** Files what the emulator reports about a call. */
export const observePlatform = (session: Session, notice: PlatformNotice): Observed => {
  const { event, at } = notice;
  if (event.name === 'call-placed') {
    const flow = flowFor(session, event.leg, event.conversation, at);
    flow.from ??= event.from;
    flow.to ??= event.to;
  }
  const flow = flowOfPlatform(session, notice);
  if (!flow) return unfiled(at);
  if (event.name === 'member-joined' || event.name === 'conversation-created')
    linkConversation(session, flow, event.conversation);
  flow.lastAt = Math.max(flow.lastAt, at);
  if (session.witness === 'platform') {
    if (event.name === 'webhook-sent') {
      flow.exchanges += 1;
      learnSent(session, event, at);
    } else if (event.name === 'leg-status') learnTold(session, event, at);
  }
  const moments = platformMoments(notice, session.witness === 'platform');
  for (const moment of moments) addMoment(flow, moment);
  if (event.name !== 'call-ended') return { flow, at, notices: [], moments };
  if (event.problem !== undefined) flow.problems.push(event.problem);
  flow.ended = true;
  return { flow, at, notices: [{ type: 'flow-ended', flow }], moments };
};

/**
 * The call that an emulator speaks of. It is known by its root leg, and what it has to do with a conversation does not
 * depend on who else is there.
 */
export const flowOfPlatform = (session: Session, { event }: PlatformNotice): Flow | undefined => {
  if (isOfApp(event)) return flowOfApp(session, event);
  return known(
    session,
    'leg' in event ? event.leg : 'call' in event ? event.call : undefined,
    event.conversation,
  );
};

type AppEvent = Extract<PlatformEvent, { name: (typeof APP_EVENTS)[number] }>;

/** The names of what an emulator tells of the apps of users, of whom most are in no call then. */
export const APP_EVENTS = [
  'user-state-changed',
  'client-logged-in',
  'client-refused',
  'client-connection',
] as const;

/** What happens to the app of a user is news of its own, also between the calls. */
export const isOfApp = (event: PlatformEvent): event is AppEvent =>
  APP_EVENTS.some((name) => name === event.name);

/** A user who is in no call may be called by one: it belongs to the call that runs, when only one does. */
const flowOfApp = (session: Session, event: AppEvent): Flow | undefined => {
  if (event.name === 'user-state-changed' && event.call !== undefined)
    return known(session, event.leg ?? event.call, event.conversation);
  const running = [...session.flows.values()].filter(({ ended }) => !ended);
  return running.length === 1 ? running[0] : undefined;
};

type SentEvent = Extract<PlatformEvent, { name: 'webhook-sent' }>;

const unfiled = (at: number): Observed => ({ flow: undefined, at, notices: [], moments: [] });

/** A leg that is already known decides; else the conversation, when only one call fits; else it is a new call. */
const flowOf = (session: Session, webhook: VonageWebhook, receivedAt: number): Flow | undefined => {
  const leg = legOf(webhook);
  const conversation = conversationOf(webhook);
  if (leg === undefined) {
    if (conversation === undefined) return undefined;
    return known(session, undefined, conversation);
  }
  if (webhook.kind === 'transfer') {
    const flow = flowFor(session, leg, webhook.conversation_uuid_from, receivedAt);
    if (webhook.conversation_uuid_to !== undefined)
      linkConversation(session, flow, webhook.conversation_uuid_to);
    return flow;
  }
  return flowFor(session, leg, conversation, receivedAt);
};

const learnLeg = (flow: Flow, uuid: string, webhook: VonageWebhook, at: number): void => {
  const leg = flow.legs.get(uuid);
  if (!leg) return;
  if (webhook.kind === 'answer') {
    leg.from ??= webhook.from ?? webhook.from_user;
    leg.to ??= webhook.to;
    if (flow.id === uuid) {
      flow.from ??= leg.from;
      flow.to ??= leg.to;
    }
  }
  if (webhook.kind === 'call-status') learnStatus(flow, leg, webhook, at);
};

/** Delivery order is not guaranteed (voice-webhooks.md §1), so a status never takes a leg back in its life. */
const STATUS_RANK: Readonly<Record<string, number>> = {
  started: 1,
  ringing: 2,
  answered: 3,
  human: 4,
  machine: 4,
  disconnected: 4,
};
const rankOf = (status: string | undefined): number =>
  status === undefined ? 0 : endsCall(status) ? 9 : (STATUS_RANK[status] ?? 0);

const learnStatus = (flow: Flow, leg: Leg, webhook: CallStatusWebhook, at: number): void => {
  if (webhook.direction === 'inbound' || webhook.direction === 'outbound') leg.direction = webhook.direction;
  const ends = endsOf(webhook);
  leg.from ??= ends.from;
  leg.to ??= ends.to;
  if (flow.id === leg.uuid) {
    flow.from ??= leg.from;
    flow.to ??= leg.to;
  }
  reachStatus(leg, webhook.status, at);
  if (!endsCall(webhook.status)) return;
  leg.duration = webhook.duration ?? leg.duration;
  leg.price = webhook.price ?? leg.price;
  leg.detail = webhook.detail ?? leg.detail;
  leg.disconnectedBy = webhook.disconnected_by ?? leg.disconnectedBy;
};

/** A leg has come to a status at a time in milliseconds since 1970. */
export const reachStatus = (leg: Leg, status: CallStatus, at: number): void => {
  if (status === 'answered') leg.answeredAt ??= at;
  if (rankOf(status) >= rankOf(leg.status)) leg.status = status;
  if (endsCall(status)) leg.endedAt ??= at;
};

/** A run without a listener sees no bodies: of a leg it learns what the emulator says about each webhook. */
const learnSent = (session: Session, sent: SentEvent, at: number): void => {
  if (sent.leg === undefined) return;
  const flow = flowFor(session, sent.leg, sent.conversation, at);
  const leg = flow.legs.get(sent.leg);
  if (leg && isCallStatus(sent.kind)) reachStatus(leg, sent.kind, at);
};

/** Also of a leg whose events go nowhere. */
const learnTold = (
  session: Session,
  told: Extract<PlatformEvent, { name: 'leg-status' }>,
  at: number,
): void => {
  const leg = flowFor(session, told.leg, told.conversation, at).legs.get(told.leg);
  if (leg === undefined) return;
  leg.direction = told.direction;
  leg.from ??= told.from;
  leg.to ??= told.to;
  reachStatus(leg, told.status, at);
  if (!endsCall(told.status)) return;
  leg.duration = told.duration ?? leg.duration;
  leg.price = told.price ?? leg.price;
  leg.detail = told.detail ?? leg.detail;
  leg.disconnectedBy = told.disconnectedBy ?? leg.disconnectedBy;
};

/** True when each leg that is known has its end. */
export const hasEnded = ({ legs }: Flow): boolean => {
  for (const leg of legs.values()) if (leg.endedAt === undefined) return false;
  return legs.size > 0;
};

/** Without an emulator's word a call is over when each of its legs is. */
const endNotices = (flow: Flow): readonly Notice[] => {
  if (flow.ended || !hasEnded(flow)) return [];
  flow.ended = true;
  return [{ type: 'flow-ended', flow }];
};

/** The platform's own time of a webhook, in milliseconds since 1970, when it tells one. */
export const eventTime = (webhook: VonageWebhook): number | undefined => {
  if (!('timestamp' in webhook) || typeof webhook.timestamp !== 'string') return undefined;
  const at = Date.parse(webhook.timestamp);
  return Number.isNaN(at) ? undefined : at;
};
