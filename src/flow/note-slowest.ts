import type { VonageWebhook } from '../vonage/webhook.ts';
import type { Exchange, ReplyOrigin } from './exchange.ts';
import type { Flow, Slowest } from './flow.ts';
import type { LateReply } from './late-reply.ts';
import { labelOf } from './moments.ts';
import { shareOf } from './ncco-use.ts';

/**
 * Remembers the reply of the user's server that came nearest to its deadline; where a safety net answered for it, how long
 * it had had by then, until it comes.
 */
export const noteSlowest = (
  flow: Flow,
  { origin, deadline, milliseconds: whole }: Exchange,
  webhook: VonageWebhook,
): void => {
  const milliseconds = serverTook(origin, whole);
  if (milliseconds === undefined || !deadline) return;
  keepSlower(flow, {
    kind: labelOf(webhook),
    milliseconds,
    deadline,
    ...(origin.by === 'ncco' && { isReplaced: true }),
  });
};

/** What a reply took in the end for which a safety net had answered. */
export const noteLateReply = (
  flow: Flow,
  { kind, milliseconds, deadline }: Pick<LateReply, 'kind' | 'milliseconds' | 'deadline'>,
): void => {
  if (deadline) keepSlower(flow, { kind, milliseconds, deadline, isReplaced: true });
};

const keepSlower = (flow: Flow, one: Slowest): void => {
  const { slowest } = flow;
  if (slowest && shareOf(slowest.deadline, slowest.milliseconds) >= shareOf(one.deadline, one.milliseconds))
    return;
  flow.slowest = one;
};

/** Undefined when no server was asked. */
const serverTook = (origin: ReplyOrigin, whole: number): number | undefined => {
  if (origin.by === 'forward') return whole;
  return origin.by === 'ncco' ? origin.insteadOf?.milliseconds : undefined;
};
