import type { CallUuid } from '../vonage/ids.ts';
import type { JsonObject } from '../vonage/json.ts';
import type { SlotId } from '../vonage/slots.ts';
import type { Order } from './effect.ts';

/** A webhook that was sent and whose reply is missing. */
export interface PendingRequest {
  readonly call: number;
  readonly kind: string;
  readonly leg: CallUuid | undefined;
  /** Whose limits hold; with `eventUrl` still the event slot's. */
  readonly slot: SlotId;
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly fields: JsonObject;
  readonly order: Order;
  /** 1 or 2: the platform tries twice (voice-webhooks.md §7). */
  readonly attempt: number;
  /** Why the first try failed, in words; undefined at the first. */
  readonly failedFirst: string | undefined;
  readonly purpose: Purpose;
  /** Set when this asks the fallback URL: the webhook that failed before. */
  readonly instead?: { readonly kind: string; readonly url: string };
}

/** What a reply may do (voice-webhooks.md §4.4). */
export type Purpose =
  /** Nothing: any success is fine. */
  | { readonly for: 'information' }
  /** The first NCCO of the request's leg; without it the leg ends. */
  | { readonly for: 'answer' }
  /** The NCCO to which the request's leg is transferred; without it all goes on. */
  | { readonly for: 'transfer' }
  /** An NCCO in the reply replaces the running one, while this action is still the running one. */
  | { readonly for: 'action'; readonly action: number }
  /** An NCCO in the reply replaces whatever runs on that leg; without one all goes on. */
  | { readonly for: 'replacement'; readonly on: CallUuid };
