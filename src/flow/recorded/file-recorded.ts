import { EMULATOR_AGENT } from '../../vonage/emulated-host.ts';
import type { JsonObject } from '../../vonage/json.ts';
import { conversationOf, legOf, type VonageWebhook } from '../../vonage/webhook.ts';
import { addProblems } from '../add-problems.ts';
import type { Exchange } from '../exchange.ts';
import type { Flow } from '../flow.ts';
import { addMoment, momentsOf } from '../moments.ts';
import { noteLateReply } from '../note-slowest.ts';
import { eventTime, hasEnded, learn } from '../observe.ts';
import { dropPulled, type PulledShelf } from '../pulled/file-pulled.ts';
import { joinFlow, linkConversation, newSession, type Session, startFlow } from '../session.ts';
import type { PassedSocketNews } from '../sockets/socket-news.ts';
import { seeOrphan } from './adopt.ts';
import { objectAt, textAt, timeAt } from './field-of.ts';
import { filePlatform } from './file-platform.ts';
import { type Heard, hearParties } from './parties.ts';
import type { RecordedExchange } from './recorded-exchange.ts';
import { recordedLateReply } from './recorded-late-reply.ts';
import { newWatch, type Watch, watchExchange } from './watch.ts';

/** The calls of some records. Files may come in any order, the lines of one as they stand. */
export interface FlowBook {
  readonly session: Session;
  /** By call, what was seen of it in passing: from this follows what is missing. */
  readonly watches: Map<string, Watch>;
  /** Calls of the file that is being read. */
  readonly here: Set<Flow>;
  /** Calls that an emulator tells of, and those that it said are over. */
  readonly told: Set<string>;
  readonly over: Set<string>;
  /** Conversations of exchanges that were filed under no call. */
  readonly orphans: Set<string>;
  /** Who is in calls of which that is not known yet. */
  readonly heard: Map<Flow, Heard>;
  readonly pulled: PulledShelf;
  /** How many exchanges were filed under no call. */
  unfiled: number;
  /** Whether arrows are kept, for a picture; a list of ten thousand calls goes without. */
  readonly draws: boolean;
}

/** A book without calls. */
export const newFlowBook = (options: { readonly draws: boolean }): FlowBook => ({
  session: newSession('webhooks', Number.POSITIVE_INFINITY),
  watches: new Map(),
  here: new Set(),
  told: new Set(),
  over: new Set(),
  orphans: new Set(),
  heard: new Map(),
  pulled: { calls: new Map(), doubles: new Set() },
  unfiled: 0,
  draws: options.draws,
});

/** What was filed where. */
export interface Filed {
  readonly flow: Flow;
  /** When it happened: the event's own time where it tells one, else its arrival. */
  readonly at: number;
  /** Its number in the call, from 1. */
  readonly number: number;
}

/** Files an exchange under the call that the listener had filed it under; undefined when it was none. */
export const fileExchange = (book: FlowBook, recorded: RecordedExchange): Filed | undefined => {
  const { exchange, flow: id } = recorded;
  dropPulled(book, exchange);
  if (id === undefined) {
    book.unfiled += 1;
    seeOrphan(book, recorded);
    return undefined;
  }
  const webhook = exchange.content.form === 'webhook' ? exchange.content.webhook : undefined;
  const before = book.session.flows.get(id);
  const at = timeOfExchange(book, { exchange, flow: id });
  const flow = before ?? startFlow(book.session, id, at);
  flow.startedAt = Math.min(flow.startedAt, at);
  book.here.add(flow);
  if (webhook) {
    join(book.session, flow, webhook, at);
    learn(flow, webhook, exchange, at);
    hearParties(book.heard, flow, exchange);
    if (book.draws)
      for (const moment of momentsOf(exchange, webhook, flow, at, book.told.has(id))) addMoment(flow, moment);
    flow.ended = book.over.has(id) || hasEnded(flow);
  } else fileSocket(book, flow, exchange, at);
  const watch = book.watches.get(id) ?? newWatch();
  book.watches.set(id, watch);
  return { flow, at, number: watchExchange(watch, exchange) };
};

