import { listJournal } from '../../../edge/borrow/journal.ts';
import { isLoopbackHost } from '../../../edge/is-loopback.ts';
import { oneLine } from '../../../edge/one-line.ts';
import { isLeftBehind, restoreCommand } from '../../app/held.ts';
import { type Check, fault, ok, warning } from '../check.ts';

/** What runs that died still hold of other people's webhooks. */
export const borrowed: Check = {
  name: 'borrowed',
  look: async ({ world }) => {
    const { entries, odd } = await listJournal(world);
    const left = entries.filter((entry) => isLeftBehind(world, entry));
    if (left.length + odd.length === 0) return [ok('nothing is held by a run that died')];
    return [
      ...left.map(({ application, apiHost, slots }) => {
        const what = `"${oneLine(application.name, 40)}" still has webhook URLs of a run that died: ${slots.map(({ slot }) => slot).join(', ')}`;
        // An emulator that ended took its applications along.
        return isLoopbackHost(new URL(apiHost).hostname)
          ? warning(`${what} (an emulator’s)`, `forget it: ${restoreCommand(application.id)} --forget`)
          : fault(what, `give them back: ${restoreCommand(application.id)}`);
      }),
      ...odd.map((path) =>
        warning(`${path} cannot be understood`, 'look at it: it may hold webhook URLs that were borrowed'),
      ),
    ];
  },
};
