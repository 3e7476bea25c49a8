import type { SlotId } from '../../vonage/slots.ts';
import type { Exchange } from '../exchange.ts';
import { factsOf, factsOfWebhook } from '../exchange-facts.ts';
import type { PulledEvent } from '../pulled/pulled-event.ts';

/** What of an exchange a filter can ask for, by the names under which records have it. */
export interface Matchable {
  readonly kind: string;
  readonly status: string | undefined;
  readonly event: string | undefined;
  readonly flow: string | undefined;
  readonly leg: string | undefined;
  readonly conversation: string | undefined;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly direction: string | undefined;
  readonly step: string | undefined;
  readonly slot: SlotId | undefined;
  readonly path: string | undefined;
  /** Status of the reply. */
  readonly reply: string | undefined;
  readonly by: string;
  readonly ncco: string | undefined;
  readonly signature: string | undefined;
  readonly isProblem: boolean;
}

/** @param flow id of the call that it belongs to */
export const matchableOf = (exchange: Exchange, flow: string | undefined): Matchable => {
  const { target, request, reply, origin, standing, problems } = exchange;
  const { kind, status, event, leg, conversation, from, to, direction, step } = factsOf(exchange);
  const named = target.at === 'ncco' ? target.name : undefined;
  return {
    kind,
    status,
    event,
    flow,
    leg,
    conversation,
    from,
    to,
    direction,
    step,
    slot: target.at === 'slot' ? target.slot : undefined,
    path: request.path,
    reply: String(reply.status),
    by: origin.by,
    ncco: origin.by === 'ncco' ? origin.name : named,
    signature: standing.state,
    isProblem: problems.length > 0 || standing.state === 'refused',
  };
};

/** The same of an event that was pulled: nobody replied to it. @param flow as above */
export const matchableOfPulled = ({ webhook }: PulledEvent, flow: string | undefined): Matchable => {
  const { kind, status, event, leg, conversation, from, to, direction, step } = factsOfWebhook(webhook);
  return {
    ...{ kind, status, event, flow, leg, conversation, from, to, direction, step },
    slot: undefined,
    path: undefined,
    reply: undefined,
    by: 'pulled',
    ncco: undefined,
    signature: undefined,
    isProblem: false,
  };
};
