/**
 * A path of fields such as `from` or `speech.results`. Places in lists are left out: a path passes through lists by itself,
 * and `speech.results.0.text`, as `when` has it, means the text of each result.
 */
export const segmentsOf = (path: string): readonly string[] =>
  path.split('.').filter((segment) => !/^\d+$/.test(segment));

/** The fields that hold the id of a call, a leg or a conversation. */
export const ID_FIELDS = [
  'uuid',
  'call_uuid',
  'conversation_uuid',
  'conversation_uuid_from',
  'conversation_uuid_to',
  'conversation_id',
  'leg_id',
  'rtc_id',
] as const;

/**
 * The fields that a record is filed and understood by: who redacts them has a record of nothing. The numbers of a call, what was
 * said and pressed are none of them.
 */
export const NEEDED_FIELDS = [
  ...ID_FIELDS,
  'status',
  'type',
  'timestamp',
  'action',
  'original_request',
] as const;

const NEEDED: ReadonlySet<string> = new Set(NEEDED_FIELDS);

/** Whether records could not be understood without a field of this name. */
export const isNeeded = (name: string): boolean => NEEDED.has(name);

/** Whether a path ends in such a field. */
export const endsInNeeded = (path: string): boolean => isNeeded(segmentsOf(path).at(-1) ?? '');

/** A place on the way through some paths. */
export interface Crossing {
  readonly next: ReadonlyMap<string, Crossing>;
  /** The path that ends here. */
  readonly ends: string | undefined;
}

interface Growing extends Crossing {
  readonly next: Map<string, Growing>;
  ends: string | undefined;
}

const crossing = (): Growing => ({ next: new Map(), ends: undefined });

/** What was pressed and said comes in RTC events as well, under other names (rtc-events.md §4). */
const IN_RTC_EVENTS: ReadonlyMap<string, readonly string[]> = new Map([
  ['dtmf', ['body.digits', 'body.digit']],
  ['dtmf.digits', ['body.digits', 'body.digit']],
  ['digits', ['digit']],
  ['speech', ['asr']],
  ['speech.results', ['asr.results']],
  ['speech.results.text', ['asr.results.word']],
]);

/** The paths as a tree of their segments. */
export const crossingsOf = (paths: readonly string[]): Crossing => {
  const root = crossing();
  const add = (segments: readonly string[], path: string): void => {
    let at = root;
    for (const segment of segments) {
      const next = at.next.get(segment) ?? crossing();
      at.next.set(segment, next);
      at = next;
    }
    at.ends ??= path;
  };
  for (const path of paths) add(segmentsOf(path), path);
  for (const path of paths)
    for (const other of IN_RTC_EVENTS.get(segmentsOf(path).join('.')) ?? []) add(segmentsOf(other), path);
  return root;
};

/** Where one stands in a value: on the way along some paths, each of which may begin anywhere. */
export type Way = readonly Crossing[];

/** The way that goes on at a field, and the path that ends there, if one does. */
export const along = (
  root: Crossing,
  way: Way,
  name: string,
): { readonly way: Way; readonly ends: string | undefined } => {
  const first = root.next.get(name);
  if (first === undefined && way.length === 0) return NOWHERE;
  const on = first === undefined ? [] : [first];
  for (const { next } of way) {
    const there = next.get(name);
    if (there) on.push(there);
  }
  return { way: on, ends: on.find(({ ends }) => ends !== undefined)?.ends };
};

const NOWHERE: { readonly way: Way; readonly ends: undefined } = { way: [], ends: undefined };
