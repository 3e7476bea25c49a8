import type { VonageWebhook } from '../vonage/webhook.ts';
import type { Exchange, ReplyOrigin } from './exchange.ts';
import type { Flow } from './flow.ts';
import { labelOf } from './moments.ts';
import { shareOf } from './ncco-use.ts';

/**
 * Remembers the reply of the user's server that came nearest to its deadline; where a safety net answered for it, how long
 * it had had by then.
 */
export const noteSlowest = (
  flow: Flow,
  { origin, deadline, milliseconds: whole }: Exchange,
  webhook: VonageWebhook,
): void => {
  const milliseconds = serverTook(origin, whole);
  if (milliseconds === undefined || !deadline) return;
  const { slowest } = flow;
  if (slowest && shareOf(slowest.deadline, slowest.milliseconds) >= shareOf(deadline, milliseconds)) return;
  const kind = webhook.kind === 'answer' ? 'answer' : labelOf(webhook);
  flow.slowest = { kind, milliseconds, deadline, ...(origin.by === 'ncco' && { isReplaced: true }) };
};

/** Undefined when no server was asked. */
const serverTook = (origin: ReplyOrigin, whole: number): number | undefined => {
  if (origin.by === 'forward') return whole;
  return origin.by === 'ncco' ? origin.insteadOf?.milliseconds : undefined;
};
