import type { World } from '../../world.ts';
import type { AccountNumber, Numbers } from '../applications/numbers.ts';
import { withStateLock } from '../borrow/state-lock.ts';
import { ChangedMeanwhile } from './changed-meanwhile.ts';

/** A number that shall lead to another application than it does; undefined: to none. */
export interface NumberChange {
  readonly number: AccountNumber;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** Whose numbers they are. */
export interface NumbersAt {
  readonly numbers: Numbers;
  readonly apiHost: string;
  /** For messages: the application that the change is about. */
  readonly application: string;
}

/**
 * Leads numbers elsewhere, one after the other. Nothing is done when one of them no longer leads where it did when that was shown. No
 * other run of this computer moves numbers meanwhile.
 *
 * @throws ChangedMeanwhile, or a Failure of the platform, before which some may have been moved
 */
export const moveNumbers = async (
  world: World,
  { numbers, apiHost, application }: NumbersAt,
  changes: readonly NumberChange[],
  tell: (words: string) => void,
): Promise<void> => {
  if (changes.length === 0) return;
  await withStateLock(world, apiHost, 'numbers', { signal: world.stop.requested, tell }, async () => {
    const all = await numbers.list();
    const now = changes.map(({ number }) => all.find(({ msisdn }) => msisdn === number.msisdn));
    const others = changes.filter(
      ({ before, after }, at) => now[at]?.application !== before && now[at]?.application !== after,
    );
    if (others.length > 0)
      throw new ChangedMeanwhile(
        application,
        others.map(({ number }) => `number ${number.msisdn}`).join(', '),
      );
    for (const [at, { number, after }] of changes.entries()) {
      if (now[at]?.application !== after) await numbers.link(now[at] ?? number, after);
    }
  });
};
