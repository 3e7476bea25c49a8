import type { Numbers } from '../../edge/applications/numbers.ts';
import type { ChangeAt } from '../../edge/configure/carry-out.ts';
import type { Difference } from '../../edge/configure/describe-change.ts';
import type { NumberChange } from '../../edge/configure/number-change.ts';
import { badUsage } from '../../failure.ts';
import { fitted } from '../../text/fitted.ts';
import type { World } from '../../world.ts';
import type { OpenAccount } from './account.ts';

/** What has to be done so that the numbers lead to the application. Fails (exit code 2) for a number that the account does not have. */
export const planNumbers = async (
  numbers: Numbers,
  wanted: readonly string[],
  application: string,
): Promise<readonly NumberChange[]> => {
  if (wanted.length === 0) return [];
  const all = await numbers.list();
  return [...new Set(wanted)].flatMap((msisdn): readonly NumberChange[] => {
    const number = all.find((one) => one.msisdn === msisdn);
    if (number === undefined) {
      throw badUsage({
        what: `This account has no number ${msisdn}`,
        why: all.length === 0 ? 'It has no numbers at all.' : `It has ${some(all.map((one) => one.msisdn))}.`,
        tryThis: 'look at them: vonage-flow app numbers',
      });
    }
    return number.application === application
      ? []
      : [{ number, before: number.application, after: application }];
  });
};

/** As a line of a difference. */
export const numberDifference = ({ number, before, after }: NumberChange): Difference => ({
  name: `number ${number.msisdn}`,
  before: before && `linked to ${before}`,
  after: after && `linked to ${after}`,
});

/** The account as changes are made there; what they have to say goes to stderr. */
export const changeAt = ({ applications, numbers }: OpenAccount, world: World): ChangeAt => ({
  applications,
  numbers,
  tell: (words) => world.stderr.write(`${fitted(words, world.stderr)}\n`),
});

const MOST_NAMED = 10;

const some = (numbers: readonly string[]): string =>
  numbers.length <= MOST_NAMED
    ? numbers.join(', ')
    : `${numbers.slice(0, MOST_NAMED).join(', ')} and ${numbers.length - MOST_NAMED} more`;
