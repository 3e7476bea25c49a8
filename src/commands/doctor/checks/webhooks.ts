import { type JournalEntry, listJournal } from '../../../edge/borrow/journal.ts';
import { lookAtSlots, type SeenSlot } from '../../../edge/configure/look-at-slots.ts';
import { oneLine } from '../../../edge/one-line.ts';
import { maskText } from '../../../flow/mask.ts';
import { hasCapability } from '../../../vonage/application.ts';
import { holderNow, isLeftBehind, restoreCommand, whenGone } from '../../app/held.ts';
import { ownerAt } from '../../app/owner-at.ts';
import { type Check, type Finding, fault, ok, warning } from '../check.ts';
import type { Patient } from '../patient.ts';

/** The application's URLs, and what stands behind them. */
export const webhooks: Check = {
  name: 'webhooks',
  look: async ({ application: read, account, world, commandLine }) => {
    const application = await read();
    if (application === undefined) return [];
    const opened = await account();
    const { apiHost } = opened.applications;
    const entry = (await listJournal(world)).entries.find(
      (one) => one.apiHost === apiHost && one.application.id === application.id,
    );
    const isLeft = entry !== undefined && isLeftBehind(world, entry);
    const slots = await lookAtSlots(application, {
      entry,
      isLeft,
      probe: true,
      askOwner: (origin, answers) =>
        ownerAt(origin, { account: opened, application: application.id, world }, answers),
      signal: world.stop.requested,
    });
    const voice = hasCapability(application, 'voice.answer')
      ? []
      : [
          warning(
            'The voice capability is off: calls do not reach this application',
            `switch it on: ${commandLine(`app configure ${application.id} --add-capability voice`)}`,
          ),
        ];
    return [...voice, ...slots.flatMap((slot) => slotFinding(slot, entry, application.id, commandLine))];
  },
};

const slotFinding = (
  { slot, address, held, owner, probe }: SeenSlot,
  entry: JournalEntry | undefined,
  id: string,
  commandLine: Patient['commandLine'],
): readonly Finding[] => {
  if (address === undefined) {
    if (slot.endsWith('.event'))
      return [
        warning(
          `${slot} is empty: its events are lost, and Vonage strongly advises to have them`,
          'listen borrows it while it runs',
          `or give it a URL: ${commandLine(`app configure ${id} --set ${slot}=https://…`)}`,
        ),
      ];
    return slot === 'voice.answer'
      ? [
          warning(
            `${slot} is empty: calls are answered by nobody, unless listen runs`,
            `give it a URL: ${commandLine(`app configure ${id} --set ${slot}=https://…`)}`,
          ),
        ]
      : [];
  }
  const shown = `${slot} ${oneLine(maskText(address))}`;
  if (held === 'left')
    return [fault(`${shown} was left behind by a run that died`, `give it back: ${restoreCommand(id)}`)];
  if (held === 'ours' && entry !== undefined) {
    const words = `${shown}: ${holderNow(entry, owner)}`;
    const away = owner === undefined ? whenGone(entry) : undefined;
    return [away === undefined ? ok(words) : warning(words, away)];
  }
  if (owner !== undefined) {
    const words = `${shown}: ${oneLine(owner)} is listening there right now`;
    return [warning(words, 'listen and app configure leave it alone, unless told to --take-over')];
  }
  if (probe?.dead)
    return [
      fault(
        `${shown} is dead: ${probe.words}`,
        `give it another URL: ${commandLine(`app configure ${id} --set ${slot}=https://…`)}`,
      ),
    ];
  return [ok(`${shown}: ${probe?.words ?? 'not looked at'}`)];
};
