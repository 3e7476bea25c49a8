import { legOf } from '../../vonage/webhook.ts';
import type { Exchange } from '../exchange.ts';
import type { Flow } from '../flow.ts';
import { addMoment, momentsOfPulled } from '../moments.ts';
import { hasEnded } from '../observe.ts';
import { seeOrphan } from '../recorded/adopt.ts';
import { textAt } from '../recorded/field-of.ts';
import type { FlowBook } from '../recorded/file-recorded.ts';
import { joinFlow, linkConversation, startFlow } from '../session.ts';
import { timeOf } from './calls-of.ts';
import { keyOfWebhook, keysOfPulled } from './event-keys.ts';
import { learnPulled } from './learn-pulled.ts';
import type { RecordedPulled } from './pulled-record.ts';

/** Pulled events of a book, so that none counts twice. Files of them are read before those of exchanges. */
export interface PulledShelf {
  /** By the keys of what was pulled: the call that it was filed under. */
  readonly calls: Map<string, { readonly own: string; readonly flow: Flow | undefined }>;
  /** Own keys of those that came as webhooks too. */
  readonly doubles: Set<string>;
}

/** Files a pulled event under the call that it was found to belong to; undefined when the same one is there already. */
export const filePulled = (
  book: FlowBook,
  recorded: RecordedPulled,
): { readonly flow: Flow | undefined } | undefined => {
  const { event, flow: id } = recorded;
  const { pulled, session } = book;
  const keys = keysOfPulled(event);
  if (pulled.calls.has(keys[0])) return undefined;
  const at = timeOf(event);
  const flow = id === undefined ? undefined : (session.flows.get(id) ?? startFlow(session, id, at));
  for (const key of keys) pulled.calls.set(key, { own: keys[0], flow });
  if (flow === undefined) {
    book.unfiled += 1;
    seeOrphan(book, recorded);
    return { flow };
  }
  const { webhook, conversation } = event;
  flow.startedAt = Math.min(flow.startedAt, at);
  flow.lastAt = Math.max(flow.lastAt, at);
  flow.pulled = (flow.pulled ?? 0) + 1;
  book.here.add(flow);
  const leg = legOf(webhook);
  if (leg === undefined) linkConversation(session, flow, conversation);
  else joinFlow(session, flow, leg, conversation, at);
  const from = webhook.type === 'rtc:transfer' ? textAt(webhook.body, 'transferred_from') : undefined;
  if (from !== undefined) linkConversation(session, flow, from);
  learnPulled(flow, webhook, at);
  if (book.draws)
    for (const moment of momentsOfPulled(webhook, flow, at, book.told.has(flow.id))) addMoment(flow, moment);
  flow.ended = book.over.has(flow.id) || hasEnded(flow);
  return { flow };
};

/** A webhook has come: what was pulled of the same event is no second one. */
export const dropPulled = (book: FlowBook, { content }: Exchange): void => {
  const { calls, doubles } = book.pulled;
  if (calls.size === 0 || content.form !== 'webhook' || content.webhook.kind !== 'rtc-event') return;
  const same = calls.get(keyOfWebhook(content.webhook));
  if (same === undefined || doubles.has(same.own)) return;
  doubles.add(same.own);
  const { flow } = same;
  if (flow === undefined) book.unfiled -= 1;
  else flow.pulled = (flow.pulled ?? 1) - 1;
};
