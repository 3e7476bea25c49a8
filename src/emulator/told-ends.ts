import type { Leg } from './platform.ts';

/**
 * `from` and `to` of a leg, as voice events tell them: for the inbound leg of a call from an app `from` is null and `to` is the
 * calling user's name (voice-webhooks.md §3).
 */
export const toldEnds = (leg: Leg): { readonly from: string | null; readonly to: string } =>
  leg.direction === 'inbound' && leg.channel === 'app'
    ? { from: null, to: leg.from }
    : { from: leg.from, to: leg.to };
