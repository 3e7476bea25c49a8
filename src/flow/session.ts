import type { Flow, Leg } from './flow.ts';

/**
 * What is known of the calls of a run. `observe`, `observePlatform` and `fileRecorded` are its only writers. Bounded: when
 * the limit is passed the oldest flow goes, ended ones first, so that a run of weeks stays flat.
 */
export interface Session {
  readonly flows: Map<string, Flow>;
  readonly byLeg: Map<string, Flow>;
  /** A named conversation is a place that several flows pass through, so there may be more than one. */
  readonly byConversation: Map<string, Set<Flow>>;
  readonly witness: Witness;
  /** At most so many are remembered. */
  readonly limit: number;
  nextNumber: number;
}

/**
 * Who tells what happens: webhooks alone (the real platform: steps 1, 4 and 5c are inferred), webhooks and an emulator
 * that tells those steps itself, or an emulator alone, where its word about what it sent stands for the webhooks.
 */
export type Witness = 'webhooks' | 'webhooks and platform' | 'platform';

/** Enough for every call that is running anywhere near a developer's terminal; a flow of some 30 moments weighs about 10 kB. */
const FLOW_LIMIT = 500;

export const newSession = (witness: Witness, limit = FLOW_LIMIT): Session => ({
  flows: new Map(),
  byLeg: new Map(),
  byConversation: new Map(),
  witness,
  limit,
  nextNumber: 1,
});

/** The call that a leg or a conversation belongs to, when only one can be meant. */
export const known = (
  session: Session,
  leg: string | undefined,
  conversation: string | undefined,
): Flow | undefined => {
  const byLeg = leg === undefined ? undefined : session.byLeg.get(leg);
  if (byLeg) return byLeg;
  const there = conversation === undefined ? undefined : session.byConversation.get(conversation);
  if (!there) return undefined;
  if (there.size === 1) return there.values().next().value;
  const running = [...there].filter((flow) => !flow.ended);
  return running.length === 1 ? running[0] : undefined;
};

/** The call of a leg, begun when it is not known yet. */
export const flowFor = (
  session: Session,
  leg: string,
  conversation: string | undefined,
  at: number,
): Flow => {
  const flow = known(session, leg, conversation) ?? startFlow(session, leg, at);
  joinFlow(session, flow, leg, conversation, at);
  return flow;
};

/** Keeps that a leg and a conversation belong to a call. */
export const joinFlow = (
  session: Session,
  flow: Flow,
  leg: string,
  conversation: string | undefined,
  at: number,
): void => {
  if (!session.byLeg.has(leg)) session.byLeg.set(leg, flow);
  if (!flow.legs.has(leg)) flow.legs.set(leg, newLeg(leg, at));
  if (conversation !== undefined) linkConversation(session, flow, conversation);
};

/** Begins a call at a time in milliseconds since 1970. */
export const startFlow = (session: Session, id: string, at: number): Flow => {
  if (session.flows.size >= session.limit) forgetOne(session);
  const flow: Flow = {
    id,
    number: session.nextNumber,
    startedAt: at,
    from: undefined,
    to: undefined,
    legs: new Map(),
    conversations: new Set(),
    moments: [],
    exchanges: 0,
    problems: [],
    lastAt: at,
    ended: false,
  };
  session.nextNumber += 1;
  session.flows.set(id, flow);
  return flow;
};

/** Keeps that a call passes through a conversation. */
export const linkConversation = (session: Session, flow: Flow, conversation: string): void => {
  if (flow.conversations.has(conversation)) return;
  flow.conversations.add(conversation);
  const there = session.byConversation.get(conversation);
  if (there) there.add(flow);
  else session.byConversation.set(conversation, new Set([flow]));
};

const forgetOne = (session: Session): void => {
  let oldest: Flow | undefined;
  for (const flow of session.flows.values()) {
    oldest ??= flow;
    if (flow.ended) {
      oldest = flow;
      break;
    }
  }
  if (!oldest) return;
  session.flows.delete(oldest.id);
  for (const leg of oldest.legs.keys()) session.byLeg.delete(leg);
  for (const conversation of oldest.conversations) {
    const there = session.byConversation.get(conversation);
    there?.delete(oldest);
    if (there?.size === 0) session.byConversation.delete(conversation);
  }
};

const newLeg = (uuid: string, startedAt: number): Leg => ({
  uuid,
  direction: undefined,
  from: undefined,
  to: undefined,
  status: undefined,
  startedAt,
  answeredAt: undefined,
  endedAt: undefined,
  duration: undefined,
  price: undefined,
  detail: undefined,
  disconnectedBy: undefined,
});
