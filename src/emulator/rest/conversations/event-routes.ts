import { isJsonObject, type JsonObject } from '../../../vonage/json.ts';
import type { Conversation } from '../../conversation.ts';
import { carrierOf } from '../../errand.ts';
import type { RestRequest } from '../../input.ts';
import { logEvent } from '../../logged-event.ts';
import { emit } from '../../rtc-events.ts';
import { isoTime, type Turn } from '../../turn.ts';
import { cursorPage } from '../cursor-page.ts';
import type { InvalidParameter, RestReply } from '../problem.ts';
import type { Answer, Params, Routes } from '../route.ts';
import { CONVERSATIONS_PATH } from './conversation-body.ts';
import { conversationFor, noConversation } from './conversation-routes.ts';
import { membersOf } from './member-body.ts';
import { pageReply } from './page-reply.ts';
import { postEvent } from './post-event.ts';
import { refuse } from './refuse.ts';

/** More types in one filter are refused (rtc-events.md §7). */
const MOST_TYPES = 5;

/**
 * The log: the newest events of the conversation. `_embedded` is the bare array of the reference and of most SDKs
 * (rtc-events.md §7).
 */
export const listEvents = (
  turn: Turn,
  request: RestRequest,
  params: Params,
  isAskedFor: (event: JsonObject) => boolean = () => true,
): RestReply => {
  const conversation = conversationFor(turn, request, params);
  if (conversation === undefined) return noConversation(turn);
  const faults = faultsOf(request.query);
  if (faults.length > 0) return refuse(turn, 'http:error:validation-fail', faults);
  const isWanted = filterFrom(request.query);
  const leavesOut = request.query['exclude_deleted_events'] === 'true';
  const found = eventsOf(conversation).filter(
    (event) => isWanted(event) && isAskedFor(event) && !(leavesOut && isDeleted(event)),
  );
  return pageReply(turn, cursorPage(found, request), (items) =>
    items.map((event) => eventBody(event, conversation.id, request.origin)),
  );
};

const read: Answer = (turn, request, params) => {
  const conversation = conversationFor(turn, request, params);
  if (conversation === undefined) return noConversation(turn);
  const event = eventsOf(conversation).find(({ id }) => String(id) === params['event']);
  return event
    ? { status: 200, body: eventBody(event, conversation.id, request.origin) }
    : refuse(turn, 'event:error:not-found');
};

export const createEvent: Answer = (turn, request, params) => {
  const conversation = conversationFor(turn, request, params);
  if (conversation === undefined) return noConversation(turn);
  if (!isJsonObject(request.body)) return refuse(turn, 'http:error:validation-fail');
  const posted = postEvent(turn, conversation, request.body);
  return 'refusal' in posted
    ? posted.refusal
    : { status: 201, body: eventBody(posted.event, conversation.id, request.origin) };
};

/** A deleted event keeps its id and says when it was deleted; only what people sent can be (rtc-events.md §7). */
const remove: Answer = (turn, request, params) => {
  const conversation = conversationFor(turn, request, params);
  if (conversation === undefined) return noConversation(turn);
  const at = conversation.history.findIndex((one) => String(one.fields()['id']) === params['event']);
  const event = conversation.history[at]?.fields();
  if (event === undefined) return refuse(turn, 'event:error:not-found');
  if (!/^(message$|custom:)/.test(String(event['type'])))
    return refuse(turn, 'http:error:validation-fail', [
      { name: 'event_id', reason: 'only message and custom events can be deleted' },
    ]);
  const deleted = { ...event, body: { timestamp: { deleted: isoTime(turn.at) } } };
  conversation.history[at] = logEvent(() => deleted);
  tellOfDeletion(turn, conversation, request, Number(event['id']));
  return { status: 204, body: undefined };
};

/**
 * Apps hear of it (client-sdk.md §1.1). The RTC event URL does not: Vonage took the type from the list of what is sent there
 * (rtc-events.md §4, PR3645).
 */
const tellOfDeletion = (
  turn: Turn,
  conversation: Conversation,
  { query }: RestRequest,
  deleted: number,
): void => {
  emit(turn, carrierOf(turn, conversation), {
    type: 'event:delete',
    leg: undefined,
    member: membersOf(conversation).find(({ member }) => member.id === query['from'])?.member,
    to: undefined,
    conversation,
    body: () => ({ event_id: deleted }),
    isKept: true,
    isForApps: true,
  });
};

const eventsOf = ({ history }: Conversation): readonly JsonObject[] => history.map((event) => event.fields());

const isDeleted = ({ body }: JsonObject): boolean => {
  const timestamp = isJsonObject(body) ? body['timestamp'] : undefined;
  return isJsonObject(timestamp) && timestamp['deleted'] !== undefined;
};

const EVENTS = `${CONVERSATIONS_PATH}/:id/events`;

export const EVENT_ROUTES: Routes = {
  [EVENTS]: { GET: listEvents, POST: createEvent },
  [`${EVENTS}/:event`]: { GET: read, DELETE: remove },
};

/** On the wire of a webhook an event names its application and conversation; here its address does (§3). */
const eventBody = (event: JsonObject, conversation: string, origin: string): JsonObject => {
  const { application_id: _application, conversation_id: _conversation, ...fields } = event;
  // What only passed has no address.
  if (event['id'] === undefined) return fields;
  const href = `${origin}${CONVERSATIONS_PATH}/${conversation}/events/${String(event['id'])}`;
  return { ...fields, _links: { self: { href } } };
};

const typesOf = (query: RestRequest['query']): readonly string[] | undefined =>
  query['event_type']?.split(',').map((type) => type.trim());

const faultsOf = (query: RestRequest['query']): readonly InvalidParameter[] => {
  const faults = ['start_id', 'end_id']
    .filter((name) => query[name] !== undefined && !/^\d+$/.test(query[name]))
    .map((name) => ({ name, reason: `"${name}" must be a number` }));
  if ((typesOf(query)?.length ?? 0) <= MOST_TYPES) return faults;
  return [...faults, { name: 'event_type', reason: `"event_type" can hold ${MOST_TYPES} types` }];
};

const filterFrom = (query: RestRequest['query']): ((event: JsonObject) => boolean) => {
  const types = typesOf(query);
  const from = Number(query['start_id'] ?? 0);
  const to = Number(query['end_id'] ?? Number.POSITIVE_INFINITY);
  return ({ id, type }) =>
    Number(id) >= from && Number(id) <= to && (types === undefined || types.includes(String(type)));
};
