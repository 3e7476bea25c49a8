import { type Application, hasCapability, slotAddress, slotMethod } from '../../vonage/application.ts';
import { SLOT_IDS, type SlotId } from '../../vonage/slots.ts';
import type { JournalEntry } from '../borrow/journal.ts';
import { probeUrl } from '../borrow/probe-url.ts';

/** A slot of an application, and what stands behind its URL. */
export interface SeenSlot {
  readonly slot: SlotId;
  readonly address: string | undefined;
  readonly method: 'GET' | 'POST';
  /** `ours`: a listener of this computer put it there and runs; `left`: one that died; undefined for somebody else's. */
  readonly held: 'ours' | 'left' | undefined;
  /** Of the URL: whether nothing can be answering there, and a few words; undefined when nobody looked. */
  readonly probe: { readonly dead: boolean; readonly words: string } | undefined;
}

export interface LookOptions {
  readonly entry: JournalEntry | undefined;
  readonly isLeft: boolean;
  readonly probe: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** Looks at every slot whose capability is on; each host is asked once, and never at a webhook's own path. */
export const lookAtSlots = async (
  application: Application,
  { entry, isLeft, probe, signal }: LookOptions,
): Promise<readonly SeenSlot[]> => {
  const probes = new Map<string, ReturnType<typeof probeUrl>>();
  const probed = (address: string) => {
    const key = URL.canParse(address) ? new URL(address).origin : address;
    const asked = probes.get(key) ?? probeUrl(address, signal);
    probes.set(key, asked);
    return asked;
  };
  const slots = SLOT_IDS.filter((slot) => hasCapability(application, slot));
  return Promise.all(
    slots.map(async (slot) => {
      const address = slotAddress(application, slot);
      const isOurs =
        address !== undefined &&
        entry?.slots.some((memo) => memo.slot === slot && memo.ours.includes(address)) === true;
      return {
        slot,
        address,
        method: slotMethod(application, slot),
        held: isOurs ? (isLeft ? ('left' as const) : ('ours' as const)) : undefined,
        probe: address === undefined || !probe ? undefined : await probed(address),
      };
    }),
  );
};
