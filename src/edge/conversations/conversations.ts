import { type EventsPage, eventsPage } from '../../vonage/conversation-api/events-page.ts';
import { withFacts } from '../api-failure.ts';
import { type ApplicationKey, applicationSdk } from '../calls/application-sdk.ts';
import { callBase } from '../calls/call-base.ts';
import { oddAnswer } from '../odd-answer.ts';
import { unlessAborted } from '../unless-aborted.ts';
import { conversationFailure } from './conversation-failure.ts';

export interface ConversationsOptions extends ApplicationKey {
  readonly keyOrigin: string;
  /** Another host than Vonage's: the emulator. */
  readonly apiHost: string | undefined;
  /** The application's `voice.region`, as far as it is known. */
  readonly region?: string | undefined;
}

/** A page of a log that is asked for. */
export interface PageWanted {
  readonly conversation: string;
  /** The query of the page, as the one before named it; undefined for the first. */
  readonly query: string | undefined;
  /** `region_url` of an answer webhook of a call in it. */
  readonly regionUrl: string | undefined;
  /** Ends the waiting. */
  readonly signal: AbortSignal;
}

/** The Conversation API of one application, as raw JSON (rtc-events.md §7). */
export interface Conversations {
  /** A page of a conversation's log, the oldest event first. */
  events(wanted: PageWanted): Promise<EventsPage>;
}

/** The largest page that the API documents (rtc-events.md §7): a call has some thirty events. */
const FIRST_PAGE = '?order=asc&page_size=100';

/**
 * Opens the Conversation API through the unmodified `@vonage/server-sdk`, of which only the authenticated transport is used, as in
 * `calls.ts`: its models know neither all types of events nor all forms of a page. Failures carry facts (`factsOf`).
 */
export const openConversations = (options: ConversationsOptions): Conversations => {
  const { apiHost, region } = options;
  const sdk = applicationSdk(options);
  return {
    events: async ({ conversation, query = FIRST_PAGE, regionUrl, signal }) => {
      const { conversations } = await sdk();
      const base = callBase({ apiHost, region, regionUrl });
      const url = `${base}/v1/conversations/${encodeURIComponent(conversation)}/events${query}`;
      let data: unknown;
      try {
        // The SDK's request type wants its own enums for what are plain strings on the wire.
        const sent = conversations.sendRequest<unknown>({ url, method: 'GET' } as never);
        data = (await unlessAborted(sent, signal)).data;
      } catch (error) {
        throw await conversationFailure(error, { ...options, base, conversation });
      }
      const page = eventsPage(data);
      if (page) return page;
      throw withFacts(oddAnswer(`the events of ${conversation}`, base, data), {
        status: 200,
        passing: false,
        outcomeUnknown: false,
      });
    },
  };
};
