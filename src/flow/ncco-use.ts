import type { SlotSettings } from '../vonage/application.ts';
import { SLOTS, type SlotId } from '../vonage/slots.ts';
import type { VonageWebhook } from '../vonage/webhook.ts';
import type { Content, Target } from './exchange.ts';

/**
 * What the platform does with an NCCO in the reply: it needs one, it takes one, or it passes over it
 * (voice-webhooks.md §2.2, §4.4). Undefined for what is no webhook.
 */
export type NccoUse = 'needs' | 'takes' | 'ignores';

/** Of a status event the ends of a synchronous `connect`, a WebSocket that closed, and machine detection by default. */
const STATUSES_THAT_TAKE_ONE: ReadonlySet<string> = new Set([
  'timeout',
  'failed',
  'rejected',
  'unanswered',
  'busy',
  'disconnected',
  'human',
  'machine',
]);

/** What an NCCO in the reply to a request is good for. */
export const nccoUse = (content: Content, target: Target): NccoUse | undefined => {
  const slot = target.at === 'slot' ? SLOTS[target.slot] : undefined;
  if (slot?.expectsNcco) return content.form === 'websocket' ? undefined : 'needs';
  if (content.form !== 'webhook') return slot ? 'ignores' : undefined;
  return useOfKind(content.webhook, slot !== undefined);
};

const useOfKind = (webhook: VonageWebhook, isEventSlot: boolean): NccoUse => {
  switch (webhook.kind) {
    case 'answer':
      // An answer webhook is known by its lack of everything else; at an event URL it is some event that we do not know.
      return isEventSlot ? 'takes' : 'needs';
    case 'fallback':
    case 'input':
      return 'needs';
    case 'notify':
    case 'unknown':
      return 'takes';
    case 'call-status':
      return STATUSES_THAT_TAKE_ONE.has(webhook.status) ? 'takes' : 'ignores';
    case 'recording':
    case 'transcription':
    case 'transfer':
    case 'error':
    case 'rtc-event':
      return 'ignores';
    default:
      return webhook satisfies never;
  }
};

/** The slot whose settings rule a request: its own, or for an address that an NCCO named, that of its kind. */
export const slotThatRules = (content: Content, target: Target): SlotId | undefined => {
  if (target.at === 'slot') return target.slot;
  if (content.form !== 'webhook') return undefined;
  switch (content.webhook.kind) {
    case 'answer':
      return 'voice.answer';
    case 'fallback':
      return 'voice.fallback';
    case 'rtc-event':
      return 'rtc.event';
    default:
      return 'voice.event';
  }
};

/** How long Vonage waits for a reply. */
export interface Deadline {
  readonly slot: SlotId;
  /** Milliseconds, the time-out of the slot. */
  readonly limit: number;
  /** Milliseconds that the way through the tunnel takes, there and back. */
  readonly tunnel: number;
}

/** The deadline of a request; undefined for what is no webhook. */
export const deadlineOf = (
  content: Content,
  target: Target,
  settingsOf: (slot: SlotId) => SlotSettings,
  tunnel: number,
): Deadline | undefined => {
  const slot = slotThatRules(content, target);
  return slot && { slot, limit: settingsOf(slot).socketTimeout, tunnel };
};

/** How much of the time that Vonage waits a reply has used: 1 is all of it. */
export const shareOf = ({ limit, tunnel }: Deadline, milliseconds: number): number =>
  (milliseconds + tunnel) / limit;

/** From here on a reply is near to coming too late. */
export const NEAR_SHARE = 0.6;
