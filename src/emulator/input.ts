import type { ApplicationId, CallUuid } from '../vonage/ids.ts';
import type { JsonObject } from '../vonage/json.ts';
import type { UserState, WhyElsewhere } from '../vonage/platform-event.ts';
import type { ClientNews } from './client/client-session.ts';
import type { RestReply } from './rest/problem.ts';
import type { CallerScript } from './script.ts';
import type { SocketNews } from './socket/socket-news.ts';

/** Everything that can happen to the platform. `at` is the platform's time in milliseconds since 1970. */
export type Input = { readonly at: number } & (
  | CallArrives
  | { readonly type: 'wake'; readonly timer: string }
  | { readonly type: 'reply'; readonly request: string; readonly outcome: Outcome }
  | { readonly type: 'audio-measured'; readonly request: string; readonly length: AudioLength }
  /** The person at this leg hangs up. */
  | { readonly type: 'hang-up'; readonly leg: CallUuid }
  /** Something happened to the WebSocket of this leg. */
  | { readonly type: 'socket'; readonly leg: CallUuid; readonly news: SocketNews }
  /** Something happened to the Client SDK of a user. */
  | { readonly type: 'client'; readonly news: ClientNews }
  | { readonly type: 'rest'; readonly request: RestRequest }
  /** The apps of the users of these names are elsewhere; nobody else's is. */
  | {
      readonly type: 'users-move';
      readonly states: Readonly<Record<string, UserState>>;
      readonly why: WhyElsewhere;
    }
);

export interface CallArrives {
  readonly type: 'call-arrives';
  /** Comes back in the effect that says which call it became. */
  readonly ticket: string;
  /** The calling number, or with `app` the user's name. */
  readonly from: string;
  readonly to: string;
  readonly caller: CallerScript;
  /** The call comes from the Client SDK of a user (`serverCall`), with the data that it was given. */
  readonly app?: { readonly customData?: JsonObject };
}

/** How one try to deliver a webhook ended. */
export interface Outcome {
  /** Undefined when no reply came. */
  readonly status: number | undefined;
  /** The reply's body as text; empty when there was none. */
  readonly body: string;
  /** Why there was no reply: nobody answered, or not in time. */
  readonly failure:
    | { readonly kind: 'connection' | 'time-out' | 'reply'; readonly words: string }
    | undefined;
  /** It failed because somebody asked for that (`--fault`): not the server's doing. */
  readonly onPurpose?: true;
  /** Where it went, when that is not the address as it was written (see `emulated-host.ts`). */
  readonly sentTo?: string;
  /** Hex SHA-256 of the body that was sent; undefined for GET. */
  readonly bodySha256: string | undefined;
  /** Wall time that the try took. */
  readonly milliseconds: number;
}

/** What was found out about an audio file: neither when it is elsewhere and cannot be had from here. */
export interface AudioLength {
  readonly milliseconds?: number;
  /** Why the platform could not play it, in words. */
  readonly problem?: string;
}

export interface RestRequest {
  readonly ticket: string;
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** `http://127.0.0.1:4010`: what the asker calls this place, for links. */
  readonly origin: string;
  /** Whose token was shown; undefined for the account's APIs. */
  readonly application?: ApplicationId;
  /** Set when it was refused before the platform saw it; then it is only told of. */
  readonly refusal?: RestReply;
  /** The Client SDK user of the token, by name. */
  readonly user?: string;
  readonly query: Readonly<Record<string, string>>;
  /** Undefined without a body; `'not-json'` when it could not be read as a JSON object. */
  readonly body: JsonObject | 'not-json' | undefined;
  readonly contentType: string | undefined;
  /** What answers the SDP offer of an app, when the host has media of its own. */
  readonly sdp?: string;
  /** A new key pair, in case the request creates an application: the machine cannot make one. */
  readonly freshKeys?: { readonly publicKey: string; readonly privateKey: string };
}
