import type { Application } from '../vonage/application.ts';
import type { CallStatus, Direction } from '../vonage/call-status.ts';
import { VONAGE_API } from '../vonage/hosts.ts';
import type { ApplicationId, CallUuid, ConversationUuid, MemberId, UserId } from '../vonage/ids.ts';
import type { JsonObject } from '../vonage/json.ts';
import type { ChannelBody } from '../vonage/webhooks/rtc-bodies.ts';
import type { ClientSession } from './client/client-session.ts';
import type { OfferedLeg } from './client/offered-leg.ts';
import type { Conversation } from './conversation.ts';
import type { Dialling } from './dialling.ts';
import type { Leaving } from './guests.ts';
import type { Outbound } from './outbound.ts';
import type { Rounds } from './patience.ts';
import type { Performance, Playback } from './performance.ts';
import { type Random, randomFrom } from './random.ts';
import type { Recording, StoredFile } from './recording.ts';
import type { PendingRequest } from './request.ts';
import { createLedger, type Ledger } from './rest/calls/ledger.ts';
import type { CalleeScript, CallerScript, Reaction } from './script.ts';
import type { SocketEndpoint } from './socket/socket-effect.ts';
import type { Task } from './task.ts';
import type { UserState } from './user-state.ts';
import { type AppUser, addUser } from './users.ts';

/**
 * The whole emulated platform as one value. `step` consumes it: the maps are updated in place, so that a step costs
 * what its own conversation costs, however many calls are running. Keep no older platform around.
 */
export interface Platform {
  readonly seed: string;
  /** Chance for what belongs to no call; every call has its own, so that calls do not disturb one another's ids. */
  readonly random: Random;
  readonly applications: Map<ApplicationId, Application>;
  /** Which application a number is linked to. */
  readonly numbers: Map<string, ApplicationId>;
  /** Client SDK users. */
  readonly users: Map<UserId, AppUser>;
  /** Where their apps are, when that is not the foreground. */
  readonly userStates: Map<UserId, UserState>;
  /** When they were last put there while the platform ran, in milliseconds since 1970. */
  readonly movedAt: Map<UserId, number>;
  /** Users who are logged in by the Client SDK, and how many sessions each has; 0: had. */
  readonly sessions: Map<string, ClientSession>;
  readonly openSessions: Map<UserId, number>;
  /** Legs that an app offered and that no call has yet (`POST /v0.3/legs`). */
  readonly offeredLegs: Map<CallUuid, OfferedLeg>;
  /** How those behave who are called, in calls whose script does not say. */
  callees: Readonly<Record<string, CalleeScript>>;
  /** What the Voice API knows of legs. */
  readonly ledger: Ledger;
  /** Running calls by number, and the call of each live leg. */
  readonly calls: Map<number, Call>;
  readonly legs: Map<CallUuid, Call>;
  /** Those that somebody is in, and named ones until their time is over. */
  readonly conversations: Map<ConversationUuid, Conversation>;
  /** Named ones by application and name; and those that nobody is in, in the order in which they were left. */
  readonly named: Map<string, Conversation>;
  readonly empty: Set<Conversation>;
  /** Webhooks on their way, by request id; and what is due, by timer id. */
  readonly requests: Map<string, PendingRequest>;
  /** Audio files whose length is being found out, by request id. */
  readonly measurements: Map<
    string,
    { readonly call: number; readonly leg: CallUuid; readonly playback: string }
  >;
  readonly timers: Map<string, { readonly call: number; readonly task: Task }>;
  callsEver: number;
  /** Conversations in which something happened while nobody was there. */
  errandsEver: number;
  /** Recordings and transcripts by the id at the end of their URL. */
  readonly files: Map<string, StoredFile>;
  /** Beginning of these URLs: where the API answers. The host puts its own here. */
  apiUrl: string;
  /** Events are held back for a while of chance, up to so many milliseconds; 0: they leave at once. */
  readonly shuffleMs: number;
}

export interface User {
  readonly id: UserId;
  readonly name: string;
}

/** One call: a leg, inbound or made by the Voice API, what it runs, and the legs that this caused. */
export interface Call {
  /** From 1 in order of arrival: orders replies. */
  readonly number: number;
  /** The root leg's uuid. */
  readonly id: CallUuid;
  readonly application: ApplicationId;
  /** Its own, which ends with it. */
  home: Conversation;
  /** Where its legs are. */
  conversation: Conversation;
  readonly random: Random;
  readonly caller: CallerScript;
  /** Where the events of all legs go instead of the application's event URL (`event_url` of POST /v1/calls). */
  readonly events: EventTarget | undefined;
  /** Set when the Voice API created it. */
  readonly outbound: Outbound | undefined;
  /** What an app that called gave along. */
  readonly customData: JsonObject | undefined;
  /** In order of creation; the first is the caller's. */
  readonly legs: Leg[];
  readonly timers: Set<string>;
  timersEver: number;
  openRequests: number;
  requestsEver: number;
  actionsEver: number;
  keysEver: number;
  /** What is being recorded. */
  readonly recordings: Recording[];
  /** What went wrong, in words, each once. */
  readonly problems: string[];
  /** True when all legs have ended; webhooks and bills may still be on their way. */
  over: boolean;
}

export type ChannelType = 'phone' | 'app' | 'sip' | 'vbc' | 'websocket';

