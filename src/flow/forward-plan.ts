import { isSlotId, SLOT_IDS, SLOTS, type Slot, type SlotId } from '../vonage/slots.ts';

/** Which of the user's own servers answers what. Addresses of servers have no slash at their end. */
export interface ForwardPlan {
  /** The server of every slot that nothing else is said of; undefined: those are answered here, by the config. */
  readonly base: string | undefined;
  readonly capabilities: Readonly<Partial<Record<Slot['capability'], string>>>;
  /** Single slots. */
  readonly slots: Readonly<Partial<Record<SlotId, SlotServer>>>;
  /** The server of whatever is no slot: `/dtmf`, hold music, a WebSocket. */
  readonly elsewhere: string;
}

export interface SlotServer {
  /** Paths are added to it. */
  readonly base: string;
  /** The path at which the slot is, with its query; undefined: the one that it has in the application. */
  readonly path: string | undefined;
}

/** A whole capability, `voice`, or one slot of it, `voice.answer`; `all`: what nothing else is said of. */
export type ForwardKey = 'all' | Slot['capability'] | SlotId;

/** One thing that was asked for: of the command line, or an entry of the config. */
export interface ForwardWish {
  readonly for: ForwardKey;
  readonly url: string;
}

export const CAPABILITIES: readonly Slot['capability'][] = [
  ...new Set(SLOT_IDS.map((id) => SLOTS[id].capability)),
];

/** What `forward` may name: capabilities, and single slots. */
export const FORWARD_KEYS: readonly Exclude<ForwardKey, 'all'>[] = [...CAPABILITIES, ...SLOT_IDS];

export const isForwardKey = (text: string): text is Exclude<ForwardKey, 'all'> =>
  (FORWARD_KEYS as readonly string[]).includes(text);

/**
 * Joins what was asked for; a slot goes before its capability, and that before `all`. A URL with a path is the whole
 * address of a single slot; for more than one slot its path stands in front of theirs. Undefined for no wishes.
 */
export const forwardPlan = (wishes: readonly ForwardWish[]): ForwardPlan | undefined => {
  const urlOf = (key: ForwardKey): string | undefined => wishes.findLast((wish) => wish.for === key)?.url;
  const base = urlOf('all');
  const slots: Partial<Record<SlotId, SlotServer>> = {};
  for (const id of SLOT_IDS) {
    const own = urlOf(id);
    if (own !== undefined) slots[id] = slotServer(own);
  }
  const capabilities: Partial<Record<Slot['capability'], string>> = {};
  for (const name of CAPABILITIES) {
    const shared = urlOf(name);
    if (shared !== undefined) capabilities[name] = shared;
  }
  const others = [...Object.values(capabilities), ...Object.values(slots).map((slot) => slot.base)];
  const elsewhere = base ?? capabilities.voice ?? slots['voice.answer']?.base ?? others[0];
  return elsewhere === undefined ? undefined : { base, capabilities, slots, elsewhere };
};

const slotServer = (url: string): SlotServer => {
  const { origin, pathname, search } = new URL(url);
  const isWhole = pathname !== '/' || search !== '';
  return { base: origin, path: isWhole ? `${pathname}${search}` : undefined };
};

/** The server that answers a slot; undefined when it is answered here. */
export const serverOfSlot = (plan: ForwardPlan, slot: SlotId): string | undefined =>
  plan.slots[slot]?.base ?? plan.capabilities[SLOTS[slot].capability] ?? plan.base;

/** Whether two plans leave every slot where it is: then one may follow the other, and the application needs no change. */
export const standAlike = (one: ForwardPlan, other: ForwardPlan): boolean =>
  SLOT_IDS.every(
    (slot) =>
      (serverOfSlot(one, slot) === undefined) === (serverOfSlot(other, slot) === undefined) &&
      one.slots[slot]?.path === other.slots[slot]?.path,
  );

/** Every server of the plan, once. */
export const serversOf = ({ base, capabilities, slots }: ForwardPlan): readonly string[] => [
  ...new Set([
    ...(base === undefined ? [] : [base]),
    ...Object.values(capabilities),
    ...Object.values(slots).map((slot) => slot.base),
  ]),
];

/** The paths that the plan itself gives to slots, without their queries. */
export const pathsOf = ({ slots }: ForwardPlan): ReadonlyMap<SlotId, string> =>
  new Map(
    Object.entries(slots).flatMap(([id, { path }]) =>
      path !== undefined && isSlotId(id) ? [[id, path.replace(/\?.*$/, '')] as const] : [],
    ),
  );
