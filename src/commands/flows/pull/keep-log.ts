import type { Conversations } from '../../../edge/conversations/conversations.ts';
import { type LogReading, readLog } from '../../../edge/conversations/read-log.ts';
import type { Flow } from '../../../flow/flow.ts';
import { callsOf } from '../../../flow/pulled/calls-of.ts';
import { keysOfPulled } from '../../../flow/pulled/event-keys.ts';
import { filePulled } from '../../../flow/pulled/file-pulled.ts';
import { type PulledEvent, pulledEvent } from '../../../flow/pulled/pulled-event.ts';
import type { FlowBook } from '../../../flow/recorded/file-recorded.ts';

/** What became of the log of one conversation; grows page by page, so that it tells the truth at any time. */
export interface Pulled {
  readonly conversation: string;
  /** Events that the API told. */
  events: number;
  /** Those that are kept now and were not known before. */
  fresh: number;
  /** Number of the first one; undefined while there is none. */
  firstId: number | undefined;
  /** What is no event that anybody could read. */
  odd: number;
  /** The calls that its events belong to. */
  readonly flows: Set<Flow>;
}

/** Of a log that nobody has asked for yet. */
export const newPulled = (conversation: string): Pulled => ({
  conversation,
  events: 0,
  fresh: 0,
  firstId: undefined,
  odd: 0,
  flows: new Set(),
});

/** Where a log is had from, and where it goes. */
export interface Keeping {
  readonly conversations: Conversations;
  /** What the records hold. It learns what is kept. */
  readonly book: FlowBook;
  /** Keys of the events that came as webhooks. */
  readonly heard: ReadonlySet<string>;
  /** Keeps an event for good. */
  readonly keep: (event: PulledEvent, flow: Flow | undefined) => Promise<void>;
}

/**
 * Asks for the log of a conversation and keeps what is new in it, each page before the next one is asked for.
 *
 * @throws Failure of `readLog`, and of `keep`
 */
export const keepLog = async (pulled: Pulled, keeping: Keeping, reading: LogReading): Promise<void> => {
  const { conversations, book, heard, keep } = keeping;
  for await (const page of readLog(conversations, reading)) {
    const at = reading.clock.now();
    const events: PulledEvent[] = [];
    for (const fields of page) {
      const event = pulledEvent(fields, pulled.conversation, at);
      if (event) events.push(event);
      else pulled.odd += 1;
    }
    const calls = callsOf(book.session, events);
    const kept: Promise<void>[] = [];
    for (const [index, event] of events.entries()) {
      pulled.events += 1;
      pulled.firstId ??= event.webhook.id;
      const flow = calls[index];
      if (flow) pulled.flows.add(flow);
      if (keysOfPulled(event).some((key) => heard.has(key))) continue;
      if (filePulled(book, { event, flow: flow?.id, record: {} }) === undefined) continue;
      kept.push(
        keep(event, flow).then(() => {
          pulled.fresh += 1;
        }),
      );
    }
    await Promise.all(kept);
  }
};
