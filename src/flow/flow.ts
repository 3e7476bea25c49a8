import type { Deadline } from './ncco-use.ts';
import type { CallSocket } from './sockets/call-sockets.ts';

/** One of the five parties of the event flow (DESIGN §1), from left to right as they are drawn. */
export const LIFELINES = ['client', 'application', 'backend', 'voice', 'conversation'] as const;
export type Lifeline = (typeof LIFELINES)[number];

export type StepName = '1' | '2' | '3' | '4' | '5a' | '5b' | '5c';

/** One arrow of the picture. */
export interface Moment {
  /** Milliseconds since 1970: the platform's own time when the webhook tells it, else arrival. */
  readonly at: number;
  readonly step: StepName;
  readonly from: Lifeline;
  readonly to: Lifeline;
  readonly label: string;
  /** True when nobody told us and we conclude it from something else (steps 4 and 5c on the real platform). */
  readonly inferred: boolean;
  readonly leg: string | undefined;
}

export interface Leg {
  readonly uuid: string;
  direction: 'inbound' | 'outbound' | undefined;
  from: string | undefined;
  to: string | undefined;
  /** The newest status by the order of a call's life. */
  status: string | undefined;
  startedAt: number;
  answeredAt: number | undefined;
  endedAt: number | undefined;
  duration: string | undefined;
  price: string | undefined;
  detail: string | undefined;
  disconnectedBy: string | undefined;
}

/**
 * One call: its root leg, the legs that it caused, and the conversations that they pass through. Grows while the
 * call runs; `observe` is the only writer.
 */
export interface Flow {
  /** The root leg's uuid, or the conversation's when no leg is known yet. Stable for the life of the flow. */
  readonly id: string;
  /** Small number in order of appearance, for colours. */
  readonly number: number;
  startedAt: number;
  from: string | undefined;
  to: string | undefined;
  readonly legs: Map<string, Leg>;
  readonly conversations: Set<string>;
  /** Bounded: the first and the newest are kept (see `observe`). */
  readonly moments: Moment[];
  exchanges: number;
  /** Events that were asked of the Conversation API, and never came as webhooks. Absent: none. */
  pulled?: number;
  problems: string[];
  lastAt: number;
  ended: boolean;
  /** Hosts of this run's public address that NCCOs of this call name: a new tunnel has another. Absent: none. */
  hosts?: Set<string>;
  /** WebSockets that NCCOs of this call connect to. Absent: none. */
  sockets?: CallSocket[];
  /** The reply of the user's server that came nearest to its deadline. Absent: it was not asked. */
  slowest?: Slowest;
  /** Times of this call in which webhooks could not arrive. Absent: none. */
  gaps?: Gap[];
}

/** A reply that took long, next to what Vonage waits. */
export interface Slowest {
  /** What it was asked. */
  readonly kind: string;
  readonly milliseconds: number;
  readonly deadline: Deadline;
  /** An NCCO of the config took its place. Absent: it was the server's own. */
  readonly isReplaced?: boolean;
}

/** A time without a way in, in milliseconds since 1970: from the last time it was proven to when it was proven again. */
export interface Gap {
  readonly from: number;
  readonly to: number;
}
