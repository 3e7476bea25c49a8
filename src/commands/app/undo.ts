import { changePath, removeChange } from '../../edge/configure/change-record.ts';
import { describeChange } from '../../edge/configure/describe-change.ts';
import { namesOf, withPlaces } from '../../edge/configure/places.ts';
import { planUndo, type Undone, type UndoPlan, undoChange } from '../../edge/configure/undo-change.ts';
import { oneLine } from '../../edge/one-line.ts';
import { type ExitCode, stoppedBefore } from '../../failure.ts';
import type { Application } from '../../vonage/application.ts';
import type { World } from '../../world.ts';
import type { OpenAccount } from './account.ts';
import { preview, requireConsent } from './consent.ts';
import type { ConfigureFlags } from './flags.ts';
import { requireProductionFlag } from './guards.ts';
import { showDifferences } from './show-difference.ts';

/**
 * `vonage-flow app configure --undo`: held to what a change is held to. Whether somebody listens at a slot is not asked: what goes is what
 * we put there, and a listener that came since counts as somebody else's change. Exit code 3 when something could not be brought back.
 */
export const undo = async (
  account: OpenAccount,
  seen: Application,
  flags: ConfigureFlags,
  world: World,
): Promise<ExitCode> => {
  const { apiHost } = account.applications;
  const plan = await planUndo(world, apiHost, seen);
  if (plan === undefined || plan.open.length + plan.changedByOthers.length === 0) {
    // All is as before already: the run was killed before it changed anything, or somebody did it by hand.
    if (plan !== undefined && !flags.dryRun) await removeChange(world, plan.record);
    return nothingThere(seen, flags, world);
  }
  if (plan.open.length > 0 || flags.dryRun) {
    const differences = describeChange(seen, withPlaces(seen, plan.open, 'before'));
    const proposal = { account, seen, differences };
    if (flags.dryRun) return dryRun(proposal, plan, flags, world);
    if (!account.emulated) requireProductionFlag(account.config, seen.id, flags.production);
    await requireConsent(proposal, flags, world);
    if (world.stop.requested.aborted) throw stoppedBefore('anything was changed');
    if ((flags.yes || account.emulated) && !flags.json) world.stdout.write(preview(proposal, world.stdout));
  }
  const undone = await undoChange(world, account.applications, plan, seen);
  return tell(undone, changePath(world, apiHost, seen.id), flags, world);
};

const nameOf = ({ name, id }: Application): string => `"${oneLine(name, 60)}" (${id})`;

const nothingThere = (seen: Application, flags: ConfigureFlags, world: World): ExitCode => {
  if (flags.json) writeJson(seen, { restored: [], left: [] }, world);
  else world.stdout.write(`Nothing of application ${nameOf(seen)} is there to be undone.\n`);
  return 0;
};

const dryRun = (
  proposal: Parameters<typeof preview>[0],
  { changedByOthers }: UndoPlan,
  flags: ConfigureFlags,
  world: World,
): ExitCode => {
  if (flags.json) {
    writeJson(proposal.seen, { restored: [], left: whatIsLeft(proposal.seen, changedByOthers) }, world);
    return 0;
  }
  const left =
    changedByOthers.length === 0 ? '' : `Somebody else changed ${namesOf(changedByOthers)} meanwhile.\n`;
  world.stdout.write(`${preview(proposal, world.stdout)}${left}Nothing was changed (--dry-run).\n`);
  return 0;
};

const tell = (
  { application, restored, changedByOthers }: Undone,
  path: string,
  flags: ConfigureFlags,
  world: World,
): ExitCode => {
  const left = whatIsLeft(application, changedByOthers);
  const code = changedByOthers.length === 0 ? 0 : 3;
  if (flags.json) {
    writeJson(application, { restored: restored.map((place) => namesOf([place])), left }, world);
    return code;
  }
  if (restored.length > 0)
    world.stdout.write(`✓ Application ${nameOf(application)} is again as before: ${namesOf(restored)}.\n`);
  if (code === 0) return code;
  const changes = left.map(({ name, now, before }) => ({ name, before: now, after: before }));
  world.stdout.write(
    [
      `✗ Somebody else changed ${namesOf(changedByOthers)} meanwhile, so that was left as it is. It was before (+):`,
      '',
      `${showDifferences(changes, world.stdout)}`,
      `  The note of it stays until the next change, in full: ${path}`,
      '  → set it by hand: vonage-flow app configure --set …',
      '',
    ].join('\n'),
  );
  return code;
};

interface Left {
  readonly name: string;
  readonly now: string | undefined;
  readonly before: string | undefined;
}

const whatIsLeft = (application: Application, changedByOthers: Undone['changedByOthers']): readonly Left[] =>
  describeChange(application, withPlaces(application, changedByOthers, 'before')).map(
    ({ name, before, after }) => ({ name, now: before, before: after }),
  );

const writeJson = (
  { id }: Application,
  { restored, left }: { readonly restored: readonly string[]; readonly left: readonly Left[] },
  world: World,
): void => {
  const all = left.map(({ name, now = null, before = null }) => ({ name, now, before }));
  world.stdout.write(`${JSON.stringify({ application: id, restored, left: all })}\n`);
};
