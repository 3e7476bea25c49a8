import type { CallUuid } from '../../vonage/ids.ts';
import type { ClientSession } from './client-session.ts';

/** What an app has opened to call with, and no call has yet: `POST /v0.3/legs`, before its knock (client-sdk.md §4). */
export interface OfferedLeg {
  readonly uuid: CallUuid;
  readonly session: ClientSession;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** The knock follows at once; what never knocked is forgotten. */
const KEPT_MS = 60_000;

/** Keeps a leg until it knocks, and forgets those that never did. */
export const offerLeg = (offered: Map<CallUuid, OfferedLeg>, leg: OfferedLeg): void => {
  for (const [uuid, { at }] of offered) {
    if (at + KEPT_MS > leg.at) break;
    offered.delete(uuid);
  }
  offered.set(leg.uuid, leg);
};
