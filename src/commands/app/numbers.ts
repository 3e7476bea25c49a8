import { oneLine } from '../../edge/one-line.ts';
import type { ExitCode } from '../../failure.ts';
import type { World } from '../../world.ts';
import { openAccount } from './account.ts';
import type { AccountFlags } from './flags.ts';
import { sayHeld } from './held.ts';
import { tableText } from './table.ts';

/** `vonage-flow app numbers`: the numbers of the account, or those linked to one application. */
export const runNumbers = async (
  id: string | undefined,
  flags: AccountFlags,
  world: World,
): Promise<ExitCode> => {
  const account = await openAccount(flags, id, world);
  await sayHeld(world, { apiHost: account.applications.apiHost });
  const numbers = await account.numbers.list(id?.toLowerCase());
  if (flags.json) {
    world.stdout.write(`${JSON.stringify({ type: 'numbers', numbers })}\n`);
    return 0;
  }
  if (numbers.length === 0) {
    world.stderr.write(
      id === undefined ? 'This account has no numbers.\n' : `No number is linked to application ${id}.\n`,
    );
    return 0;
  }
  const names = new Map((await account.applications.list().catch(() => [])).map((one) => [one.id, one.name]));
  const rows = numbers.map(({ msisdn, country, type, application, voiceCallbackType }) => [
    msisdn,
    country,
    type ?? '',
    application === undefined ? '' : `${application} ${oneLine(names.get(application) ?? '', 30)}`.trimEnd(),
    // Such a number never asks its application (applications-api.md §6).
    voiceCallbackType === 'sip' || voiceCallbackType === 'tel' ? `✗ forwards to ${voiceCallbackType}` : '',
  ]);
  world.stdout.write(tableText(['number', 'country', 'type', 'application', ''], rows, world.stdout));
  return 0;
};
