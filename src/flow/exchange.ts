import type { JsonObject } from '../vonage/json.ts';
import type { SlotId } from '../vonage/slots.ts';
import type { VonageWebhook } from '../vonage/webhook.ts';
import type { Deadline } from './ncco-use.ts';
import type { BuiltInSocket } from './sockets/built-in-sockets.ts';
import type { Standing } from './standing.ts';
import type { Reply, WebhookRequest } from './webhook-request.ts';

/** Where a request was addressed. */
export type Target =
  | { readonly at: 'slot'; readonly slot: SlotId }
  | { readonly at: 'ncco'; readonly name: string }
  /** A path of the user's own server that may pass (DESIGN §4). */
  | { readonly at: 'forward' }
  /** A WebSocket of the listener itself. */
  | { readonly at: 'built-in'; readonly socket: BuiltInSocket }
  | { readonly at: 'unknown' };

/** What the body turned out to be. */
export type Content =
  | {
      readonly form: 'webhook';
      readonly webhook: VonageWebhook;
      /** The same as it came: the parsed body, or the query's parameters, with the objects inside them. */
      readonly fields: JsonObject;
    }
  /** The handshake of a WebSocket. Its query is the application's own, whatever it holds. */
  | { readonly form: 'websocket' }
  /** No fields at all: an empty body and no query. */
  | { readonly form: 'empty' }
  /** Said to be JSON, or nothing, and is not a JSON object; the text is the parser's complaint. */
  | { readonly form: 'bad-json'; readonly complaint: string }
  /** Another content type: form posts, audio, whatever the user's own routes take. */
  | { readonly form: 'other'; readonly contentType: string }
  /** Never arrived whole: too large, too slow, or not HTTP. */
  | { readonly form: 'cut-off'; readonly complaint: string };

/** A reply of the user's server that an NCCO of the config took the place of: where it was asked, how long it had, and why. */
export interface Replaced {
  readonly url: string;
  readonly milliseconds: number;
  readonly why: string;
  /** It gave none: `why` says what failed, `isDown` that nobody was there. Absent: it gave one, or may still. */
  readonly isFailure?: boolean;
  readonly isDown?: boolean;
  /** It had not answered yet. */
  readonly isLate?: boolean;
}

/** Who made the reply. */
export type ReplyOrigin =
  /** The NCCO of this name from the config. */
  | {
      readonly by: 'ncco';
      readonly name: string;
      readonly actions: readonly string[];
      readonly insteadOf?: Replaced;
    }
  /** The user's own server. `failure` says why there is no reply of its own, `isDown` that nobody was there or answered. */
  | {
      readonly by: 'forward';
      readonly url: string;
      readonly milliseconds: number;
      readonly failure?: string;
      readonly isDown?: boolean;
    }
  /** The listener itself: 204 for events, 401 for a refusal, 404, 413 … */
  | { readonly by: 'listener' };

/**
 * One webhook request, what we understood of it, whether its signature held, the reply we gave, and how long it
 * took. The one record that the terminal, `--json`, the store and all later commands read.
 */
export interface Exchange {
  readonly request: WebhookRequest;
  readonly target: Target;
  readonly content: Content;
  readonly standing: Standing;
  readonly reply: Reply;
  readonly origin: ReplyOrigin;
  /** From the last byte of the request to the reply being ready. */
  readonly milliseconds: number;
  /** Hex SHA-256 of the raw body; absent for an empty body. */
  readonly bodySha256?: string;
  /** Faults of the sender, the user's server or our config that show at this exchange, in words. */
  readonly problems: readonly string[];
  /** What else is worth knowing about the reply, in words. */
  readonly remarks?: readonly string[];
  /** How long Vonage waits; of what was forwarded, and of what took long. */
  readonly deadline?: Deadline;
}
