import { valueAt } from '../../../vonage/json.ts';
import type { PlatformNotice } from '../../../vonage/platform-event.ts';
import type { Exchange } from '../../exchange.ts';
import { factsOf } from '../../exchange-facts.ts';
import type { Filed } from '../../recorded/file-recorded.ts';
import { nccoOf } from '../ncco-of.ts';

/** An NCCO that a leg was given. */
export interface NccoRun {
  /** Number of the exchange whose reply it was. */
  readonly exchange: number;
  readonly name: string | undefined;
  readonly leg: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly actions: readonly string[];
}

/** What tells that an action has come to its end. */
export interface Sign {
  readonly of: 'input' | 'record' | 'notify' | 'talk' | 'stream';
  /** Undefined when it tells no leg: it may belong to any. */
  readonly leg: string | undefined;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Its beginning, when that is told as well. */
  readonly startedAt?: number | undefined;
}

/** When an action began, as an emulator tells it. */
export interface Start {
  readonly action: string;
  readonly leg: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** What is known of the times of actions. */
export interface Signs {
  readonly ends: Sign[];
  readonly starts: Start[];
}

/** The NCCOs of a call, and what tells when their actions ran. */
export interface Runs extends Signs {
  readonly runs: NccoRun[];
}

/** Of a call of which nothing was seen yet. */
export const newRuns = (): Runs => ({ runs: [], ends: [], starts: [] });

/** A call lasts two hours at most; one with more has other troubles. */
const KEPT = 2000;

/** Remembers the NCCO that went back with an exchange, and what that tells of the actions of another. */
export const seeRun = ({ runs, ends }: Runs, exchange: Exchange, { flow, at, number }: Filed): void => {
  const { leg } = factsOf(exchange);
  const sign = signOf(exchange, leg, at);
  if (sign && ends.length < KEPT) ends.push(sign);
  const ncco = nccoOf(exchange);
  const uuid = runningLeg(runs, exchange, leg) ?? flow.legs.keys().next().value;
  if (ncco === undefined || uuid === undefined || runs.length >= KEPT) return;
  const actions = ncco.actions.map(({ action }) => (typeof action === 'string' ? action : 'unknown'));
  runs.push({ exchange: number, name: ncco.name, leg: uuid, startedAt: at, actions });
};

/**
 * The leg that an NCCO runs on: that of the webhook; the reply to a status of a leg that a `connect` called takes the place of the
 * NCCO with the `connect` in it (voice-webhooks.md §4.4).
 */
const runningLeg = (
  runs: readonly NccoRun[],
  { content }: Exchange,
  leg: string | undefined,
): string | undefined => {
  const isStatus = content.form === 'webhook' && content.webhook.kind === 'call-status';
  return isStatus && runs.every((run) => run.leg !== leg) ? (runs.at(-1)?.leg ?? leg) : leg;
};

/** Remembers when an action began. */
export const seeStart = ({ starts }: Runs, { at, event }: PlatformNotice): void => {
  if (event.name === 'action-started' && starts.length < KEPT)
    starts.push({ action: event.action, leg: event.leg, at });
};

const signOf = ({ content }: Exchange, leg: string | undefined, at: number): Sign | undefined => {
  if (content.form !== 'webhook') return undefined;
  const { webhook } = content;
  switch (webhook.kind) {
    case 'input':
    case 'notify':
      return { of: webhook.kind, leg, at };
    case 'recording': {
      const endedAt = Date.parse(webhook.end_time ?? '');
      const startedAt = Date.parse(webhook.start_time ?? '');
      return {
        of: 'record',
        leg,
        at: Number.isNaN(endedAt) ? at : endedAt,
        startedAt: Number.isNaN(startedAt) ? undefined : startedAt,
      };
    }
    case 'rtc-event': {
      const of = SAID[webhook.type];
      // Of what is played to one leg the channel tells which (rtc-events.md §4).
      const channel = valueAt(webhook.body, 'channel.id');
      return of && { of, leg: typeof channel === 'string' ? channel : leg, at };
    }
    default:
      return undefined;
  }
};

const SAID: Readonly<Record<string, Sign['of'] | undefined>> = {
  'audio:say:done': 'talk',
  'audio:play:done': 'stream',
};
