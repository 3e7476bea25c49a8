import { isJsonObject, type Json, type JsonObject } from './json.ts';
import { SLOTS, type SlotId } from './slots.ts';

/**
 * An application as the Applications API gives it: raw JSON, because PUT replaces the whole object and refuses
 * keys it does not know, so everything that is not ours must go back exactly as it came (applications-api.md §3, §4.3).
 */
export type Application = JsonObject & { readonly id: string; readonly name: string };

/** A webhook object of an application (applications-api.md §2.2). Unknown keys are kept. */
export type SlotValue = JsonObject & { readonly address: string };

export const isApplication = (value: unknown): value is Application =>
  isJsonObject(value) && typeof value['id'] === 'string' && typeof value['name'] === 'string';

const objectAt = (value: Json | undefined, name: string): JsonObject | undefined => {
  const inner = isJsonObject(value) ? value[name] : undefined;
  return isJsonObject(inner) ? inner : undefined;
};

/** True when the application has the slot's capability switched on. */
export const hasCapability = (application: JsonObject, slot: SlotId): boolean =>
  objectAt(application['capabilities'], SLOTS[slot].capability) !== undefined;

/** The raw webhook object in a slot, or undefined when the slot is absent. */
export const slotValue = (application: JsonObject, slot: SlotId): JsonObject | undefined => {
  const { capability, key } = SLOTS[slot];
  return objectAt(objectAt(objectAt(application['capabilities'], capability), 'webhooks'), key);
};

/** The URL in a slot; undefined when the slot is absent or empty. */
export const slotAddress = (application: JsonObject, slot: SlotId): string | undefined => {
  const address = slotValue(application, slot)?.['address'];
  return typeof address === 'string' && address !== '' ? address : undefined;
};

/** The HTTP method that Vonage uses for a slot of this application. */
export const slotMethod = (application: JsonObject, slot: SlotId): 'GET' | 'POST' => {
  const method = slotValue(application, slot)?.['http_method'];
  return method === 'GET' || method === 'POST' ? method : SLOTS[slot].defaultMethod;
};

/** How Vonage asks for a slot. Time-outs are in milliseconds. */
export interface SlotSettings {
  readonly method: 'GET' | 'POST';
  readonly connectTimeout: number;
  readonly socketTimeout: number;
}

/** What Vonage does where an application says nothing (voice-webhooks.md §8). */
export const defaultSettings = (slot: SlotId): SlotSettings => {
  const { defaultMethod, connectTimeout, socketTimeout } = SLOTS[slot];
  return { method: defaultMethod, connectTimeout, socketTimeout };
};

/** How Vonage asks for a slot of this application; `connection_timeout` is the older name of one (§8). */
export const slotSettings = (application: JsonObject, slot: SlotId): SlotSettings => {
  const value = slotValue(application, slot);
  const normal = defaultSettings(slot);
  const time = (given: Json | undefined, otherwise: number): number =>
    typeof given === 'number' && given > 0 ? given : otherwise;
  return {
    method: slotMethod(application, slot),
    connectTimeout: time(value?.['connect_timeout'] ?? value?.['connection_timeout'], normal.connectTimeout),
    socketTimeout: time(value?.['socket_timeout'], normal.socketTimeout),
  };
};

/**
 * The application with one slot's webhook object replaced, or taken out with `undefined`. Everything else is the
 * same object. The capability must be there; a missing `webhooks` object is made, and stays when it empties.
 */
export const withSlot = <A extends JsonObject>(
  application: A,
  slot: SlotId,
  value: JsonObject | undefined,
): A => {
  const { capability, key } = SLOTS[slot];
  const capabilities = objectAt(application, 'capabilities') ?? {};
  const product = objectAt(capabilities, capability) ?? {};
  const webhooks = replaced(objectAt(product, 'webhooks') ?? {}, key, value);
  return { ...application, capabilities: { ...capabilities, [capability]: { ...product, webhooks } } };
};

/** A replaced key keeps its place, so that a look at the JSON shows only what changed; a new one comes last. */
const replaced = (before: JsonObject, key: string, value: JsonObject | undefined): JsonObject => {
  if (value !== undefined) return { ...before, [key]: value };
  const { [key]: _gone, ...others } = before;
  return others;
};
