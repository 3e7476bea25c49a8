import { isCallStatus } from '../../vonage/call-status.ts';
import { isJsonObject, type JsonObject } from '../../vonage/json.ts';
import { legOf } from '../../vonage/webhook.ts';
import type { RtcEventWebhook } from '../../vonage/webhooks/rtc-event.ts';
import { factsOfWebhook } from '../exchange-facts.ts';
import type { Flow, Leg } from '../flow.ts';
import { reachStatus } from '../observe.ts';
import { textAt, timeAt } from '../recorded/field-of.ts';

/** Statuses that are told by the type alone (rtc-events.md §4). */
const STATUS_OF_TYPE: Readonly<Record<string, string>> = {
  'sip:ringing': 'ringing',
  'rtc:ringing': 'ringing',
  'sip:answered': 'answered',
  'rtc:answered': 'answered',
};

/**
 * What a pulled event says of its leg: of a call that nobody listened to there is no other witness. What a voice event has told
 * stands, but for a status that is further on.
 */
export const learnPulled = (flow: Flow, webhook: RtcEventWebhook, at: number): void => {
  const leg = flow.legs.get(legOf(webhook) ?? '');
  if (leg === undefined) return;
  const { body, type } = webhook;
  const { from, to, direction, status } = factsOfWebhook(webhook);
  leg.direction ??= DIRECTIONS[direction ?? ''];
  leg.from ??= nameOfEnd(from);
  leg.to ??= nameOfEnd(to);
  if (flow.id === leg.uuid) {
    flow.from ??= leg.from;
    flow.to ??= leg.to;
  }
  if (type === 'leg:status:update') reachHistory(leg, body);
  const reached = type === 'leg:status:update' || type === 'sip:status' ? status : STATUS_OF_TYPE[type];
  if (isCallStatus(reached)) reachStatus(leg, reached, at);
  if (type === 'sip:status' || type === 'rtc:status') {
    leg.duration ??= textAt(body, 'duration');
    leg.price ??= priceIn(body);
  }
};

/** `sip:status` has its own words for it (rtc-events.md §6). */
const DIRECTIONS: Readonly<Record<string, Leg['direction']>> = {
  inbound: 'inbound',
  outbound: 'outbound',
  in: 'inbound',
  out: 'outbound',
};

/** An outbound leg without a caller id shows that as its number (rtc-events.md §1.1). */
const nameOfEnd = (name: string | undefined): string | undefined => (name === 'Unknown' ? undefined : name);

/** All statuses so far, each with its time (rtc-events.md §1.2): earlier updates may be gone from the log. */
const reachHistory = (leg: Leg, body: JsonObject): void => {
  const history = body['statusHistory'];
  if (!Array.isArray(history)) return;
  for (const entry of history.filter(isJsonObject)) {
    const status = textAt(entry, 'status');
    const at = timeAt(entry, 'date');
    if (isCallStatus(status) && at !== undefined) reachStatus(leg, status, at);
  }
};

/** Amounts are EUR all over (voice-webhooks.md §3), unless the event says another currency. */
const priceIn = (body: JsonObject): string | undefined => {
  const currency = textAt(body, 'price_currency');
  return currency === undefined || currency === 'EUR' ? textAt(body, 'price') : undefined;
};
