import { type ConnectAction, defaultOf, type Endpoint } from '../../vonage/ncco.ts';
import { callOut } from '../callee.ts';
import type { Detection, Dialling } from '../dialling.ts';
import type { Call, EventTarget, Leg, User } from '../platform.ts';
import { nextWord } from '../random.ts';
import { eventTarget } from '../send.ts';
import { complain, type Turn } from '../turn.ts';
import { type Destination, destinationOf, endpointOf } from './destination.ts';
import type { Perform, Scene } from './perform.ts';

/** What was seen for a leg without a caller id (voice-webhooks.md §3, I). */
const UNKNOWN_CALLER = 'Unknown';

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
    const user = end.type === 'app' ? turn.platform.users.get(end.to) : undefined;
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

/** For `beep_timeout`, which has bounds but no documented default (U). */
const BEEP_TIMEOUT_SECONDS = 45;

/** The advanced detection goes before the standard one (ncco.md §5, S). */
const detectionOf = ({
  advancedMachineDetection,
  machineDetection,
}: ConnectAction): Detection | undefined => {
  if (advancedMachineDetection) {
    const { behavior, mode = 'detect', beep_timeout = BEEP_TIMEOUT_SECONDS } = advancedMachineDetection;
    return {
      advanced: true,
      hangsUp: behavior === 'hangup',
      reportsResult: mode !== 'detect_beep',
      waitsForBeep: mode !== 'detect',
      mayReply: mode === 'default',
      beepTimeoutMs: beep_timeout * 1000,
    };
  }
  if (machineDetection === undefined) return undefined;
  return {
    advanced: false,
    hangsUp: machineDetection === 'hangup',
    reportsResult: true,
    waitsForBeep: false,
    mayReply: false,
    beepTimeoutMs: 0,
  };
};

/** The sound instead of ringing: of the `connect`, or of its `onAnswer`. No event tells of it. */
const ringbackTone = (action: ConnectAction): string | undefined => {
  const endpoint = endpointOf(action);
  return action.ringbackTone ?? (endpoint.type === 'phone' ? endpoint.onAnswer?.ringbackTone : undefined);
};

const callerId = (turn: Turn, call: Call, action: ConnectAction, to: string): string => {
  if (action.from !== undefined) return action.from;
  if (action.randomFromNumber !== true) return UNKNOWN_CALLER;
  const numbers = [...turn.platform.numbers]
    .filter(([, application]) => application === call.application)
    .map(([number]) => number);
  const near = nearTo(to, numbers);
  return near[nextWord(call.random) % near.length] ?? UNKNOWN_CALLER;
};

/** Longest country code. */
const COUNTRY_DIGITS = 3;

/** Preferably of the destination's country (ncco.md §4): those that begin like it, as far as a country code goes. */
const nearTo = (to: string, numbers: readonly string[]): readonly string[] => {
  for (let length = COUNTRY_DIGITS; length > 0; length -= 1) {
    const near = numbers.filter((number) => number.slice(0, length) === to.slice(0, length));
    if (near.length > 0) return near;
  }
  return numbers;
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
