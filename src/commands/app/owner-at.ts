import { askLease } from '../../edge/borrow/lease.ts';
import type { World } from '../../world.ts';
import type { OpenAccount } from './account.ts';

/** Who listens for an application at an origin right now (`alice@laptop`), as far as a listener answers there. */
export const ownerAt = async (
  origin: string,
  of: { readonly account: OpenAccount; readonly application: string; readonly world: World },
): Promise<string | undefined> => {
  const { account, application, world } = of;
  const secret = account.apiSecret;
  const lease = await askLease(world, origin, { secret, application, signal: world.stop.requested });
  return lease === 'locked' ? 'somebody with another API secret' : lease?.owner;
};
