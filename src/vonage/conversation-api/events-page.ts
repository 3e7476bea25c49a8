import { isJsonObject, type JsonObject } from '../json.ts';

/** A page of a conversation's log. */
export interface EventsPage {
  readonly events: readonly JsonObject[];
  /** The query of the page after it, with its question mark; undefined on the last one. */
  readonly next: string | undefined;
}

/**
 * Reads a reply of `GET /v1/conversations/{id}/events`; undefined when it is none. `_embedded` is a bare array in the reference,
 * `{events}` in Vonage's own Java SDK and `{data: {events}}` in old clients (rtc-events.md §7).
 */
export const eventsPage = (data: unknown): EventsPage | undefined => {
  if (!isJsonObject(data)) return undefined;
  const events = eventsIn(data['_embedded']) ?? (isJsonObject(data['_links']) ? [] : undefined);
  return events && { events, next: nextOf(data['_links']) };
};

const eventsIn = (embedded: unknown): readonly JsonObject[] | undefined => {
  if (Array.isArray(embedded)) return embedded.filter(isJsonObject);
  if (!isJsonObject(embedded)) return undefined;
  return eventsIn(embedded['events']) ?? eventsIn(embedded['data']);
};

/** Of an address only the query counts: where to ask is not for a reply to say, for a token goes along. */
const nextOf = (links: unknown): string | undefined => {
  const next = isJsonObject(links) ? links['next'] : undefined;
  const href = isJsonObject(next) ? next['href'] : undefined;
  if (typeof href !== 'string' || !URL.canParse(href, 'https://api.nexmo.com')) return undefined;
  const { search } = new URL(href, 'https://api.nexmo.com');
  return search === '' ? undefined : search;
};
