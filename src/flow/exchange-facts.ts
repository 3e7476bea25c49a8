import type { JsonObject } from '../vonage/json.ts';
import { isJsonObject } from '../vonage/json.ts';
import type { SlotId } from '../vonage/slots.ts';
import { conversationOf, legOf, type VonageWebhook, type WebhookKindName } from '../vonage/webhook.ts';
import { endsOf } from './ends-of.ts';
import type { Content, Exchange } from './exchange.ts';
import type { StepName } from './flow.ts';

/** What the different kinds of webhooks have in common, found where each keeps it. */
export interface ExchangeFacts {
  /** The step of the event flow that the request is (DESIGN §1); undefined for what is no part of a call. */
  readonly step: StepName | undefined;
  /** The webhook's kind, or the form of a content that is no webhook. */
  readonly kind: WebhookKindName | Exclude<Content['form'], 'webhook'>;
  /** A call status, or what an RTC event says of its leg. */
  readonly status: string | undefined;
  /** Type of an RTC event: `member:joined`. */
  readonly event: string | undefined;
  readonly leg: string | undefined;
  readonly conversation: string | undefined;
  /** A number, a user's name or a URI. */
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly direction: string | undefined;
  /** The event's own timestamp, as Vonage wrote it. */
  readonly time: string | undefined;
}

const STEP_OF_SLOT: Readonly<Partial<Record<SlotId, StepName>>> = {
  'voice.answer': '2',
  'voice.fallback': '2',
  'voice.event': '5a',
  'rtc.event': '5b',
};

/** The facts of an exchange, as far as its webhook tells them. */
export const factsOf = (exchange: Exchange): ExchangeFacts => {
  const { content, target } = exchange;
  const slotStep = target.at === 'slot' ? STEP_OF_SLOT[target.slot] : undefined;
  if (content.form !== 'webhook') {
    return { ...NOTHING, step: slotStep, kind: content.form };
  }
  return factsOfWebhook(content.webhook, slotStep);
};

/** The same of what Vonage said alone. @param slotStep the step of where it arrived */
export const factsOfWebhook = (webhook: VonageWebhook, slotStep?: StepName): ExchangeFacts => ({
  step: stepOf(webhook, slotStep),
  kind: webhook.kind,
  leg: legOf(webhook),
  conversation: conversationOf(webhook),
  ...particulars(webhook),
});

const NOTHING: Omit<ExchangeFacts, 'step' | 'kind'> = {
  status: undefined,
  event: undefined,
  leg: undefined,
  conversation: undefined,
  from: undefined,
  to: undefined,
  direction: undefined,
  time: undefined,
};

/** What arrived decides; where it arrived only for what we do not understand. */
const stepOf = (webhook: VonageWebhook, slotStep: StepName | undefined): StepName | undefined => {
  if (webhook.kind === 'answer' || webhook.kind === 'fallback') return '2';
  if (webhook.kind === 'rtc-event') return '5b';
  return webhook.kind === 'unknown' ? slotStep : '5a';
};

type Particulars = Pick<ExchangeFacts, 'status' | 'event' | 'from' | 'to' | 'direction' | 'time'>;

const NO_PARTICULARS: Particulars = {
  status: undefined,
  event: undefined,
  from: undefined,
  to: undefined,
  direction: undefined,
  time: undefined,
};

const particulars = (webhook: VonageWebhook): Particulars => {
  switch (webhook.kind) {
    case 'answer':
    case 'fallback':
      return { ...NO_PARTICULARS, from: webhook.from ?? webhook.from_user, to: webhook.to };
    case 'call-status':
      return {
        status: webhook.status,
        event: undefined,
        ...endsOf(webhook),
        direction: webhook.direction,
        time: webhook.timestamp,
      };
    case 'input':
      return {
        ...NO_PARTICULARS,
        from: webhook.from ?? undefined,
        to: webhook.to ?? undefined,
        time: webhook.timestamp,
      };
    case 'rtc-event':
      return { ...ofBody(webhook.body), event: webhook.type, time: webhook.timestamp };
    case 'recording':
    case 'transcription':
    case 'transfer':
    case 'notify':
    case 'error':
      return { ...NO_PARTICULARS, time: webhook.timestamp };
    case 'unknown':
      return {
        ...NO_PARTICULARS,
        status: textAt(webhook.extra, 'status'),
        time: textAt(webhook.extra, 'timestamp'),
      };
    default:
      return webhook satisfies never;
  }
};

/** Of an RTC body: `sip:status` has plain numbers, the others a channel with both ends (rtc-events.md §1.1, §4). */
const ofBody = (body: JsonObject): Particulars => {
  const channel = isJsonObject(body['channel']) ? body['channel'] : undefined;
  return {
    ...NO_PARTICULARS,
    status: textAt(body, 'status'),
    from: textAt(body, 'from') ?? partyOf(channel?.['from']),
    to: textAt(body, 'to') ?? partyOf(channel?.['to']),
    direction: textAt(body, 'direction'),
  };
};

/** One end of a channel in a word: its number, user, URI or extension (rtc-events.md §1.1). */
const partyOf = (end: unknown): string | undefined => {
  if (!isJsonObject(end)) return undefined;
  return textAt(end, 'number') ?? textAt(end, 'user') ?? textAt(end, 'uri') ?? textAt(end, 'extension');
};

const textAt = (object: JsonObject, name: string): string | undefined => {
  const value = object[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
};
