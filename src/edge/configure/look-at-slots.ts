import { type Application, hasCapability, slotAddress, slotMethod } from '../../vonage/application.ts';
import { SLOT_IDS, type SlotId } from '../../vonage/slots.ts';
import type { KnownAnswers } from '../borrow/ask-origin.ts';
import type { JournalEntry } from '../borrow/journal.ts';
import { type Probe, probeUrl } from '../borrow/probe-url.ts';

/** A slot of an application, and what stands behind its URL. */
export interface SeenSlot {
  readonly slot: SlotId;
  readonly address: string | undefined;
  readonly method: 'GET' | 'POST';
  /** `ours`: a listener that shares our state folder put it there and runs, as far as anybody can tell; `left`: one that died; undefined for somebody else's. */
  readonly held: 'ours' | 'left' | undefined;
  /** Who listens there right now, as far as they share our API secret: `alice@laptop`. */
  readonly owner: string | undefined;
  /** Of the URL: whether nothing can be answering there, and a few words; undefined when nobody looked. */
  readonly probe: { readonly dead: boolean; readonly words: string } | undefined;
}

export interface LookOptions {
  readonly entry: JournalEntry | undefined;
  readonly isLeft: boolean;
  readonly probe: boolean;
  /** Asks the origin of a URL who listens there; only with `probe`. */
  readonly askOwner?: (origin: string, answers: KnownAnswers) => Promise<string | undefined>;
  readonly signal?: AbortSignal | undefined;
}

/** Looks at every slot whose capability is on; each host is asked once, and never at a webhook's own path. */
export const lookAtSlots = async (
  application: Application,
  { entry, isLeft, probe, askOwner, signal }: LookOptions,
): Promise<readonly SeenSlot[]> => {
  const answers: KnownAnswers = new Map();
  const looks = new Map<string, Promise<{ probe: Probe; owner: string | undefined }>>();
  const lookAt = (address: string) => {
    const key = URL.canParse(address) ? new URL(address).origin : address;
    const look =
      looks.get(key) ??
      (async () => {
        // What is said of an owner tells whether anybody is there.
        const owner = await askOwner?.(key, answers);
        return { owner, probe: await probeUrl(address, { signal, answers }) };
      })();
    looks.set(key, look);
    return look;
  };
  const slots = SLOT_IDS.filter((slot) => hasCapability(application, slot));
  return Promise.all(
    slots.map(async (slot) => {
      const address = slotAddress(application, slot);
      const isOurs =
        address !== undefined &&
        entry?.slots.some((memo) => memo.slot === slot && memo.ours.includes(address)) === true;
      const look = address === undefined || !probe ? undefined : await lookAt(address);
      return {
        slot,
        address,
        method: slotMethod(application, slot),
        held: isOurs ? (isLeft ? ('left' as const) : ('ours' as const)) : undefined,
        owner: look?.owner,
        probe: look?.probe,
      };
    }),
  );
};
