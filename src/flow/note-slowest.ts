import type { VonageWebhook } from '../vonage/webhook.ts';
import type { Exchange } from './exchange.ts';
import type { Flow } from './flow.ts';
import { labelOf } from './moments.ts';
import { shareOf } from './ncco-use.ts';

/** Remembers the reply of the user's server that came nearest to its deadline. */
export const noteSlowest = (
  flow: Flow,
  { origin, deadline, milliseconds }: Exchange,
  webhook: VonageWebhook,
): void => {
  if (origin.by !== 'forward' || !deadline) return;
  const { slowest } = flow;
  if (slowest && shareOf(slowest.deadline, slowest.milliseconds) >= shareOf(deadline, milliseconds)) return;
  const kind = webhook.kind === 'answer' ? 'answer' : labelOf(webhook);
  flow.slowest = { kind, milliseconds, deadline };
};
