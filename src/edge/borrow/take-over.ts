import { Failure } from '../../failure.ts';
import { type Application, slotAddress } from '../../vonage/application.ts';
import type { SlotId } from '../../vonage/slots.ts';
import type { World } from '../../world.ts';
import { oneLine } from '../one-line.ts';
import type { KnownAnswers } from './ask-origin.ts';
import { askLease, type FoundLease, tellTaken } from './lease.ts';
import { ownName } from './lease-desk.ts';
import { joinMemories, type SlotMemory } from './slot-memory.ts';

export interface Neighbours {
  /** The API secret, which colleagues share. */
  readonly secret: string;
  /** True with --take-over. */
  readonly takeOver: boolean;
  /** Addresses of the user's own servers, which are not asked: they are no listeners, and would log a request that nobody understands. */
  readonly own?: readonly string[];
}

/** What running listeners of others hold of the slots. */
export interface Inherited {
  /** What the slots held before any of them. */
  readonly slots: readonly SlotMemory[];
  /** Tells them that they were taken over, and the URL of who listens now. */
  readonly tellOwners: (url?: string) => Promise<void>;
}

/** Of slots behind which nobody listens. */
export const NOTHING_INHERITED: Inherited = { slots: [], tellOwners: async () => {} };

/**
 * Finds running listeners behind the URLs in the slots, on whatever computer. Fails when there is one and nobody said --take-over; else what it
 * holds is inherited, so that its own URLs are never given back.
 *
 * @param answers hears what the origins say
 */
export const inheritFrom = async (
  world: World,
  application: Application,
  slots: readonly SlotId[],
  { secret, takeOver, own = [] }: Neighbours,
  signal: AbortSignal | undefined,
  answers?: KnownAnswers,
): Promise<Inherited> => {
  const addresses = slots.flatMap((slot) => slotAddress(application, slot) ?? []);
  const origins = [
    ...new Set(addresses.filter((one) => URL.canParse(one)).map((one) => new URL(one).origin)),
  ].filter((origin) => !own.some((url) => origin === new URL(url).origin));
  const question = { secret, application: application.id, signal };
  const found = await Promise.all(
    origins.map(async (origin) => ({
      origin,
      lease: await askLease(world, origin, { ...question, answers }),
    })),
  );
  const holders = found.filter(({ lease }) => lease !== undefined);
  const [first] = holders;
  if (first === undefined) return NOTHING_INHERITED;
  if (!takeOver) throw isHeld(application, first.origin, first.lease);
  const leases = holders.flatMap(({ lease }) => (lease === undefined || lease === 'locked' ? [] : [lease]));
  return {
    slots: joinMemories(leases.flatMap((lease) => lease.slots)),
    tellOwners: async (url) => {
      const taker = ownName(world);
      await Promise.all(holders.map(({ origin }) => tellTaken(world, origin, { taker, url }, question)));
    },
  };
};

const isHeld = ({ id }: Application, origin: string, lease: FoundLease): Failure => {
  const who = lease === 'locked' || lease === undefined ? 'Somebody' : oneLine(lease.owner, 60);
  return new Failure({
    what: `${who} is listening to application ${id} right now`,
    why:
      lease === 'locked' || lease === undefined
        ? `A listener of vonage-flow answers at ${oneLine(origin)}; it uses another API secret, so it does not say whose it is.`
        : `Since ${new Date(lease.since).toISOString()}, at ${oneLine(origin)}. Its calls and events would no longer come there.`,
    tryThis: [
      `ask ${lease === 'locked' || lease === undefined ? 'your colleagues' : who}, or listen to another application: vonage-flow app create`,
      lease === 'locked'
        ? 'or, when you mean it, add --take-over; what the slots held before is then not known'
        : 'or, when you mean it, add --take-over',
    ],
  });
};
