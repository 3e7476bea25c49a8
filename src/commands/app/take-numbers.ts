import type { NumberChange } from '../../edge/configure/number-change.ts';
import { oneLine } from '../../edge/one-line.ts';
import { badUsage, stoppedBefore } from '../../failure.ts';
import { fitted } from '../../text/fitted.ts';
import type { World } from '../../world.ts';
import { askLine, canAsk } from '../ask-line.ts';
import type { OpenAccount } from './account.ts';
import { requireProductionFlag } from './guards.ts';

interface TakeFlags {
  readonly yes?: boolean;
  readonly production?: boolean;
}

/**
 * Refuses to take a number from the application that the config marks `production: true`, unless --production says so: its callers would
 * end elsewhere.
 */
export const requireProductionNumbers = (
  { config, emulated }: OpenAccount,
  changes: readonly NumberChange[],
  { production }: TakeFlags,
): void => {
  // What the emulator serves is nobody's product.
  if (emulated) return;
  for (const { before } of changes)
    if (before !== undefined) requireProductionFlag(config, before, production);
};

/**
 * Shows which numbers another application would lose, and asks whether that is meant. Without a terminal it needs --yes (exit code 2);
 * for numbers that lead nowhere yet, and on the emulator, nobody is asked.
 */
export const requireConsentToTake = async (
  account: OpenAccount,
  changes: readonly NumberChange[],
  flags: TakeFlags,
  world: World,
): Promise<void> => {
  requireProductionNumbers(account, changes, flags);
  const taken = changes.filter(({ before }) => before !== undefined);
  if (taken.length === 0 || account.emulated || flags.yes === true) return;
  const names = new Map((await account.applications.list()).map(({ id, name }) => [id, name]));
  const lines = taken.map(({ number, before = '' }) => {
    const name = names.get(before);
    return `number ${number.msisdn} leads to ${name === undefined ? `application ${before}` : `application "${oneLine(name, 60)}" (${before})`}`;
  });
  if (!canAsk(world)) {
    throw badUsage({
      what: `No application was made, for it would take ${taken.length === 1 ? 'a number' : 'numbers'} from another`,
      why: lines.join('\n'),
      tryThis: ['agree with --yes', 'or leave --link-number out'],
    });
  }
  world.stderr.write(`${fitted(lines.join('\n'), world.stderr)}\n`);
  const undone = 'anything was made';
  const answer = await askLine(world, `Take ${taken.length === 1 ? 'it' : 'them'} away? [y/N] `, undone);
  if (!/^y(es)?$/i.test(answer)) throw stoppedBefore(undone);
};
