import type { CallUuid, ConversationUuid } from '../vonage/ids.ts';
import type { JsonObject } from '../vonage/json.ts';
import type { PlatformEvent } from '../vonage/platform-event.ts';
import type { SlotId } from '../vonage/slots.ts';
import type { CloseMedia, LoginEffect, TellClient } from './client/client-session.ts';
import type { UnusedReaction } from './script.ts';
import type { SocketEffect } from './socket/socket-effect.ts';

/** What the platform wants done. The host does it and feeds the results back as inputs. */
export type Effect =
  | SendWebhook
  | MeasureAudio
  | SocketEffect
  | { readonly do: 'wake'; readonly timer: string; readonly at: number }
  | { readonly do: 'cancel'; readonly timer: string }
  | LoginEffect
  | TellClient
  | CloseMedia
  | { readonly do: 'note'; readonly event: PlatformEvent }
  | {
      readonly do: 'answer-rest';
      readonly ticket: string;
      readonly status: number;
      readonly body: JsonObject | undefined;
      readonly why?: string;
    }
  | {
      readonly do: 'place-call';
      readonly ticket: string;
      readonly call: CallUuid;
      readonly conversation: ConversationUuid;
    }
  /** The call could not even begin. */
  | { readonly do: 'refuse-call'; readonly ticket: string; readonly problem: string }
  /** All legs are over, all webhooks settled, all bills written. */
  | {
      readonly do: 'close-call';
      readonly call: CallUuid;
      readonly problems: readonly string[];
      readonly unused: readonly UnusedReaction[];
      readonly completed: boolean;
    };

export interface SendWebhook {
  readonly do: 'send-webhook';
  readonly request: string;
  /** Word for the kind, and whose limits hold. */
  readonly kind: string;
  readonly slot: SlotId;
  readonly order: Order;
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly fields: JsonObject;
  /** Whether the request carries a JWT, and for which application. */
  readonly signed: boolean;
  readonly application: string;
  /** Milliseconds to connect, and then for the reply. */
  readonly connectTimeout: number;
  readonly socketTimeout: number;
}

/** Find out how long the audio file lasts that a `stream` plays; answered by `audio-measured`. */
export interface MeasureAudio {
  readonly do: 'measure-audio';
  readonly request: string;
  readonly order: Order;
  readonly url: string;
}

/** Replies of one instant enter in this order: call, leg, sequence (DESIGN §8). */
export interface Order {
  readonly call: number;
  /** 0 for what concerns the conversation. */
  readonly leg: number;
  readonly sequence: number;
}

export const compareOrder = (left: Order, right: Order): number =>
  left.call - right.call || left.leg - right.leg || left.sequence - right.sequence;
