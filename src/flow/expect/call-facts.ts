import type { CallStatus, Direction } from '../../vonage/call-status.ts';
import { type JsonObject, parseJson } from '../../vonage/json.ts';
import type { Action, Ncco } from '../../vonage/ncco.ts';
import type { PlatformNotice } from '../../vonage/platform-event.ts';
import { type Happening, happeningsOf } from './happening.ts';

/** All that an emulator told of one call, in the order in which it happened. */
export interface CallFacts {
  readonly call: string;
  readonly conversation: string;
  /** A number, or the name of a user who calls from an app. */
  readonly from: string;
  readonly to: string;
  /** By id; the caller's is the first. */
  readonly legs: Map<string, LegFacts>;
  readonly actions: PerformedAction[];
  readonly webhooks: SentWebhook[];
  readonly happenings: Happening[];
  /** Why somebody hung up for whom the script had nothing left to do; after "the caller": `heard the same NCCO 5 times`. */
  gaveUp?: { readonly by: 'caller' | 'callee'; readonly why: string };
}

/** One connection to one person. */
export interface LegFacts {
  readonly leg: string;
  readonly direction: Direction;
  /** `phone`, `app`, `sip`, `vbc` or `websocket`. */
  readonly channel: string;
  readonly from: string;
  readonly to: string;
  /** The newest. */
  readonly status: CallStatus;
  readonly statuses: readonly CallStatus[];
  /** Why it came to nothing: `declined`, `cannot_route` … */
  readonly detail?: string;
  readonly disconnectedBy?: 'platform' | 'user';
  /** Seconds and EUR, as Vonage writes them; of a leg that is over. */
  readonly duration?: string;
  readonly price?: string;
}

/** An action of an NCCO that ran, with all its options. */
export type PerformedAction = Action & {
  /** On which leg: the caller's, or that of somebody who hears the NCCO of an `onAnswer`. */
  readonly leg: string;
};

/** One request to the app's server, with what came back. */
export interface SentWebhook {
  /** `answer`, `fallback`, a call status, `input`, `record` … or the type of an RTC event. */
  readonly kind: string;
  readonly method: string;
  readonly url: string;
  readonly leg?: string;
  /** 1, or 2 for the second try. */
  readonly attempt: number;
  /** What it told. */
  readonly fields: JsonObject;
  /** Undefined when no reply came. */
  readonly status?: number;
  /** Why there was no usable reply. */
  readonly failure?: string;
  /** The NCCO of the reply, when the platform took one. */
  readonly ncco?: Ncco;
  /** How long the reply took. */
  readonly milliseconds: number;
}

type ClientEvent = Extract<PlatformNotice['event'], { readonly name: 'client-event' }>;

/** Collects the facts of the calls that an emulator tells about. */
export const collectFacts = () => {
  const calls = new Map<string, CallFacts>();
  /** What a user gets is told with the leg that it is about, or with the conversation alone. */
  const callOf = ({ leg, conversation }: ClientEvent): CallFacts | undefined => {
    const there: CallFacts[] = [];
    for (const facts of calls.values()) {
      if (leg !== undefined && facts.legs.has(leg)) return facts;
      if (facts.conversation === conversation) there.push(facts);
    }
    return there.length === 1 ? there[0] : undefined;
  };
  return {
    note: ({ event }: PlatformNotice): void => {
      if (event.name === 'call-placed') {
        const { call, conversation, from, to } = event;
        const empty = { legs: new Map(), actions: [], webhooks: [], happenings: [] };
        calls.set(call, { call, conversation, from, to, ...empty });
        return;
      }
      const facts =
        event.name === 'client-event'
          ? callOf(event)
          : 'call' in event && event.call !== undefined
            ? calls.get(event.call)
            : undefined;
      if (facts) learn(facts, event);
    },
    /** Gives the facts of a call that is over, and forgets them. */
    take: (call: string): CallFacts | undefined => {
      const facts = calls.get(call);
      calls.delete(call);
      return facts;
    },
  };
};

const learn = (facts: CallFacts, event: PlatformNotice['event']): void => {
  facts.happenings.push(...happeningsOf(event));
  if (event.name === 'gave-up') facts.gaveUp = { by: event.by, why: event.why };
  if (event.name === 'leg-status') {
    const before = facts.legs.get(event.leg);
    const { leg, direction, channel, from, to, status, detail, disconnectedBy, duration, price } = event;
    facts.legs.set(leg, {
      ...before,
      ...{ leg, direction, channel, from, to, status },
      statuses: [...(before?.statuses ?? []), status],
      ...(detail !== undefined && { detail }),
      ...(disconnectedBy !== undefined && { disconnectedBy }),
      ...(duration !== undefined && { duration }),
      ...(price !== undefined && { price }),
    });
  } else if (event.name === 'action-started') {
    facts.actions.push({ ...event.performs, leg: event.leg });
  } else if (event.name === 'webhook-sent') {
    const { kind, method, url, leg, attempt, fields, status, failure, executes, milliseconds } = event;
    facts.webhooks.push({
      ...{ kind, method, url, attempt, fields, milliseconds },
      ...(leg !== undefined && { leg }),
      ...(status !== undefined && { status }),
      ...(failure !== undefined && { failure }),
      // The platform read it as an NCCO.
      ...(executes !== undefined && { ncco: parseJson(executes) as unknown as Ncco }),
    });
  }
};
