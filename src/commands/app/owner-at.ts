import type { KnownAnswers } from '../../edge/borrow/ask-origin.ts';
import { askLease } from '../../edge/borrow/lease.ts';
import type { World } from '../../world.ts';
import type { OpenAccount } from './account.ts';

/** Who listens for an application at an origin right now (`alice@laptop`), as far as a listener answers there. `answers` hears what the origin says. */
export const ownerAt = async (
  origin: string,
  of: { readonly account: OpenAccount; readonly application: string; readonly world: World },
  answers?: KnownAnswers,
): Promise<string | undefined> => {
  const { account, application, world } = of;
  const secret = account.apiSecret;
  const { requested: signal } = world.stop;
  const lease = await askLease(world, origin, { secret, application, signal, answers });
  return lease === 'locked' ? 'somebody with another API secret' : lease?.owner;
};
