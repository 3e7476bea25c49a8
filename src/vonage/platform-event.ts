import type { CallStatus, Direction } from './call-status.ts';
import type { JsonObject } from './json.ts';
import type { Action } from './ncco.ts';

/**
 * What the emulated platform did that no webhook shows: the call that was placed (1), the conversation and who
 * joined it (4), what the Client SDK got (5c), keys that were pressed, actions that ran.
 */
export interface PlatformNotice {
  readonly type: 'platform';
  /** Milliseconds since 1970 on the platform's clock. */
  readonly at: number;
  readonly event: PlatformEvent;
}

export type PlatformEvent =
  | {
      readonly name: 'call-placed';
      readonly call: string;
      readonly leg: string;
      readonly conversation: string;
      readonly from: string;
      readonly to: string;
    }
  | { readonly name: 'conversation-created'; readonly conversation: string; readonly call: string }
  | {
      readonly name: 'member-joined' | 'member-left';
      readonly conversation: string;
      readonly leg: string;
      /** A number or a user's name. */
      readonly who: string;
      readonly channel: string;
    }
  | {
      /** A leg has another status, as the event webhook tells it, also when there is no event URL that hears of it. */
      readonly name: 'leg-status';
      readonly call: string;
      readonly leg: string;
      readonly conversation: string;
      readonly status: CallStatus;
      readonly direction: Direction;
      readonly channel: string;
      /** A number, an address or a user's name. */
      readonly from: string;
      readonly to: string;
      readonly detail: string | undefined;
      readonly disconnectedBy: 'platform' | 'user' | undefined;
      /** Seconds and EUR, as Vonage writes them; of a leg that is over. */
      readonly duration: string | undefined;
      readonly price: string | undefined;
    }
  | {
      readonly name: 'action-started';
      readonly call: string;
      readonly leg: string;
      readonly conversation: string;
      readonly action: string;
      /** One line: the text spoken, the number dialled … */
      readonly summary: string;
      /** The whole action, as the NCCO has it. */
      readonly performs: Action;
    }
  | {
      readonly name: 'keys-pressed';
      readonly leg: string;
      readonly conversation: string;
      readonly by: 'caller' | 'callee';
      readonly keys: string;
    }
  | {
      readonly name: 'words-spoken';
      readonly leg: string;
      readonly conversation: string;
      readonly by: 'caller' | 'callee';
      readonly text: string;
    }
  | {
      /** Somebody hung up for whom the script had nothing left to do, where nothing else would have ended the call. */
      readonly name: 'gave-up';
      readonly call: string;
      readonly leg: string;
      readonly conversation: string;
      readonly by: 'caller' | 'callee';
      /** What goes on from "the caller": `heard the same NCCO 5 times`. */
      readonly why: string;
    }
  | {
      /** The platform pressed keys towards somebody who answered (`dtmfAnswer`); `p` is half a second of rest. */
      readonly name: 'keys-sent';
      readonly leg: string;
      readonly conversation: string;
      readonly keys: string;
    }
  | SocketEvent
  | {
      /** Somebody asked the Voice or the Conversation API for something that does more than look, or was refused. */
      readonly name: 'api-request';
      readonly method: string;
      readonly path: string;
      /** What a leg was to do, `transfer` for instance, or the type of the event that a user sends. */
      readonly action: string | undefined;
      readonly status: number;
      /** Why it was refused, in our words. */
      readonly why: string | undefined;
      readonly leg: string | undefined;
      readonly conversation: string | undefined;
      /** Whose Client SDK asked; undefined for servers. */
      readonly user?: string;
    }
  | {
      readonly name: 'client-event';
      readonly user: string;
      readonly conversation: string;
      readonly leg: string | undefined;
      /** Type of the event, as the Client SDK sees it (client-sdk.md §1.1). */
      readonly event: string;
      /**
       * How it reaches the user: by the SDK's callback while the app is open, by a push while it is in the background.
       * What can do neither reaches nobody, and is in the conversation's history.
       */
      readonly via: 'callback' | 'push' | 'nothing';
      /** Where the user's app is. */
      readonly state: UserState;
      /** What the SDK's socket or the push brings; undefined with `nothing`. */
      readonly payload: JsonObject | undefined;
      /** Path of the file in which a push is kept, when it is. */
      readonly file?: string;
    }
  | {
      /** An app wanted to log in, and got something else than a session. */
      readonly name: 'client-refused';
      /** By the token; undefined when it names none. */
      readonly user: string | undefined;
      /** What it got (client-sdk.md §3.1), or `no answer`. */
      readonly refusal: string;
      /** Why, in our words. */
      readonly why: string;
      readonly conversation: undefined;
    }
  | {
      /** The connection of an app is lost, and may come back for a while; or it has. */
      readonly name: 'client-connection';
      readonly is: 'lost' | 'back';
      readonly user: string;
      readonly session: string;
      /** Seconds for which it may come back. */
      readonly within: number;
      readonly conversation: undefined;
    }
  | {
      /** The app of a Client SDK user is elsewhere now, and what reaches them from here on is another thing. */
      readonly name: 'user-state-changed';
      readonly user: string;
      readonly state: UserState;
      readonly before: UserState;
      readonly why: WhyElsewhere;
      /** The running call that they are in, or whose script says so, and their leg of it; undefined when there is none. */
      readonly call: string | undefined;
      readonly leg: string | undefined;
      readonly conversation: string | undefined;
    }
  | {
      /** A user's Client SDK has a session from now on (client-sdk.md §3). */
      readonly name: 'client-logged-in';
      readonly user: string;
      readonly session: string;
      /** Name and version of the SDK, as it tells them. */
      readonly sdk: string | undefined;
      /** None: it is before all calls. */
      readonly conversation: undefined;
    }
  | {
      /** One request of the platform to a backend, with its final outcome. */
      readonly name: 'webhook-sent';
      readonly call: string;
      readonly kind: string;
      readonly method: string;
      readonly url: string;
      readonly leg: string | undefined;
      readonly conversation: string | undefined;
      readonly attempt: number;
      /** What it told. */
      readonly fields: JsonObject;
      /** Hex SHA-256 of the body; undefined for GET. */
      readonly bodySha256: string | undefined;
      readonly status: number | undefined;
      /** Why there was no usable reply. */
      readonly failure: string | undefined;
      /** The NCCO that the platform took from the reply and now executes, as compact JSON. */
      readonly executes: string | undefined;
      /** The reply that had to be an NCCO and is refused, as it came. */
      readonly refused?: string | undefined;
      readonly milliseconds: number;
    }
  | {
      readonly name: 'call-ended';
      readonly call: string;
      readonly conversation: string;
      /** What went wrong on the platform's side, when something did. */
      readonly problem: string | undefined;
    };

