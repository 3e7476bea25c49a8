import { keyOfWebhook } from '../../../flow/pulled/event-keys.ts';
import type { Sieve } from '../../../flow/recorded/sieve.ts';

/** What records already have of conversations, and where their calls run. */
export interface HeardSieve extends Sieve {
  /** Keys of all RTC events that came as webhooks. */
  readonly keys: ReadonlySet<string>;
  /** By the id of a call, the `region_url` of its answer webhook. */
  readonly regionUrls: ReadonlyMap<string, string>;
}

/** Looks at all recorded exchanges, for a merge with what is about to be pulled. */
export const heardSieve = (): HeardSieve => {
  const keys = new Set<string>();
  const regionUrls = new Map<string, string>();
  return {
    keys,
    regionUrls,
    see({ exchange: { content } }, flow) {
      if (content.form !== 'webhook') return;
      const { webhook } = content;
      if (webhook.kind === 'rtc-event') keys.add(keyOfWebhook(webhook));
      if (webhook.kind === 'answer' && webhook.region_url !== undefined && flow !== undefined)
        regionUrls.set(flow.id, webhook.region_url);
    },
    passes: () => true,
  };
};
