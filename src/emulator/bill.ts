import type { Leg } from './platform.ts';
import { isoTime } from './turn.ts';

/** Made-up prices in EUR a minute: text with 8 decimals for phones, `0.00` for app legs (voice-webhooks.md §3, form I). */
const RATES = { inbound: '0.00720000', outbound: '0.01270000', app: '0.00' } as const;

/** `GB-FIXED` for numbers, MCCMNC for mobiles called, null for others (§3, I from captures; the values are ours). */
const NETWORKS = { inbound: 'GB-FIXED', outbound: '23433' } as const;

export interface Bill {
  /** ISO 8601 cut to whole seconds; null when the leg was never answered. */
  readonly start_time: string | null;
  readonly end_time: string | null;
  /** Whole seconds. */
  readonly duration: string;
  readonly rate: string;
  readonly price: string;
  readonly network: string | null;
}

/** The bill of a leg that is over: price = rate × duration / 60 with 8 decimals (§4.4, I). */
export const billOf = (leg: Leg): Bill => {
  const rate = leg.channel === 'app' ? RATES.app : RATES[leg.direction];
  const start = leg.answeredAt === undefined ? undefined : Math.floor(leg.answeredAt / 1000);
  const end = leg.endedAt === undefined ? undefined : Math.floor(leg.endedAt / 1000);
  const seconds = start === undefined || end === undefined ? 0 : end - start;
  return {
    start_time: start === undefined ? null : wholeSeconds(start),
    end_time: start === undefined || end === undefined ? null : wholeSeconds(end),
    duration: String(seconds),
    rate,
    // Rates have 8 decimals, so whole numbers keep the last digit right. App legs cost "0" (I).
    price:
      leg.channel === 'app'
        ? '0'
        : (Math.round((Math.round(Number(rate) * 1e8) * seconds) / 60) / 1e8).toFixed(8),
    network: leg.channel === 'phone' ? NETWORKS[leg.direction] : null,
  };
};

const wholeSeconds = (seconds: number): string => isoTime(seconds * 1000);
