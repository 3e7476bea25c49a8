import type { PlatformNotice } from '../vonage/platform-event.ts';
import type { SlotId } from '../vonage/slots.ts';
import type { Exchange } from './exchange.ts';
import type { Flow, Gap, Moment } from './flow.ts';
import type { LateReply } from './late-reply.ts';
import type { Way } from './reachable.ts';
import type { PassedSocketNews } from './sockets/socket-news.ts';

export type { PlatformEvent, PlatformNotice } from '../vonage/platform-event.ts';

/** Anything that the running program has to say. A closed union: every sink has a word for each, or a reason for silence. */
export type Notice =
  | Ready
  | ExchangeNotice
  | ToldNotice
  /** The last leg of a call is over (or went quiet). */
  | { readonly type: 'flow-ended'; readonly flow: Flow }
  /** Something that a person should know, with what to do. */
  | Trouble
  | TunnelNotice
  | SocketNotice
  | CommandNotice
  | LateReply
  /** What is reachable from outside has changed. */
  | { readonly type: 'reachable'; readonly at: number; readonly ways: readonly Way[] }
  | { readonly type: 'info'; readonly at: number; readonly what: string }
  /** Ctrl-C was heard. */
  | { readonly type: 'closing'; readonly at: number; readonly reason: string }
  /** The end: what was given back and what was not. */
  | { readonly type: 'closed'; readonly at: number; readonly left: readonly LeftBehind[] };

/** What the emulator tells, and the id of the call that it is filed under. */
export interface ToldNotice extends PlatformNotice {
  readonly flow?: string | undefined;
}

/** How a public address is made. */
export type TunnelKind = 'none' | 'localtunnel' | 'cloudflared' | 'ngrok' | 'public-url';

/** The way in was lost while the listener runs, and found again. What was sent meanwhile is not known here. */
export type TunnelNotice =
  | {
      readonly type: 'tunnel';
      readonly at: number;
      readonly state: 'lost';
      readonly tunnel: TunnelKind;
      readonly publicUrl: string;
      readonly why: string;
      /** When something last came through, in milliseconds since 1970. */
      readonly provenAt: number;
    }
  | {
      readonly type: 'tunnel';
      readonly at: number;
      /** Open and proven; `publicUrl` is another than `before` when the old address could not be had again. */
      readonly state: 'open';
      readonly tunnel: TunnelKind;
      readonly publicUrl: string;
      readonly before: string;
      readonly gap: Gap;
      /** Slots of the application that were pointed at the new address. */
      readonly moved: readonly SlotId[];
      /** Calls that are running. */
      readonly calls: readonly InterruptedCall[];
      /** The command that asks Vonage for what they lack; undefined when none would help. */
      readonly pull: string | undefined;
    };

/** News of a WebSocket that passes through to the user's own server. */
export interface SocketNotice {
  readonly type: 'socket';
  readonly at: number;
  /** Number of the exchange that was its handshake. */
  readonly socket: number;
  /** As it was asked for, with its query. */
  readonly address: string;
  /** What the client calls itself. */
  readonly agent: string | undefined;
  readonly flow: Flow | undefined;
  readonly news: PassedSocketNews;
}

/** News of the command that `listen` has started. */
export interface CommandNotice {
  readonly type: 'command';
  readonly at: number;
  /** As it was typed. */
  readonly command: string;
  readonly news:
    | { readonly name: 'started'; readonly pid: number | undefined }
    /** It is ended and started again. */
    | { readonly name: 'restarting'; readonly why: string }
    /** It has ended by itself; as shells do, 128 and more stands for a signal. */
    | { readonly name: 'ended'; readonly code: number; readonly milliseconds: number };
}

export interface InterruptedCall {
  readonly flow: string;
  readonly number: number;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly conversations: readonly string[];
  /** True when an NCCO that it was served names an address that is gone: what goes there next is lost. */
  readonly holdsOldAddress: boolean;
}

export interface Trouble {
  readonly type: 'trouble';
  readonly at: number;
  readonly what: string;
  /** Lines that show the place in a source text. */
  readonly excerpt?: string;
  readonly tryThis?: string;
}

export interface ExchangeNotice {
  readonly type: 'exchange';
  /** When it happened: the event's own time where it tells one, else its arrival. Milliseconds since 1970. */
  readonly at: number;
  readonly exchange: Exchange;
  readonly flow: Flow | undefined;
  /** The arrows that it stands for in the picture of its call. Absent: none. */
  readonly moments?: readonly Moment[];
}

export interface Borrowed {
  readonly slot: SlotId;
  /** What the slot held before; undefined when it was absent or empty. */
  readonly before: string | undefined;
  readonly now: string;
}

export interface LeftBehind {
  readonly slot: SlotId;
  readonly why: string;
  /** The command that mends it by hand. */
  readonly undo: string;
}

/** All is up and proven; names every address that was opened. */
export interface Ready {
  readonly type: 'ready';
  readonly at: number;
  readonly listening: string;
  readonly publicUrl: string;
  /** How the public URL is made. */
  readonly tunnel: TunnelKind;
  readonly application: { readonly id: string; readonly name: string } | undefined;
  readonly borrowed: readonly Borrowed[];
  /** Slots that were not borrowed, and why. */
  readonly skipped: readonly { readonly slot: SlotId; readonly why: string }[];
  /** The command that gives the borrowed URLs back by hand; undefined when nothing was borrowed. */
  readonly undo: string | undefined;
  readonly nccos: readonly string[];
  readonly numbers: readonly string[];
  readonly config: string | undefined;
  readonly forward: string | undefined;
  /** A second server that is told of every webhook. */
  readonly copy: string | undefined;
  /** What is reachable from outside; empty without a server of the user's own. */
  readonly reachable: readonly Way[];
  readonly signatures: 'checked' | 'not-checked';
  readonly records: string | undefined;
  readonly emulator: { readonly control: string; readonly api: string } | undefined;
}
