import type { CallStatusWebhook } from '../vonage/webhooks/call-status.ts';

/**
 * Who calls and who is called, by a webhook of a leg. Of a call from an app Vonage tells the calling user as `to`, and no
 * `from` (voice-webhooks.md §3): whom the user calls is in the answer webhook.
 */
export const endsOf = ({
  direction,
  from,
  to,
}: Pick<CallStatusWebhook, 'direction' | 'from' | 'to'>): {
  readonly from: string | undefined;
  readonly to: string | undefined;
} =>
  direction === 'inbound' && from === null
    ? { from: to ?? undefined, to: undefined }
    : { from: from ?? undefined, to: to ?? undefined };
