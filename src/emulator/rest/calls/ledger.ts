import type { CallStatus, Direction } from '../../../vonage/call-status.ts';
import type { ApplicationId, CallUuid, ConversationUuid } from '../../../vonage/ids.ts';
import type { JsonObject } from '../../../vonage/json.ts';
import type { Bill } from '../../bill.ts';

/** What the Voice API knows of a leg, also when the call is long over (voice-api.md §4). */
export interface LegRecord {
  readonly uuid: CallUuid;
  readonly application: ApplicationId;
  readonly direction: Direction;
  /** The host whose region it runs in because it was made there by the API; undefined for an inbound call. */
  readonly madeAt: string | undefined;
  /** Endpoint objects, `{type: "phone", number}`. */
  readonly from: JsonObject;
  readonly to: JsonObject;
  readonly createdAt: number;
  /** Where the leg is now; a transfer changes it. */
  readonly conversation: ConversationUuid;
  readonly status: CallStatus;
  readonly endedAt: number | undefined;
  /** Once the leg is `completed`. */
  readonly bill: Bill | undefined;
}

/**
 * All legs that can still be asked for, in order of creation. Legs that ended stay for the application's
 * `leg_persistence_time`, but no more than `most` of them, so that an emulator that runs for weeks does not grow.
 */
export interface Ledger {
  readonly legs: Map<CallUuid, LegRecord>;
  /** Legs that ended, in that order: what is forgotten first stands first. */
  readonly ended: Map<CallUuid, { readonly forgetAt: number }>;
  readonly most: number;
  /**
   * Goes along `ended` as that is forgotten, and the one it came to. To look from the beginning every time costs as much
   * as was forgotten there before.
   */
  walk: MapIterator<CallUuid> | undefined;
  oldest: CallUuid | undefined;
}

/** A record has some 500 bytes, so these have five megabytes. */
const MOST_ENDED_LEGS = 10_000;

export const createLedger = (most = MOST_ENDED_LEGS): Ledger => ({
  legs: new Map(),
  ended: new Map(),
  most,
  walk: undefined,
  oldest: undefined,
});

/** Writes down what a leg is like now; `keepMs` is how long it stays after its end. */
export const writeLeg = (ledger: Ledger, leg: LegRecord, keepMs: number): void => {
  ledger.legs.set(leg.uuid, leg);
  if (leg.endedAt === undefined) return;
  ledger.ended.set(leg.uuid, { forgetAt: leg.endedAt + keepMs });
  forgetOld(ledger, leg.endedAt);
};

const forgetOld = (ledger: Ledger, at: number): void => {
  for (let uuid = oldestOf(ledger); uuid !== undefined; uuid = oldestOf(ledger)) {
    if (ledger.ended.size <= ledger.most && ledger.ended.get(uuid)!.forgetAt > at) return;
    ledger.ended.delete(uuid);
    ledger.legs.delete(uuid);
    ledger.oldest = undefined;
  }
  // A walk that came to the end goes no further.
  ledger.walk = undefined;
};

const oldestOf = (ledger: Ledger): CallUuid | undefined => {
  ledger.walk ??= ledger.ended.keys();
  ledger.oldest ??= ledger.walk.next().value;
  return ledger.oldest;
};

/** A leg of this application; undefined when there is none, it is another's, or its data are gone. */
export const findLeg = (
  ledger: Ledger,
  uuid: CallUuid,
  application: ApplicationId,
  at: number,
): LegRecord | undefined => {
  const leg = ledger.legs.get(uuid);
  return leg?.application === application && !isForgotten(ledger, leg, at) ? leg : undefined;
};

/** All legs of this application, oldest first. */
export const legsOf = (ledger: Ledger, application: ApplicationId, at: number): readonly LegRecord[] =>
  [...ledger.legs.values()].filter((leg) => leg.application === application && !isForgotten(ledger, leg, at));

const isForgotten = (ledger: Ledger, leg: LegRecord, at: number): boolean =>
  (ledger.ended.get(leg.uuid)?.forgetAt ?? Number.POSITIVE_INFINITY) <= at;
