import { hasCapability, slotAddress } from '../../vonage/application.ts';
import { isJsonObject, type JsonObject } from '../../vonage/json.ts';
import { type Raw, rawAt } from '../../vonage/raw.ts';
import { SLOTS, type Slot, type SlotId } from '../../vonage/slots.ts';

/** What a slot held before it was borrowed, and which URLs in it are ours. */
export interface SlotMemory {
  readonly slot: SlotId;
  readonly before: Raw;
  /** What stood for `webhooks` in the capability when that was no object; undefined when it was one. */
  readonly webhooksBefore?: Raw;
  /** The URLs that this run, and dead runs before it, put there. */
  readonly ours: readonly string[];
}

/** Notes all that is needed to bring a slot back exactly. The slot's capability has to be on. */
export const rememberSlot = (application: JsonObject, slot: SlotId, ours: readonly string[]): SlotMemory => {
  const webhooks = rawAt(capabilityOf(application, slot), ['webhooks']);
  const isObject = webhooks !== 'absent' && isJsonObject(webhooks.value);
  return {
    slot,
    before: isObject ? rawAt(webhooks.value as JsonObject, [SLOTS[slot].key]) : 'absent',
    ...(isObject ? {} : { webhooksBefore: webhooks }),
    ours,
  };
};

/** One memory for each slot: of several the first says what was there before, and all URLs that any of them put there are ours. */
export const joinMemories = (memories: readonly SlotMemory[]): readonly SlotMemory[] => {
  const joined = new Map<SlotId, SlotMemory>();
  for (const memo of memories) {
    const first = joined.get(memo.slot) ?? memo;
    joined.set(memo.slot, { ...first, ours: [...new Set([...first.ours, ...memo.ours])] });
  }
  return [...joined.values()];
};

/** What became of the slots of one look at an application. */
export interface Restoration<A extends JsonObject> {
  readonly application: A;
  readonly restored: readonly SlotId[];
  /** Slots that hold neither our URL nor the old one, or whose capability is off: changed meanwhile. `now` is undefined when empty. */
  readonly changedByOthers: readonly { readonly slot: SlotId; readonly now: string | undefined }[];
}

/**
 * Puts the remembered values back wherever the application still holds a URL of ours; all else stays the same. A slot
 * that was absent becomes absent, and so does a `webhooks` object that was not there before and is empty again.
 */
export const restoreSlots = <A extends JsonObject>(
  application: A,
  memory: readonly SlotMemory[],
): Restoration<A> => {
  let current = application;
  const restored: SlotId[] = [];
  const changedByOthers: { slot: SlotId; now: string | undefined }[] = [];
  for (const memo of memory) {
    const now = slotAddress(current, memo.slot);
    if (holdsOurs(application, memo)) {
      current = withRaw(current, memo);
      restored.push(memo.slot);
    } else if (now !== addressIn(memo.before) || !hasCapability(current, memo.slot)) {
      changedByOthers.push({ slot: memo.slot, now });
    }
  }
  return { application: current, restored, changedByOthers };
};

/**
 * True when the slot holds a URL of ours, also in another spelling of it: whoever stores a URL may normalise it, and
 * one that only got a slash at its end is still nobody else's.
 */
export const holdsOurs = (application: JsonObject, { slot, before, ours }: SlotMemory): boolean => {
  const now = slotAddress(application, slot);
  if (now === undefined) return false;
  if (ours.includes(now)) return true;
  return now !== addressIn(before) && ours.some((url) => spelled(url) === spelled(now));
};

const spelled = (url: string): string => {
  if (!URL.canParse(url)) return url;
  const { origin, pathname, search } = new URL(url);
  return `${origin}${pathname.replace(/\/+$/, '')}${search}`;
};

/** The URL in a remembered value; undefined when it was absent or empty. */
export const addressIn = (raw: Raw): string | undefined => {
  const address = raw !== 'absent' && isJsonObject(raw.value) ? raw.value['address'] : undefined;
  return typeof address === 'string' && address !== '' ? address : undefined;
};

const objectIn = (object: JsonObject, name: string): JsonObject => {
  const raw = rawAt(object, [name]);
  return raw !== 'absent' && isJsonObject(raw.value) ? raw.value : {};
};

const capabilityOf = (application: JsonObject, slot: SlotId): JsonObject =>
  objectIn(objectIn(application, 'capabilities'), SLOTS[slot].capability);

const withRaw = <A extends JsonObject>(application: A, { slot, before, webhooksBefore }: SlotMemory): A => {
  const place: Slot = SLOTS[slot];
  const product = capabilityOf(application, slot);
  const webhooks = put(objectIn(product, 'webhooks'), place.key, before);
  const emptied = webhooksBefore !== undefined && Object.keys(webhooks).length === 0;
  const mended = put(product, 'webhooks', emptied ? webhooksBefore : { value: webhooks });
  const capabilities = put(objectIn(application, 'capabilities'), place.capability, { value: mended });
  return { ...application, capabilities };
};

/** The object with one key set, in its old place, or taken out. */
const put = (object: JsonObject, name: string, raw: Raw): JsonObject => {
  if (raw !== 'absent') return { ...object, [name]: raw.value };
  const { [name]: _gone, ...others } = object;
  return others;
};
