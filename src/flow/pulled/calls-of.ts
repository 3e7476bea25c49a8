import { legOf } from '../../vonage/webhook.ts';
import type { Flow } from '../flow.ts';
import { eventTime } from '../observe.ts';
import { textAt } from '../recorded/field-of.ts';
import { flowFor, joinFlow, known, linkConversation, type Session, startFlow } from '../session.ts';
import type { PulledEvent } from './pulled-event.ts';

/**
 * The call of each of some events that follow one another in a log; undefined where none or more than one fits. Calls that
 * nobody had heard of begin in the session. A leg that came from another conversation belongs to the call that was there: in
 * a named conversation several calls meet.
 */
export const callsOf = (session: Session, events: readonly PulledEvent[]): readonly (Flow | undefined)[] => {
  const origins = originsOf(events);
  const ofLegs = events.map((event) => {
    const leg = legOf(event.webhook);
    return leg === undefined ? undefined : callOfLeg(session, leg, origins.get(leg), event);
  });
  // Only when all legs are known can be said whether one call is alone there.
  return events.map(
    (event, at) => ofLegs[at] ?? (legOf(event.webhook) === undefined ? callThere(session, event) : undefined),
  );
};

const callThere = (session: Session, { conversation }: PulledEvent): Flow | undefined =>
  known(session, undefined, conversation);

const callOfLeg = (session: Session, leg: string, origin: string | undefined, event: PulledEvent): Flow => {
  const { conversation } = event;
  const at = timeOf(event);
  if (origin === undefined || session.byLeg.has(leg)) return flowFor(session, leg, conversation, at);
  const flow = known(session, undefined, origin) ?? startFlow(session, leg, at);
  linkConversation(session, flow, origin);
  joinFlow(session, flow, leg, conversation, at);
  return flow;
};

/** When an event happened, in milliseconds since 1970; of one that does not tell, when it was asked for. */
export const timeOf = ({ webhook, pulledAt }: PulledEvent): number => eventTime(webhook) ?? pulledAt;

/**
 * By leg, the conversation that it came from: of one that moved here the log begins with `member:joined` and `rtc:transfer`. A later
 * `rtc:transfer` brings a leg back.
 */
const originsOf = (events: readonly PulledEvent[]): ReadonlyMap<string, string> => {
  const seen = new Map<string, number>();
  const origins = new Map<string, string>();
  for (const { webhook } of events) {
    const leg = legOf(webhook);
    if (leg === undefined) continue;
    const count = seen.get(leg) ?? 0;
    seen.set(leg, count + 1);
    const from = webhook.type === 'rtc:transfer' ? textAt(webhook.body, 'transferred_from') : undefined;
    if (from !== undefined && count < 2) origins.set(leg, from);
  }
  return origins;
};
