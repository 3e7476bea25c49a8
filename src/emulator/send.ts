import { type Application, slotAddress, slotMethod, slotValue } from '../vonage/application.ts';
import { isJsonObject, type JsonObject } from '../vonage/json.ts';
import { SLOTS, type SlotId } from '../vonage/slots.ts';
import type { SendWebhook } from './effect.ts';
import type { Call, EventTarget, Leg } from './platform.ts';
import type { PendingRequest, Purpose } from './request.ts';
import { holdBack } from './shuffle.ts';
import { schedule, type Turn } from './turn.ts';

/** What to send; where to is found in the application. */
export interface Parcel {
  /** Word for the kind: a status, `answer`, `input`, `rtc:hangup` … */
  readonly kind: string;
  readonly leg: Leg | undefined;
  /** Instead of the application's event URL. */
  readonly target: EventTarget | undefined;
  readonly fields: JsonObject;
  readonly purpose: Purpose;
}

/** Sends to the parcel's target or to the voice event URL; false when there is neither (events are optional). */
export const sendVoiceEvent = (turn: Turn, call: Call, parcel: Parcel): boolean =>
  sendTo(turn, call, 'voice.event', parcel);

/** True when the application has an RTC event URL. */
export const hearsRtc = (turn: Turn, call: Call): boolean => {
  const application = turn.platform.applications.get(call.application);
  return application !== undefined && slotAddress(application, 'rtc.event') !== undefined;
};

/** Sends to the RTC event URL (5b); false when the application has none. */
export const sendRtcEvent = (turn: Turn, call: Call, parcel: Parcel): boolean =>
  sendTo(turn, call, 'rtc.event', parcel);

/** Asks the answer URL; false when the application has none. */
export const askAnswer = (turn: Turn, call: Call, parcel: Parcel): boolean =>
  sendTo(turn, call, 'voice.answer', parcel);

const sendTo = (turn: Turn, call: Call, slot: SlotId, parcel: Parcel): boolean => {
  const application = turn.platform.applications.get(call.application);
  // The slots are read at every webhook: what somebody changes takes effect in a running call (U, our choice).
  const target = parcel.target ?? (slot === 'voice.event' ? call.events : undefined);
  const url = target?.url ?? (application && slotAddress(application, slot));
  if (application === undefined || url === undefined) return false;
  const method = target?.method ?? slotMethod(application, slot);
  const order = { call: call.number, leg: parcel.leg?.number ?? 0, sequence: nextSequence(call, parcel.leg) };
  launch(turn, call, application, {
    call: call.number,
    kind: parcel.kind,
    leg: parcel.leg?.uuid,
    slot,
    url,
    method,
    fields: parcel.fields,
    order,
    attempt: 1,
    failedFirst: undefined,
    purpose: parcel.purpose,
  });
  return true;
};

const nextSequence = (call: Call, leg: Leg | undefined): number => {
  if (leg === undefined) return call.requestsEver + 1;
  leg.sequence += 1;
  return leg.sequence;
};

/** The same webhook once more (voice-webhooks.md §7, §8: exactly one more attempt). `words`: why the first one failed. */
export const sendAgain = (turn: Turn, call: Call, request: PendingRequest, words: string): void => {
  const application = turn.platform.applications.get(call.application);
  if (application)
    launch(turn, call, application, { ...request, attempt: request.attempt + 1, failedFirst: words });
};

/**
 * Asks the fallback URL in place of a webhook that failed: its data plus `reason` and `original_request` (§7, S).
 * False when the application has no such URL.
 */
export const sendFallback = (turn: Turn, call: Call, failed: PendingRequest, reason: string): boolean => {
  const application = turn.platform.applications.get(call.application);
  const url = application && slotAddress(application, 'voice.fallback');
  if (application === undefined || url === undefined) return false;
  const { purpose } = failed;
  const type = purpose.for === 'answer' || purpose.for === 'transfer' ? 'answer' : 'event';
  launch(turn, call, application, {
    ...failed,
    kind: 'fallback',
    slot: 'voice.fallback',
    url,
    method: slotMethod(application, 'voice.fallback'),
    fields: { ...failed.fields, reason, original_request: { url: failed.url, type } },
    attempt: 1,
    failedFirst: undefined,
    instead: { kind: failed.kind, url: failed.url },
  });
  return true;
};

const launch = (turn: Turn, call: Call, application: Application, request: PendingRequest): void => {
  call.requestsEver += 1;
  const id = `${call.number}.${call.requestsEver}`;
  const value = slotValue(application, request.slot);
  const webhook: SendWebhook = {
    do: 'send-webhook',
    request: id,
    kind: request.kind,
    slot: request.slot,
    order: request.order,
    url: request.url,
    method: request.method,
    fields: request.fields,
    signed: isSigned(application, request.slot),
    application: application.id,
    connectTimeout: limit(value?.['connect_timeout'], SLOTS[request.slot].connectTimeout),
    socketTimeout: limit(value?.['socket_timeout'], SLOTS[request.slot].socketTimeout),
  };
  const delay = holdBack(turn.platform, id, request);
  if (delay === 0) send(turn, call, webhook, request);
  else schedule(turn, call, delay, { do: 'send', webhook, request });
};

/** Lets a webhook leave. */
export const send = (turn: Turn, call: Call, webhook: SendWebhook, request: PendingRequest): void => {
  call.openRequests += 1;
  turn.platform.requests.set(webhook.request, request);
  turn.effects.push(webhook);
};

const limit = (value: unknown, normal: number): number =>
  typeof value === 'number' && value > 0 ? value : normal;

/** `signed_callbacks` of the capability, true unless switched off (voice-webhooks.md §9, S). */
const isSigned = (application: Application, slot: SlotId): boolean => {
  const capabilities = application['capabilities'];
  const capability = isJsonObject(capabilities) ? capabilities[SLOTS[slot].capability] : undefined;
  return !(isJsonObject(capability) && capability['signed_callbacks'] === false);
};

/** The address in an action's `eventUrl`, with its `eventMethod` (ncco.md §1: an array of one URL, POST by default). */
export const eventTarget = (action: {
  readonly eventUrl?: unknown;
  readonly eventMethod?: unknown;
}): EventTarget | undefined => {
  const url: unknown = Array.isArray(action.eventUrl) ? action.eventUrl[0] : undefined;
  if (typeof url !== 'string') return undefined;
  return { url, method: String(action.eventMethod ?? 'POST').toUpperCase() === 'GET' ? 'GET' : 'POST' };
};
