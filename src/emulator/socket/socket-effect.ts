import type { CallUuid } from '../../vonage/ids.ts';
import type { JsonObject } from '../../vonage/json.ts';
import type { SocketRate } from '../../vonage/socket-frames.ts';
import type { Order } from '../effect.ts';

/** What the platform wants done with the WebSocket of a leg. */
export type SocketEffect =
  | DialSocket
  | { readonly do: 'cue-socket'; readonly leg: CallUuid; readonly cue: SocketCue }
  /** The leg is over. Nothing to do when there is no socket (any more). */
  | { readonly do: 'close-socket'; readonly leg: CallUuid };

/**
 * Open the socket; answered by the news `opened` or `failed`. What was opened, and what was given up while it opened,
 * brings one last piece of news: `closed` or `failed`.
 */
export interface DialSocket {
  readonly do: 'dial-socket';
  readonly leg: CallUuid;
  readonly order: Order;
  readonly application: string;
  readonly endpoint: SocketEndpoint;
  /** Milliseconds until it counts as unanswered. */
  readonly timeoutMs: number;
  /** What is heard on the line while nobody speaks by script: `silence`, `tone`, or the path of a WAV file. */
  readonly voice: string;
}

/** The endpoint of a `connect`, or of an outbound call, as far as the handshake and the first frame need it. */
export interface SocketEndpoint {
  readonly uri: string;
  readonly contentType: string;
  /** Undefined when the content type is none that Vonage lists. */
  readonly rate: SocketRate | undefined;
  readonly headers: JsonObject;
  /** Without it the handshake has no Authorization header. */
  readonly authorization:
    | { readonly type: 'vonage' }
    | { readonly type: 'custom'; readonly value: string }
    | undefined;
}

/** What somebody in the conversation does that the application hears. */
export type SocketCue =
  | { readonly is: 'key'; readonly digit: string; readonly milliseconds: number }
  /** Takes the place of what is still said; 0: nothing is. */
  | { readonly is: 'speech'; readonly milliseconds: number };
