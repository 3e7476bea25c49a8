import type { JsonObject } from '../../../vonage/json.ts';
import { type BodyFault, bodyFault } from '../../../vonage/voice-api/read-body.ts';
import type { RestRequest } from '../../input.ts';
import type { RestReply } from '../problem.ts';
import { CALLS_PATH, callBody, statusOf } from './call-body.ts';
import type { LegRecord } from './ledger.ts';
import { invalidParameters } from './voice-refusal.ts';

/** What `status` may ask for (voice-api.md §3). */
const LISTED_STATUSES: ReadonlySet<string> = new Set([
  'started',
  'ringing',
  'answered',
  'machine',
  'completed',
  'busy',
  'cancelled',
  'failed',
  'rejected',
  'timeout',
  'unanswered',
]);

const PAGE_SIZE = 10;
const LARGEST_PAGE = 100;

type Query = RestRequest['query'];

/**
 * `GET /v1/calls`: filters, order and pages (voice-api.md §3). `record_index` counts pages, as the reference of 2018
 * explains it ("5 in order to return calls 50 to 59") and as SDKs that add one to it need it (U).
 */
export const listCalls = (legs: readonly LegRecord[], query: Query, origin: string): RestReply => {
  const faults = faultsOf(query);
  if (faults.length > 0) return invalidParameters(faults);
  const size = wholeNumber(query['page_size'], PAGE_SIZE);
  const page = wholeNumber(query['record_index'], 0);
  const found = legs.filter(filterFrom(query));
  if (query['order'] === 'desc') found.reverse();
  return {
    status: 200,
    body: {
      count: found.length,
      page_size: size,
      record_index: page,
      _links: linksOf(query, origin, { size, page, last: Math.max(0, Math.ceil(found.length / size) - 1) }),
      _embedded: { calls: found.slice(page * size, (page + 1) * size).map((leg) => callBody(leg, origin)) },
    },
  };
};

const faultsOf = (query: Query): readonly BodyFault[] => {
  const faults: BodyFault[] = [];
  const check = (name: string, isGood: (value: string) => boolean, reason: string): void => {
    const value = query[name];
    if (value !== undefined && !isGood(value))
      faults.push(bodyFault(name, reason, `${name}=${value}: ${reason}`));
  };
  check(
    'status',
    (value) => LISTED_STATUSES.has(value),
    `must be one of: ${[...LISTED_STATUSES].join(', ')}`,
  );
  check('date_start', isDate, 'must be a valid ISO 8601 date');
  check('date_end', isDate, 'must be a valid ISO 8601 date');
  check(
    'page_size',
    (value) => wholeNumber(value, 0) >= 1 && wholeNumber(value, 0) <= LARGEST_PAGE,
    `must be between 1 and ${LARGEST_PAGE}`,
  );
  check('record_index', (value) => wholeNumber(value, 0) >= 0, 'must be at least 0');
  check('order', (value) => value === 'asc' || value === 'desc', 'must be one of: asc, desc');
  return faults;
};

const wholeNumber = (text: string | undefined, normal: number): number =>
  text === undefined ? normal : /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;

const isDate = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/.test(text) &&
  !Number.isNaN(timeOf(text));

/** A time without a zone is UTC. */
const timeOf = (text: string): number =>
  Date.parse(/[T ]/.test(text) && !/(Z|[+-]\d\d:?\d\d)$/.test(text) ? `${text.replace(' ', 'T')}Z` : text);

const filterFrom = (query: Query): ((leg: LegRecord) => boolean) => {
  const { status, date_start, date_end, conversation_uuid } = query;
  const from = date_start === undefined ? Number.NEGATIVE_INFINITY : timeOf(date_start);
  const to = date_end === undefined ? Number.POSITIVE_INFINITY : timeOf(date_end);
  return (leg) =>
    (status === undefined || statusOf(leg) === status) &&
    (conversation_uuid === undefined || leg.conversation === conversation_uuid) &&
    leg.createdAt >= from &&
    leg.createdAt <= to;
};

interface Pages {
  readonly size: number;
  readonly page: number;
  /** Index of the last page. */
  readonly last: number;
}

/** Absolute, for the Node SDK reads them with `new URL` (§3); the filters stay in them. */
const linksOf = (query: Query, origin: string, { size, page, last }: Pages): JsonObject => {
  const { record_index: _index, page_size: _size, ...filters } = query;
  const link = (index: number | undefined) => ({
    href: `${origin}${CALLS_PATH}?${new URLSearchParams({
      page_size: String(size),
      ...(index !== undefined && { record_index: String(index) }),
      ...filters,
    })}`,
  });
  return {
    self: link(page),
    first: link(undefined),
    last: link(last),
    ...(page < last && { next: link(page + 1) }),
    ...(page > 0 && { prev: link(Math.min(page - 1, last)) }),
  };
};
