import type { AccountNumber, Numbers } from '../../edge/applications/numbers.ts';
import { badUsage } from '../../failure.ts';

/** A number that shall lead to another application than it does. */
export interface NumberChange {
  readonly number: AccountNumber;
  readonly before: string | undefined;
  readonly after: string;
}

/** What has to be done so that the numbers lead to the application. Fails (exit code 2) for a number that the account does not have. */
export const planNumbers = async (
  numbers: Numbers,
  wanted: readonly string[],
  application: string,
): Promise<readonly NumberChange[]> => {
  if (wanted.length === 0) return [];
  const all = await numbers.list();
  return wanted.flatMap((msisdn): readonly NumberChange[] => {
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

export const linkNumbers = async (
  numbers: Numbers,
  changes: readonly NumberChange[],
  application: string,
): Promise<void> => {
  for (const { number } of changes) await numbers.link(number, application);
};

const MOST_NAMED = 10;

const some = (numbers: readonly string[]): string =>
  numbers.length <= MOST_NAMED
    ? numbers.join(', ')
    : `${numbers.slice(0, MOST_NAMED).join(', ')} and ${numbers.length - MOST_NAMED} more`;
