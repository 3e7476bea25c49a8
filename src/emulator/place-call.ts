import type { JsonObject } from '../vonage/json.ts';
import { type Callee, callOut } from './callee.ts';
import type { Detection } from './dialling.ts';
import { createCall } from './new-call.ts';
import type { Outbound } from './outbound.ts';
import type { Call, ChannelType, EventTarget, User } from './platform.ts';
import { nextUuid } from './random.ts';
import type { SocketEndpoint } from './socket/socket-effect.ts';
import { note, type Turn } from './turn.ts';

/** A call that the platform makes because the Voice API was asked to (voice-api.md §2). */
export interface PlacedCall {
  readonly application: string;
  readonly channel: ChannelType;
  readonly from: string;
  readonly to: string;
  readonly headers: JsonObject | undefined;
  /** Where a call to a WebSocket leads. */
  readonly socket: SocketEndpoint | undefined;
  /** The Client SDK user who is called. */
  readonly user: User | undefined;
  readonly reachable: boolean;
  /** Where the events of all its legs go instead of the application's event URL. */
  readonly events: EventTarget | undefined;
  readonly runs: Outbound['runs'];
  /** The API's host that was asked. */
  readonly madeAt: string;
  readonly ringingMs: number;
  readonly lengthMs: number;
  readonly dtmfAnswer: string | undefined;
  readonly detection: Detection | undefined;
}

/** Creates the call and dials: `started` now, and the rest as the callee's script says. */
export const placeCall = (turn: Turn, wanted: PlacedCall): Call => {
  const call = createCall(turn, {
    application: wanted.application,
    id: nextUuid,
    caller: {},
    events: wanted.events,
    outbound: { runs: wanted.runs, begun: false, madeAt: wanted.madeAt },
  });
  const { id, conversation } = call;
  note(turn, {
    name: 'call-placed',
    call: id,
    leg: id,
    conversation: conversation.id,
    from: wanted.from,
    to: wanted.to,
  });
  note(turn, { name: 'conversation-created', conversation: conversation.id, call: id });
  callOut(turn, call, calleeOf(call, wanted));
  return call;
};

const calleeOf = (call: Call, wanted: PlacedCall): Callee => ({
  channel: wanted.channel,
  from: wanted.from,
  to: wanted.to,
  ...(wanted.headers && { headers: wanted.headers }),
  ...(wanted.socket && { socket: wanted.socket }),
  ...(wanted.user && { user: wanted.user }),
  reachable: wanted.reachable,
  dialling: {
    // Nobody's `connect` dialled it: replies to its events are about the leg itself.
    by: call.id,
    action: 0,
    timeoutMs: wanted.ringingMs,
    limitMs: wanted.lengthMs,
    synchronous: false,
    onAnswer: undefined,
    dtmfAnswer: wanted.dtmfAnswer,
    detection: wanted.detection,
  },
});
