import { valueAt } from '../../../vonage/json.ts';
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

export interface Runs {
  readonly runs: NccoRun[];
  readonly signs: Sign[];
}

export const newRuns = (): Runs => ({ runs: [], signs: [] });

/** A call lasts two hours at most; one with more has other troubles. */
const KEPT = 2000;

/** Remembers the NCCO that went back with an exchange, and what that tells of the actions of another. */
export const seeRun = ({ runs, signs }: Runs, exchange: Exchange, { flow, at, number }: Filed): void => {
  const { leg } = factsOf(exchange);
  const sign = signOf(exchange, leg, at);
  if (sign && signs.length < KEPT) signs.push(sign);
  const ncco = nccoOf(exchange);
  const uuid = leg ?? flow.legs.keys().next().value;
  if (ncco === undefined || uuid === undefined || runs.length >= KEPT) return;
  const actions = ncco.actions.map(({ action }) => (typeof action === 'string' ? action : 'unknown'));
  runs.push({ exchange: number, name: ncco.name, leg: uuid, startedAt: at, actions });
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
