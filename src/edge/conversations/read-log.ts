import { Failure } from '../../failure.ts';
import type { EventsPage } from '../../vonage/conversation-api/events-page.ts';
import type { JsonObject } from '../../vonage/json.ts';
import type { Clock } from '../../world.ts';
import { factsOf } from '../api-failure.ts';
import type { Conversations, PageWanted } from './conversations.ts';

export interface LogReading extends Pick<PageWanted, 'conversation' | 'regionUrl' | 'signal'> {
  readonly clock: Clock;
  /** Told before each pause, with its length. */
  readonly pausing: (milliseconds: number, status: number) => void;
}

/** Pauses before a page is asked for again that the API was too busy or too broken for: a minute's quarter in all. */
const PAUSES_MILLISECONDS = [1_000, 2_000, 4_000, 8_000] as const;
/** Ends a server that pages without end: 100,000 events. */
const MOST_PAGES = 1000;

/**
 * The log of a conversation, page by page, the oldest event first. Waits a moment and asks again when the API has too many
 * requests (429) or a fault of its own. When it is stopped there is no further page.
 *
 * @throws Failure of `openConversations`, or when the pages do not end
 */
export async function* readLog(
  conversations: Conversations,
  reading: LogReading,
): AsyncGenerator<readonly JsonObject[]> {
  let query: string | undefined;
  const seen = new Set<string>();
  do {
    const page = await patiently(conversations, { ...reading, query });
    if (page === undefined) return;
    yield page.events;
    query = page.next;
    if (query === undefined) return;
    if (seen.has(query) || seen.size >= MOST_PAGES) throw endless(reading.conversation);
    seen.add(query);
  } while (!reading.signal.aborted);
}

const patiently = async (
  conversations: Conversations,
  wanted: LogReading & PageWanted,
): Promise<EventsPage | undefined> => {
  const { clock, signal, pausing } = wanted;
  for (let tries = 0; ; tries += 1) {
    try {
      return await conversations.events(wanted);
    } catch (error) {
      if (signal.aborted) return undefined;
      const { status, passing } = factsOf(error) ?? {};
      const pause = PAUSES_MILLISECONDS[tries];
      if (status === undefined || !passing || pause === undefined) throw error;
      pausing(pause, status);
      await clock.sleep(pause, signal);
      if (signal.aborted) return undefined;
    }
  }
};

const endless = (conversation: string): Failure =>
  new Failure({
    what: `The log of conversation ${conversation} has no end`,
    why: 'The API names pages after pages, or one that was there before.',
    tryThis: 'what was pulled until then is kept; please report this',
  });