/** Where the app of a Client SDK user is: open, in the background, or not there. */
export type UserState = 'foreground' | 'background' | 'offline';

/** Why an app is elsewhere: somebody asked for it, the script of a call says so, or what became of its session. */
export type WhyElsewhere =
  | 'asked'
  | 'scripted'
  | 'logged-in'
  | 'logged-out'
  | 'token-expired'
  | 'connection-lost';

/** What happens on the WebSocket that a `connect` opened to the application. */
export type SocketEvent = { readonly leg: string; readonly conversation: string } & (
  | {
      readonly name: 'socket-opened';
      readonly url: string;
      readonly contentType: string;
      readonly milliseconds: number;
      /** True when the emulator's clock ran faster until now: sound takes real time. */
      readonly slowsDown: boolean;
    }
  | { readonly name: 'socket-failed'; readonly url: string; readonly why: string }
  | {
      readonly name: 'socket-text';
      readonly from: 'application' | 'platform';
      readonly text: string;
      /** What there is to say about it. */
      readonly remark?: string;
    }
  | { readonly name: 'socket-sound'; readonly sound: SocketSound }
  | { readonly name: 'socket-odd'; readonly what: string }
  | {
      readonly name: 'socket-closed';
      readonly by: 'application' | 'platform';
      /** Of RFC 6455; 1006 when the connection broke off. */
      readonly code: number;
      readonly reason: string;
      readonly sound: SocketSound;
      /** Where what the application sent can be fetched as WAV. */
      readonly audio: string;
    }
);

/** The sound of a WebSocket so far. Frames last 20 ms. A type and no interface, for it is JSON as well. */
export type SocketSound = {
  readonly seconds: number;
  /** Frames that the platform sent, and those that it left out because the application did not read them. */
  readonly sent: number;
  readonly dropped: number;
  /** Frames that the application sent, and those of them that were played. */
  readonly received: number;
  readonly played: number;
  /** Of what was played and was no silence, in dB below full scale; null when all was. */
  readonly level: number | null;
  /** How often the sound broke off for less than half a second. */
  readonly gaps: number;
};
