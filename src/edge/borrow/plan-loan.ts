import {
  type Application,
  hasCapability,
  type SlotSettings,
  slotAddress,
  slotSettings,
  slotValue,
  withSlot,
} from '../../vonage/application.ts';
import type { JsonObject } from '../../vonage/json.ts';
import { SLOTS, type SlotId } from '../../vonage/slots.ts';

export interface SlotChange {
  readonly slot: SlotId;
  /** The URL before; undefined when the slot was absent or empty. */
  readonly before: string | undefined;
  readonly now: string;
  /** The whole webhook object that goes into the slot. */
  readonly value: JsonObject;
}

export interface LoanPlan {
  readonly changes: readonly SlotChange[];
  /** Slots that cannot be borrowed, and why. */
  readonly skipped: readonly { readonly slot: SlotId; readonly why: string }[];
  /** How Vonage asks for each slot that could be borrowed. */
  readonly settings: ReadonlyMap<SlotId, SlotSettings>;
}

/** The URL that a slot shall hold, given the one that it holds now. */
export type UrlFor = (slot: SlotId, before: string | undefined) => string;

/**
 * What has to change so that the slots hold our URLs. Only addresses change: methods, time-outs and unknown keys stay,
 * and an absent slot gets its default method. A capability that is off is never switched on, since that changes how
 * linked numbers behave (applications-api.md §3). A slot that holds the wanted URL already needs no change.
 */
export const planLoan = (application: Application, slots: readonly SlotId[], urlFor: UrlFor): LoanPlan => {
  const changes: SlotChange[] = [];
  const skipped: { slot: SlotId; why: string }[] = [];
  const settings = new Map<SlotId, SlotSettings>();
  for (const slot of new Set(slots)) {
    const { capability, defaultMethod } = SLOTS[slot];
    if (!hasCapability(application, slot)) {
      skipped.push({ slot, why: `the application has its ${capability} capability switched off` });
      continue;
    }
    settings.set(slot, slotSettings(application, slot));
    const before = slotAddress(application, slot);
    const now = urlFor(slot, before);
    if (before === now) continue;
    const old = slotValue(application, slot) ?? { address: '', http_method: defaultMethod };
    changes.push({ slot, before, now, value: { ...old, address: now } });
  }
  return { changes, skipped, settings };
};

/** The application with the planned changes made. */
export const withLoan = (application: Application, { changes }: LoanPlan): Application =>
  changes.reduce((changed, { slot, value }) => withSlot(changed, slot, value), application);
