import { type ConnectAction, defaultOf, type EndpointType } from '../../vonage/ncco.ts';
import { callOut } from '../callee.ts';
import type { Call, Leg, User } from '../platform.ts';
import { nextWord } from '../random.ts';
import { eventTarget } from '../send.ts';
import { complain, type Turn } from '../turn.ts';
import type { Perform } from './perform.ts';

/** What was seen for a leg without a caller id (voice-webhooks.md §3, I). */
const UNKNOWN_CALLER = 'Unknown';

/** Calls somebody into the conversation; the list goes on when that leg ends or fails (ncco.md §4). */
export const connect: Perform<'connect'> = {
  needsMedia: false,
  summary: (action) => {
    const end = destinationOf(action);
    return `${end.type} ${end.to}`;
  },
  begin: (scene, action) => {
    const { turn, call, performance, serial } = scene;
    const end = destinationOf(action);
    if (end.type !== 'phone' && end.type !== 'app') {
      complain(call, `this emulator does not run "connect" to "${end.type}" yet`);
      return 'done';
    }
    if (end.hasOnAnswer) complain(call, 'this emulator does not run "onAnswer" yet');
    const user = end.type === 'app' ? turn.platform.users.get(end.to) : undefined;
    const from = end.type === 'app' ? scene.leg.from : callerId(turn, call, action);
    const leg = callOut(turn, call, {
      channel: end.type,
      from,
      to: end.to,
      ...(user && { user }),
      events: eventTarget(action),
      synchronous: action.eventType === 'synchronous',
      reachable: isReachable(turn, call, end, from, user),
    });
    performance.running = {
      serial,
      is: 'connect',
      leg: leg.uuid,
      timeoutMs: (action.timeout ?? defaultOf('connect', 'timeout')) * 1000,
      limitMs: (action.limit ?? defaultOf('connect', 'limit')) * 1000,
    };
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

interface Destination {
  readonly type: EndpointType;
  readonly to: string;
  readonly hasOnAnswer: boolean;
}

const destinationOf = (action: ConnectAction): Destination => {
  // readNcco refuses an empty list.
  const endpoint = action.endpoint[0]!;
  switch (endpoint.type) {
    case 'phone':
      return { type: 'phone', to: endpoint.number, hasOnAnswer: endpoint.onAnswer !== undefined };
    case 'app':
      return { type: 'app', to: endpoint.user, hasOnAnswer: false };
    case 'websocket':
      return { type: 'websocket', to: endpoint.uri, hasOnAnswer: false };
    case 'sip':
      return { type: 'sip', to: endpoint.uri ?? endpoint.domain ?? '', hasOnAnswer: false };
    case 'vbc':
      return { type: 'vbc', to: endpoint.extension, hasOnAnswer: false };
    default:
      return endpoint satisfies never;
  }
};

const callerId = (turn: Turn, call: Call, action: ConnectAction): string => {
  if (action.from !== undefined) return action.from;
  if (action.randomFromNumber !== true) return UNKNOWN_CALLER;
  const numbers = [...turn.platform.numbers].filter(([, application]) => application === call.application);
  return numbers[nextWord(call.random) % numbers.length]?.[0] ?? UNKNOWN_CALLER;
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
  const isOurs = from === UNKNOWN_CALLER || turn.platform.numbers.has(from);
  if (!isOurs)
    complain(call, `connect from ${from}: this is not one of your numbers, so the call does not connect`);
  return isOurs;
};
