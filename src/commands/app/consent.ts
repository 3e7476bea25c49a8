import type { Difference } from '../../edge/configure/describe-change.ts';
import { oneLine } from '../../edge/one-line.ts';
import { badUsage, stoppedBefore } from '../../failure.ts';
import type { Application } from '../../vonage/application.ts';
import type { World } from '../../world.ts';
import { askLine, canAsk } from '../ask-line.ts';
import type { OpenAccount } from './account.ts';
import type { ConfigureFlags } from './flags.ts';
import { showDifferences } from './show-difference.ts';

/** An application, and what is about to change in it. */
export interface Proposal {
  readonly account: OpenAccount;
  readonly seen: Application;
  readonly differences: readonly Difference[];
}

/** The application's name, and under it what goes and what comes. */
export const preview = (
  { seen, differences }: Omit<Proposal, 'account'>,
  output: Pick<World['stderr'], 'colorLevel'>,
): string =>
  `Application "${oneLine(seen.name, 60)}" (${seen.id})\n\n${showDifferences(differences, output)}\n`;

/** Shows the difference and asks on a terminal; elsewhere --yes has to say it. What the emulator serves is changed without a question. */
export const requireConsent = async (
  proposal: Proposal,
  flags: ConfigureFlags,
  world: World,
): Promise<void> => {
  const { account, seen } = proposal;
  if (flags.yes || account.emulated) return;
  if (!canAsk(world)) {
    throw badUsage({
      what: `Application ${seen.id} was not changed, for nobody can be asked`,
      why: preview(proposal, { colorLevel: 0 }),
      tryThis: ['agree with --yes', 'or only look: --dry-run'],
    });
  }
  const linked = await account.applications.numbersLinked(seen.id);
  const numbers =
    linked === undefined || linked === 0
      ? ''
      : `${linked === 1 ? '1 number is' : `${linked} numbers are`} linked to it.\n`;
  world.stderr.write(`${preview(proposal, world.stderr)}${numbers}`);
  const undone = 'anything was changed';
  const answer = await askLine(world, 'Change it? [y/N] ', undone);
  if (!/^y(es)?$/i.test(answer)) throw stoppedBefore(undone);
};