/** One connection to one person. The voice events tell `from` and `to`; of a call from an app see `told-ends.ts`. */
export interface Leg {
  readonly uuid: CallUuid;
  /** From 1 inside its call: orders replies. */
  readonly number: number;
  readonly direction: Direction;
  readonly channel: ChannelType;
  readonly from: string;
  readonly to: string;
  /** Another one after the leg has moved to another conversation. */
  member: Member;
  readonly createdAt: number;
  /** Where the leg's events go instead of the application's event URL (`connect.eventUrl`). */
  readonly events: EventTarget | undefined;
  /** What the `connect` that dialled it asked for; undefined for the caller's leg. */
  readonly dialling: Dialling | undefined;
  /** The endpoint's headers (SIP, WebSocket), as its channel shows them. */
  readonly headers: JsonObject | undefined;
  /** Where a leg of type `websocket` leads. */
  readonly socket: SocketEndpoint | undefined;
  /** True from its dialling until the last news of it. */
  onSocket: boolean;
  status: CallStatus;
  readonly history: LegMoment[];
  answeredAt: number | undefined;
  endedAt: number | undefined;
  /** How many webhooks were sent about it. */
  sequence: number;
  /** The NCCO that runs on it. */
  performance: Performance | undefined;
  /** Where each key goes at once, since an `input` with `mode: asynchronous`; `target` undefined: to the event URL. */
  keyListener: { readonly target: EventTarget | undefined } | undefined;
  /** Where each key goes instead, by `PUT …/input/dtmf`. */
  keyTarget: EventTarget | undefined;
  /** What plays beside the NCCO, by `PUT …/talk` and `…/stream`. */
  readonly beside: { [is in Playback['is']]?: Playback | undefined };
  /** By the Voice API: the others do not hear it; it does not hear them. */
  muted: boolean;
  earmuffed: boolean;
  /** Set when a real app is at the other end: it does what the person does, and no script. */
  readonly app: LegOfApp | undefined;
  /** Its invitation has reached an app that was open. */
  isHeardOf: boolean;
  /** Its channel as an event told it last, and what that was made of besides the leg: a dozen events tell the same one. */
  lastChannel: LastChannel | undefined;
  /** What the person there has still to do. */
  reactions: Reaction[];
  /** What the person does whether anybody listens or not, and when: milliseconds since 1970. */
  readonly timed: { readonly reaction: Reaction; readonly at: number }[];
  rounds: Rounds | undefined;
}

export interface LastChannel {
  readonly caller: Leg;
  readonly canHear: readonly CallUuid[] | undefined;
  readonly canSpeak: readonly CallUuid[] | undefined;
  readonly channel: ChannelBody;
}

/** What is known of the app at a leg's other end (client-sdk.md §4). */
export interface LegOfApp {
  /** The session that called or took the call; undefined while it rings at all of the user's. */
  session: string | undefined;
  /** Set when it came by a knock: by that the SDK knows its own call (client-sdk.md §4). */
  readonly knocking?: string;
  /** Why the user turns it down or hangs up, as the SDK says. */
  leaving?: Leaving;
}

/** A status that a leg had, when, and as which member of which conversation. */
export interface LegMoment {
  readonly status: string;
  readonly at: number;
  readonly member: MemberId;
  readonly conversation: ConversationUuid;
}

/** A user inside the conversation. Phones get a system user (rtc-events.md §1). */
export interface Member {
  readonly id: MemberId;
  readonly user: User;
  readonly invitedAt: number;
  joinedAt: number | undefined;
  state: 'none' | 'invited' | 'joined' | 'left';
}

export interface EventTarget {
  readonly url: string;
  readonly method: 'GET' | 'POST';
}

export interface PlatformOptions {
  readonly seed: string;
  /** Complete application objects. */
  readonly applications: readonly Application[];
  /** The numbers, all linked to the first application. */
  readonly numbers: readonly string[];
  readonly users: readonly string[];
  readonly shuffleMs?: number;
}

export const createPlatform = (options: PlatformOptions): Platform => {
  const random = randomFrom(options.seed);
  const first = options.applications[0];
  const platform: Platform = {
    seed: options.seed,
    random,
    applications: new Map(options.applications.map((application) => [application.id, application])),
    numbers: new Map(first ? options.numbers.map((number) => [number, first.id]) : []),
    users: new Map(),
    userStates: new Map(),
    movedAt: new Map(),
    sessions: new Map(),
    openSessions: new Map(),
    offeredLegs: new Map(),
    callees: {},
    ledger: createLedger(),
    calls: new Map(),
    legs: new Map(),
    conversations: new Map(),
    named: new Map(),
    empty: new Set(),
    requests: new Map(),
    measurements: new Map(),
    timers: new Map(),
    callsEver: 0,
    errandsEver: 0,
    files: new Map(),
    apiUrl: VONAGE_API,
    shuffleMs: options.shuffleMs ?? 0,
  };
  if (first === undefined) return platform;
  for (const name of options.users)
    addUser(platform, { application: first.id, name, createdAt: undefined, profile: {} });
  return platform;
};

/** The leg of the one who called. */
export const rootLeg = (call: Call): Leg => call.legs[0]!;

export const legOfCall = (call: Call, uuid: CallUuid): Leg | undefined =>
  call.legs.find((leg) => leg.uuid === uuid);