/** When an exchange happened, as it will be filed. */
export const timeOfExchange = (
  { session }: FlowBook,
  { exchange, flow }: Pick<RecordedExchange, 'exchange' | 'flow'>,
): number => {
  const webhook = exchange.content.form === 'webhook' ? exchange.content.webhook : undefined;
  return (webhook && eventTime(webhook)) ?? arrivalOf(exchange, session.flows.get(flow ?? ''));
};

/** An emulator's clock may run ahead of ours: what has no time of its own happened when the call was last heard of. */
const arrivalOf = ({ request }: Exchange, flow: Flow | undefined): number =>
  flow !== undefined && request.headers['user-agent'] === EMULATOR_AGENT ? flow.lastAt : request.receivedAt;

/** The listener has decided already, with more before its eyes, so that nothing is concluded here. */
const join = (session: Session, flow: Flow, webhook: VonageWebhook, at: number): void => {
  const leg = legOf(webhook);
  const conversation = conversationOf(webhook);
  if (leg !== undefined) joinFlow(session, flow, leg, conversation, at);
  if (webhook.kind === 'transfer' && webhook.conversation_uuid_from !== undefined)
    linkConversation(session, flow, webhook.conversation_uuid_from);
};

const fileSocket = ({ draws }: FlowBook, flow: Flow, { request, reply, problems }: Exchange, at: number) => {
  const hasOpened = reply.status === 101;
  flow.lastAt = Math.max(flow.lastAt, at);
  addProblems(flow, problems);
  const address = request.query === '' ? request.path : `${request.path}?${request.query}`;
  if (hasOpened) {
    flow.sockets ??= [];
    flow.sockets.push({ address, id: request.id, closed: undefined });
  }
  if (!draws) return;
  const label = hasOpened ? 'WebSocket opens' : `WebSocket fails: ${reply.status}`;
  addMoment(flow, { at, step: '3', from: 'voice', to: 'backend', label, inferred: false, leg: undefined });
};

/** Files a line that is about calls and no exchange: how a WebSocket ended, a reply that came too late, a time without a way in. */
export const fileNotice = (book: FlowBook, record: JsonObject): void => {
  if (record['type'] === 'socket') fileSocketNews(book, record);
  else if (record['type'] === 'tunnel') fileTunnel(book, record);
  else if (record['type'] === 'platform') filePlatform(book, record);
  else if (record['type'] === 'late-reply') fileLateReply(book, record);
};

const fileSocketNews = ({ session }: FlowBook, record: JsonObject): void => {
  const flow = session.flows.get(textAt(record, 'flow') ?? '');
  const socket = flow?.sockets?.find(({ id }) => id === record['socket']);
  // Our own writing, and only shown: fields that it lacks would show as unknown.
  if (socket && record['name'] === 'closed')
    socket.closed = record as unknown as Extract<PassedSocketNews, { name: 'closed' }>;
};

const fileLateReply = ({ session }: FlowBook, record: JsonObject): void => {
  const flow = session.flows.get(textAt(record, 'flow') ?? '');
  const late = recordedLateReply(record);
  if (flow && late) noteLateReply(flow, late);
};

/** Marks the calls that were running in a time without a way in. */
const fileTunnel = ({ here }: FlowBook, record: JsonObject): void => {
  const gap = objectAt(record, 'gap');
  const from = timeAt(gap, 'from');
  const to = timeAt(gap, 'to');
  if (from === undefined || to === undefined) return;
  for (const flow of here) {
    if (flow.startedAt > to || (flow.ended && flow.lastAt < from)) continue;
    flow.gaps ??= [];
    flow.gaps.push({ from, to });
  }
};
