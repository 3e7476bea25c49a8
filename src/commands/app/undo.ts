import { changePath } from '../../edge/configure/change-record.ts';
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
import { changeAt, numberDifference } from './link-numbers.ts';
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
  const at = changeAt(account, world);
  const plan = await planUndo(world, at, seen);
  if (plan === undefined) return nothingThere(seen, flags, world);
  const some = plan.open.length + plan.numbers.length > 0;
  const differences = [
    ...describeChange(seen, withPlaces(seen, plan.open, 'before')),
    ...plan.numbers.map(numberDifference),
  ];
  const proposal = { account, seen, differences };
  if (flags.dryRun) return dryRun(proposal, plan, flags, world);
  if (some) {
    if (!account.emulated) requireProductionFlag(account.config, seen.id, flags.production);
    await requireConsent(proposal, flags, world);
    if (world.stop.requested.aborted) throw stoppedBefore('anything was changed');
    if ((flags.yes || account.emulated) && !flags.json) world.stdout.write(preview(proposal, world.stdout));
  }
  const undone = await undoChange(world, at, plan, seen);
  return tell(undone, changePath(world, at.applications.apiHost, seen.id), flags, world);
};

const nameOf = ({ name, id }: Application): string => `"${oneLine(name, 60)}" (${id})`;

const nothingThere = (seen: Application, flags: ConfigureFlags, world: World): ExitCode => {
  if (flags.json) writeJson(seen, { restored: [], left: [] }, world);
  else world.stdout.write(`Nothing of application ${nameOf(seen)} is there to be undone.\n`);
  return 0;
};

const dryRun = (
  proposal: Parameters<typeof preview>[0],
  plan: UndoPlan,
  flags: ConfigureFlags,
  world: World,
): ExitCode => {
  const { seen } = proposal;
  const names = namesOfOthers(plan);
  if (proposal.differences.length === 0 && names === '') return nothingThere(seen, flags, world);
  if (flags.json) {
    writeJson(seen, { restored: [], left: whatIsLeft(seen, plan) }, world);
    return 0;
  }
  const left = names === '' ? '' : `Somebody else changed ${names} meanwhile.\n`;
  world.stdout.write(`${preview(proposal, world.stdout)}${left}Nothing was changed (--dry-run).\n`);
  return 0;
};

type Others = Pick<UndoPlan, 'changedByOthers' | 'numbersOfOthers'>;

const namesOfOthers = ({ changedByOthers, numbersOfOthers }: Others): string =>
  [
    ...(changedByOthers.length > 0 ? [namesOf(changedByOthers)] : []),
    ...numbersOfOthers.map(({ msisdn }) => `number ${msisdn}`),
  ].join(', ');

const tell = (undone: Undone, path: string, flags: ConfigureFlags, world: World): ExitCode => {
  const { application, restored, numbers, more } = undone;
  const others = namesOfOthers(undone);
  const code = others === '' ? 0 : 3;
  const names = [
    ...restored.map((place) => namesOf([place])),
    ...numbers.map(({ number }) => `number ${number.msisdn}`),
  ];
  const left = whatIsLeft(application, undone);
  if (flags.json) {
    writeJson(application, { restored: names, left }, world);
    return code;
  }
  if (names.length > 0)
    world.stdout.write(`✓ Application ${nameOf(application)} is again as before: ${names.join(', ')}.\n`);
  else if (code === 0) nothingThere(application, flags, world);
  if (code === 0) {
    const earlier = more === 1 ? 'an earlier change' : `${more} earlier changes, one by one`;
    if (more > 0) world.stdout.write(`  --undo once more brings back ${earlier}.\n`);
    return code;
  }
  const changes = left.map(({ name, now, before }) => ({ name, before: now, after: before }));
  world.stdout.write(
    [
      `✗ Somebody else changed ${others} meanwhile, so that was left as it is. It was before (+):`,
      '',
      `${showDifferences(changes, world.stdout)}`,
      `  The note of it stays until the next change, in full: ${path}`,
      '  → set it by hand: vonage-flow app configure --set …, or --link-number …',
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

const whatIsLeft = (
  application: Application,
  { changedByOthers, numbersOfOthers }: Others,
): readonly Left[] => [
  ...describeChange(application, withPlaces(application, changedByOthers, 'before')).map(
    ({ name, before, after }) => ({ name, now: before, before: after }),
  ),
  ...numbersOfOthers.map(({ msisdn, before }) => ({
    name: `number ${msisdn}`,
    now: undefined,
    before: `linked to ${before ?? 'no application'}`,
  })),
];

const writeJson = (
  { id }: Application,
  { restored, left }: { readonly restored: readonly string[]; readonly left: readonly Left[] },
  world: World,
): void => {
  const all = left.map(({ name, now = null, before = null }) => ({ name, now, before }));
  world.stdout.write(`${JSON.stringify({ application: id, restored, left: all })}\n`);
};
