import { type ConnectAction, defaultOf, type Endpoint } from '../../vonage/ncco.ts';
import { callOut } from '../callee.ts';
import { randomNumber, UNKNOWN_CALLER } from '../caller-id.ts';
import { type Dialling, detectionOf } from '../dialling.ts';
import type { Call, EventTarget, Leg, User } from '../platform.ts';
import { eventTarget } from '../send.ts';
import { complain, type Turn } from '../turn.ts';
import { userNamed } from '../users.ts';
import { type Destination, destinationOf, endpointOf } from './destination.ts';
import type { Perform, Scene } from './perform.ts';

/** Calls somebody into the conversation; the list goes on when that leg ends or fails (ncco.md §4). */
export const connect: Perform<'connect'> = {
  needsMedia: false,
  summary: (action) => {
    const { type, to } = destinationOf(endpointOf(action));
    const tone = ringbackTone(action);
    return tone === undefined ? `${type} ${to}` : `${type} ${to}, the caller hears ${tone}`;
  },
  begin: (scene, action) => {
    const { turn, call, performance, serial } = scene;
    const end = destinationOf(endpointOf(action));
    const user = end.type === 'app' ? userNamed(turn.platform, call.application, end.to) : undefined;
    const from = end.type === 'app' ? scene.leg.from : callerId(turn, call, action, end.to);
    const leg = callOut(turn, call, {
      channel: end.type,
      from,
      to: end.to,
      ...(end.headers && { headers: end.headers }),
      ...(end.socket && { socket: end.socket }),
      ...(user && { user }),
      events: eventTarget(action),
      dialling: diallingOf(scene, action),
      reachable: isReachable(turn, call, end, from, user),
    });
    performance.running = { serial, is: 'connect', leg: leg.uuid };
    return 'waiting';
  },
  on: {
    legEnded: ({ performance }, leg: Leg, awaitReply) =>
      performance.running?.is === 'connect' && performance.running.leg === leg.uuid && !awaitReply
        ? 'done'
        : 'waiting',
    replied: () => 'done',
  },
};

const diallingOf = ({ leg, serial }: Scene, action: ConnectAction): Dialling => {
  const endpoint = endpointOf(action);
  return {
    by: leg.uuid,
    action: serial,
    timeoutMs: (action.timeout ?? defaultOf('connect', 'timeout')) * 1000,
    limitMs: (action.limit ?? defaultOf('connect', 'limit')) * 1000,
    synchronous: action.eventType === 'synchronous',
    onAnswer: onAnswerOf(endpoint),
    dtmfAnswer: endpoint.type === 'phone' ? endpoint.dtmfAnswer : undefined,
    detection: detectionOf(action),
  };
};

/** GET, as answer webhooks are by default; `onAnswer` has no method of its own (voice-webhooks.md §1). */
const onAnswerOf = (endpoint: Endpoint): EventTarget | undefined =>
  endpoint.type === 'phone' && endpoint.onAnswer ? { url: endpoint.onAnswer.url, method: 'GET' } : undefined;

/** The sound instead of ringing: of the `connect`, or of its `onAnswer`. No event tells of it. */
const ringbackTone = (action: ConnectAction): string | undefined => {
  const endpoint = endpointOf(action);
  return action.ringbackTone ?? (endpoint.type === 'phone' ? endpoint.onAnswer?.ringbackTone : undefined);
};

const callerId = (turn: Turn, call: Call, action: ConnectAction, to: string): string => {
  if (action.from !== undefined) return action.from;
  return action.randomFromNumber === true
    ? randomNumber(turn.platform, call.application, to, call.random)
    : UNKNOWN_CALLER;
};

/**
 * A call to a phone does not connect when `from` is not one of your numbers (ncco.md §4, S); neither does one to a
 * user that does not exist. As which status that ends is not documented: here `failed`.
 */
const isReachable = (
  turn: Turn,
  call: Call,
  end: Destination,
  from: string,
  user: User | undefined,
): boolean => {
  if (end.type === 'app') {
    if (user === undefined) complain(call, `there is no user "${end.to}" to connect to`);
    return user !== undefined;
  }
  if (end.socket && end.socket.rate === undefined)
    complain(
      call,
      `connect to ${end.to}: Vonage sends no "${end.socket.contentType}", so it does not connect`,
    );
  if (end.socket) return end.socket.rate !== undefined;
  const isOurs = end.type !== 'phone' || from === UNKNOWN_CALLER || turn.platform.numbers.has(from);
  if (!isOurs)
    complain(call, `connect from ${from}: this is not one of your numbers, so the call does not connect`);
  return isOurs;
};
