import { openApplications } from '../../edge/applications.ts';
import { giveBackForEarlier } from '../../edge/borrow/give-back.ts';
import { type JournalEntry, listJournal, removeJournal } from '../../edge/borrow/journal.ts';
import { askAbout } from '../../edge/emulator/attach.ts';
import { isLoopbackUrl } from '../../edge/is-loopback.ts';
import { oneLine } from '../../edge/one-line.ts';
import { type ExitCode, Failure, reasonOf } from '../../failure.ts';
import type { LeftBehind } from '../../flow/notice.ts';
import { VONAGE_API } from '../../vonage/hosts.ts';
import type { World } from '../../world.ts';
import { type OpenAccount, openAccount } from './account.ts';
import type { RestoreFlags } from './flags.ts';
import { heldByLiving, isLeftBehind, restoreCommand, whenGone } from './held.ts';

/** `vonage-flow app restore [id]`: gives back what runs that died still hold, of one application or of all. */
export const runRestore = async (
  id: string | undefined,
  flags: RestoreFlags,
  world: World,
): Promise<ExitCode> => {
  const { entries, odd } = await listJournal(world);
  const about = (entry: JournalEntry) => id === undefined || entry.application.id === id.toLowerCase();
  const wanted = entries.filter(about);
  const done: Done[] = [];
  let account: Promise<OpenAccount> | undefined;
  for (const entry of wanted) {
    if (flags.forget) {
      if (isLeftBehind(world, entry)) await removeJournal(world, entry);
      done.push({ entry, result: isLeftBehind(world, entry) ? 'forgotten' : 'running' });
      continue;
    }
    if (!isLeftBehind(world, entry)) {
      done.push({ entry, result: 'running' });
      continue;
    }
    const remarks: string[] = [];
    const applications = async () => {
      const { emulator: _theirs, ...ours } = flags;
      return openApplications(await accessTo(entry, () => (account ??= openAccount(ours, undefined, world))));
    };
    try {
      const given = await giveBackForEarlier(world, await applications(), entry, {
        tell: (words) => remarks.push(words),
        signal: world.stop.requested,
      });
      if (given.by === 'nobody') {
        done.push({ entry: given.holder, result: 'running' });
        continue;
      }
      const left = given.by === 'us' ? given.left : [];
      if (given.by === 'another') remarks.push('Another run gave them back meanwhile.');
      done.push({ entry, result: left.length === 0 ? 'restored' : 'left', left, remarks });
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      const why = reasonOf(error);
      const left = entry.slots.map(({ slot }) => ({ slot, why, undo: restoreCommand(entry.application.id) }));
      done.push({ entry, result: 'left', left });
    }
  }
  if (flags.json)
    world.stdout.write(
      `${JSON.stringify({ type: 'restored', applications: done.map(asJson), unreadable: odd })}\n`,
    );
  else world.stdout.write(asText(done, odd, id));
  return done.some(({ result }) => result === 'left') ? 3 : 0;
};

interface Done {
  readonly entry: JournalEntry;
  readonly result: 'restored' | 'left' | 'running' | 'forgotten';
  readonly left?: readonly LeftBehind[];
  readonly remarks?: readonly string[];
}

/** An emulator tells its own key and secret; all others are those of the account whose credentials are found. */
const accessTo = async (entry: JournalEntry, account: () => Promise<OpenAccount>) => {
  const isLocal = isLoopbackUrl(entry.apiHost);
  if (isLocal) {
    const told = await askAbout(entry.apiHost).catch(() => undefined);
    if (told !== undefined) return { ...told.about, apiHost: entry.apiHost };
  }
  // Without an account there is still to say that an emulator does not run.
  const opened = await account().catch((error: unknown) => {
    if (isLocal && error instanceof Failure) return undefined;
    throw error;
  });
  if (opened?.applications.apiHost === entry.apiHost) {
    const { apiKey, apiSecret } = opened;
    return {
      apiKey,
      apiSecret,
      ...(entry.apiHost === VONAGE_API ? {} : { apiHost: entry.apiHost }),
    };
  }
  throw new Failure({
    what: `Nobody answers for it at ${entry.apiHost}`,
    why: 'It is an application of an emulator, which does not run now.',
    tryThis: 'start the emulator, or forget it: --forget',
  });
};

const asJson = ({ entry, result, left = [], remarks = [] }: Done): object => ({
  id: entry.application.id,
  name: entry.application.name,
  apiHost: entry.apiHost,
  result,
  left: left.map(({ slot, why }) => ({ slot, why })),
  remarks,
});

const asText = (done: readonly Done[], odd: readonly string[], id: string | undefined): string => {
  const lines = done.flatMap(({ entry, result, left = [], remarks = [] }) => {
    const name = `"${oneLine(entry.application.name, 40)}" (${entry.application.id})`;
    const slots = entry.slots.map(({ slot }) => slot).join(', ');
    switch (result) {
      case 'restored':
        return [`✓ ${name} has its webhook URLs back: ${slots}.`, ...remarks.map((words) => `  ${words}`)];
      case 'forgotten':
        return [`✓ ${name}: what was known of its old URLs is forgotten; the application was not touched.`];
      case 'running':
        return [heldByLiving(entry), ...[whenGone(entry) ?? []].flat().map((words) => `  → ${words}`)];
      case 'left':
        return [
          `✗ ${name} was not given back (${slots}): ${left[0]?.why ?? ''}`,
          `  → try again: ${restoreCommand(entry.application.id)}`,
          `  → or, when it is gone for good: ${restoreCommand(entry.application.id)} --forget`,
        ];
      default:
        return result satisfies never;
    }
  });
  for (const path of odd)
    lines.push(`! ${path} cannot be understood; it may hold webhook URLs that were borrowed.`);
  if (lines.length === 0) {
    return id === undefined
      ? 'Nothing is held: no run died with borrowed webhook URLs.\n'
      : `Nothing is held of application ${id}: there is nothing to give back.\n`;
  }
  return `${lines.join('\n')}\n`;
};
