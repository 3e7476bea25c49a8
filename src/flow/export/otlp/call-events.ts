import type { JsonObject } from '../../../vonage/json.ts';
import type { PlatformNotice } from '../../../vonage/platform-event.ts';
import { legOf } from '../../../vonage/webhook.ts';
import type { Exchange } from '../../exchange.ts';
import { factsOf } from '../../exchange-facts.ts';
import type { Flow } from '../../flow.ts';
import { labelOf, platformMoments } from '../../moments.ts';
import type { PulledEvent } from '../../pulled/pulled-event.ts';
import { timeAt } from '../../recorded/field-of.ts';
import type { Filed } from '../../recorded/file-recorded.ts';
import { recordedLateReply } from '../../recorded/recorded-late-reply.ts';
import type { SpanEvent, SpanParts } from './span.ts';

/** What happened in a call, by leg. */
export interface CallEvents {
  see(exchange: Exchange, filed: Filed): void;
  /** An event that was pulled. */
  seePulled(event: PulledEvent, filed: Filed): void;
  /** What an emulator tells. */
  told(notice: PlatformNotice, flow: Flow): void;
  /** A line of the record about the call that is no exchange. */
  note(record: JsonObject): void;
  /** Of a leg; of the call itself for undefined. */
  of(leg: string | undefined): Pick<SpanParts, 'events' | 'droppedEvents'>;
}

/** A reader scrolls through a thousand; the rest is counted. */
const KEPT = 1000;

/** Gathers what happened in one call, of which nothing was seen yet. */
export const callEvents = (): CallEvents => {
  const kept = new Map<string, { readonly events: SpanEvent[]; dropped: number }>();
  const add = (leg: string, event: SpanEvent): void => {
    const list = kept.get(leg) ?? { events: [], dropped: 0 };
    kept.set(leg, list);
    if (list.events.length < KEPT) list.events.push(event);
    else list.dropped += 1;
  };
  return {
    see(exchange, { flow, at, number }) {
      const { content } = exchange;
      if (content.form !== 'webhook') return;
      const { leg, step } = factsOf(exchange);
      // The question for an NCCO is no event: it has a span of its own.
      if (step !== '5a' && step !== '5b') return;
      const attributes = { 'vonage.flow.step': step, 'vonage.exchange.number': number };
      add(keyOf(flow, leg), { at, name: labelOf(content.webhook), attributes });
    },
    seePulled({ webhook }, { flow, at, number }) {
      const attributes = {
        'vonage.flow.step': '5b',
        'vonage.exchange.number': number,
        'vonage.pulled': true,
      };
      add(keyOf(flow, legOf(webhook)), { at, name: labelOf(webhook), attributes });
    },
    told(notice, flow) {
      for (const { at, label, leg, step } of platformMoments(notice, false))
        add(keyOf(flow, leg), { at, name: label, attributes: { 'vonage.flow.step': step } });
    },
    note(record) {
      const at = timeAt(record, 'at');
      const late = recordedLateReply(record);
      if (late)
        add(CALL, {
          at: late.at,
          name: 'late reply',
          attributes: { 'url.full': late.url, 'vonage.milliseconds': late.milliseconds },
        });
      else if (record['type'] === 'socket' && record['name'] === 'closed' && at !== undefined)
        add(CALL, {
          at,
          name: 'WebSocket closed',
          attributes: { 'vonage.socket.code': Number(record['code']) },
        });
    },
    of(leg) {
      const { events, dropped } = kept.get(leg ?? CALL) ?? { events: [], dropped: 0 };
      return { events: events.toSorted((one, other) => one.at - other.at), droppedEvents: dropped };
    },
  };
};

const CALL = '';

const keyOf = (flow: Flow, leg: string | undefined): string =>
  leg !== undefined && flow.legs.has(leg) ? leg : CALL;
