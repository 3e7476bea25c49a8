import type { SlotId } from '../../vonage/slots.ts';

/** Products that an application can have switched on by us (applications-api.md §2). */
export const CAPABILITIES = ['voice', 'rtc', 'messages', 'verify', 'vbc'] as const;
export type Capability = (typeof CAPABILITIES)[number];

/** What shall become of one slot; what is not named stays. */
export interface WishedSlot {
  readonly address?: string;
  readonly method?: 'GET' | 'POST';
  /** Milliseconds. */
  readonly connectTimeout?: number;
  readonly socketTimeout?: number;
}

/** What shall become of an application. All else stays as it is, also what nobody knows. */
export interface Wishes {
  readonly slots: ReadonlyMap<SlotId, WishedSlot | 'unset'>;
  readonly addCapabilities: readonly Capability[];
  /** For each capability that can sign; `on`: those of both that are switched on. */
  readonly signedCallbacks: { readonly voice?: boolean; readonly rtc?: boolean; readonly on?: boolean };
  /** A region, or `none` to pin none. */
  readonly region: string | undefined;
}

export const NO_WISHES: Wishes = {
  slots: new Map(),
  addCapabilities: [],
  signedCallbacks: {},
  region: undefined,
};

export const isEmpty = ({ slots, addCapabilities, signedCallbacks, region }: Wishes): boolean =>
  slots.size === 0 &&
  addCapabilities.length === 0 &&
  Object.keys(signedCallbacks).length === 0 &&
  region === undefined;

/** Both, the second one winning where they speak of the same thing. */
export const joinWishes = (one: Wishes, other: Wishes): Wishes => {
  const slots = new Map(one.slots);
  for (const [slot, wish] of other.slots) {
    const before = slots.get(slot);
    slots.set(slot, wish === 'unset' || before === 'unset' ? wish : { ...before, ...wish });
  }
  return {
    slots,
    addCapabilities: [...new Set([...one.addCapabilities, ...other.addCapabilities])],
    signedCallbacks: { ...one.signedCallbacks, ...other.signedCallbacks },
    region: other.region ?? one.region,
  };
};
