import type { Application } from '../../vonage/application.ts';
import { isJsonObject, type JsonObject } from '../../vonage/json.ts';
import { type Raw, rawAt, sameRaw, withRawAt } from '../../vonage/raw.ts';
import { SLOT_IDS, SLOTS, type SlotId } from '../../vonage/slots.ts';
import { lostInReply } from '../borrow/lost-in-reply.ts';

/** One place of an application that is changed: enough to do it, to know whether it was done, and to undo it exactly. */
export interface Place {
  readonly path: readonly string[];
  readonly before: Raw;
  readonly after: Raw;
}

/** Where a slot is in an application. */
export const slotPath = (slot: SlotId): readonly string[] => [
  'capabilities',
  SLOTS[slot].capability,
  'webhooks',
  SLOTS[slot].key,
];

const CANDIDATES: readonly (readonly string[])[] = [
  ...SLOT_IDS.map(slotPath),
  ['capabilities', 'voice', 'signed_callbacks'],
  ['capabilities', 'rtc', 'signed_callbacks'],
  ['capabilities', 'voice', 'region'],
  ['capabilities', 'vbc'],
];

/**
 * Where two states of an application differ. A place whose holder was no object before is that holder, so that undoing takes it away
 * again and leaves no empty objects behind.
 */
export const placesOf = (before: Application, after: Application): readonly Place[] => {
  const places = new Map<string, Place>();
  for (const candidate of [...CANDIDATES, ...capabilitiesIn(after)]) {
    const path = candidate.slice(0, holderDepth(before, candidate) + 1);
    const one = { path, before: rawAt(before, path), after: rawAt(after, path) };
    if (!sameRaw(one.before, one.after)) places.set(path.join('.'), one);
  }
  return [...places.values()];
};

const capabilitiesIn = (application: JsonObject): readonly (readonly string[])[] => {
  const capabilities = rawAt(application, ['capabilities']);
  if (capabilities === 'absent' || !isJsonObject(capabilities.value)) return [];
  // Only those that are new: a change deep inside one is found by its own candidate.
  return Object.keys(capabilities.value).map((name) => ['capabilities', name, '']);
};

/** How many steps of a path lead through objects. */
const holderDepth = (application: JsonObject, path: readonly string[]): number => {
  for (let depth = 0; depth < path.length - 1; depth += 1) {
    const raw = rawAt(application, path.slice(0, depth + 1));
    if (raw === 'absent' || !isJsonObject(raw.value)) return depth;
  }
  return path.length - 1;
};

export type PlaceState = 'before' | 'after' | 'other';

/** What a place of the application holds now. What the platform has added to our value, such as default time-outs, is no difference. */
export const stateOf = (application: Application, { path, before, after }: Place): PlaceState => {
  const now = rawAt(application, path);
  if (holds(now, after)) return 'after';
  return holds(now, before) ? 'before' : 'other';
};

const holds = (now: Raw, wanted: Raw): boolean => {
  if (wanted === 'absent') return now === 'absent' || isEmptySlot(now);
  return now !== 'absent' && lostInReply(wanted.value, now.value).length === 0;
};

/** The API shows a slot that holds nothing as absent, or with an empty address (applications-api.md §2.2). */
const isEmptySlot = (raw: Raw): boolean =>
  raw !== 'absent' && isJsonObject(raw.value) && raw.value['address'] === '';

export const withPlaces = (
  application: Application,
  places: readonly Place[],
  side: 'before' | 'after',
): Application => places.reduce((changed, place) => withRawAt(changed, place.path, place[side]), application);

/** Places in the words of the command line: `voice.answer, voice.region`. */
export const namesOf = (places: readonly Place[]): string => places.map(nameOf).join(', ');

const nameOf = ({ path, before, after }: Place): string => {
  const words = path.slice(1).join('.');
  if (!path.includes('webhooks')) return words;
  const inside = (slot: SlotId): boolean => {
    const rest = slotPath(slot).slice(path.length);
    const isThere = (raw: Raw) =>
      raw !== 'absent' &&
      (rest.length === 0 || (isJsonObject(raw.value) && rawAt(raw.value, rest) !== 'absent'));
    return (
      `${slotPath(slot).join('.')}.`.startsWith(`${path.join('.')}.`) && (isThere(before) || isThere(after))
    );
  };
  return SLOT_IDS.filter(inside).join(', ') || words;
};
