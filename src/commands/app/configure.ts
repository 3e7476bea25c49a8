import { probeUrl } from '../../edge/borrow/probe-url.ts';
import type { Inherited } from '../../edge/borrow/take-over.ts';
import { carryOut, undoChangeCommand } from '../../edge/configure/carry-out.ts';
import { requireCallable } from '../../edge/configure/check-address.ts';
import { type Difference, describeChange } from '../../edge/configure/describe-change.ts';
import { grantWishes } from '../../edge/configure/grant-wishes.ts';
import { type Place, placesOf, slotPath } from '../../edge/configure/places.ts';
import { isEmpty, type Wishes } from '../../edge/configure/wishes.ts';
import { oneLine } from '../../edge/one-line.ts';
import { badUsage, type ExitCode, Failure, stoppedBefore } from '../../failure.ts';
import type { Application } from '../../vonage/application.ts';
import { SLOT_IDS } from '../../vonage/slots.ts';
import type { World } from '../../world.ts';
import { type OpenAccount, openAccount } from './account.ts';
import { chooseApplication } from './choose.ts';
import { isSilent, wishesOf } from './configure-wishes.ts';
import { preview, requireConsent } from './consent.ts';
import type { ConfigureFlags } from './flags.ts';
import { requireNobodyThere, requireProductionFlag, servesRealCallers } from './guards.ts';
import { sayHeld } from './held.ts';
import { linkNumbers, type NumberChange, planNumbers } from './link-numbers.ts';
import { requireProductionNumbers } from './take-numbers.ts';
import { undo } from './undo.ts';

/**
 * `vonage-flow app configure`: reads the application, shows what would differ, asks, writes, and says how to undo it. Nothing that was not
 * named is touched.
 */
export const runConfigure = async (
  id: string | undefined,
  flags: ConfigureFlags,
  world: World,
): Promise<ExitCode> => {
  const release = world.stop.hold();
  try {
    return await configure(id, flags, world);
  } finally {
    release();
  }
};

const configure = async (id: string | undefined, flags: ConfigureFlags, world: World): Promise<ExitCode> => {
  checkFlags(flags);
  const account = await openAccount(flags, id, world);
  await sayHeld(world, { apiHost: account.applications.apiHost });
  const seen = await chooseApplication(account, world);
  if (flags.undo) return undo(account, seen, flags, world);
  const wishes = wishesOf(flags, account.config, seen);
  const numbers = await planNumbers(account.numbers, flags.linkNumber ?? [], seen.id);
  if (isEmpty(wishes) && (flags.linkNumber ?? []).length === 0) throw nothingWished();
  requireCallables(wishes, account.isLocal);
  const wanted = grantWishes(seen, wishes);
  const differences = [...describeChange(seen, wanted), ...numbers.map(inWords)];
  const places = placesOf(seen, wanted);
  const outcome: Outcome = { account, seen, places, differences, numbers };
  if (flags.check) return check(outcome, flags, world);
  if (differences.length === 0) return nothingToDo(outcome, flags, world);
  const inherited = await guard(outcome, flags, world);
  if (flags.reachable) await requireReachable(wishes, world);
  if (flags.dryRun) return dryRun(outcome, flags, world);
  await requireConsent(outcome, flags, world);
  await apply(outcome, inherited, world);
  return tell(outcome, flags, world);
};

interface Outcome {
  readonly account: OpenAccount;
  readonly seen: Application;
  /** What has to be written, and what stands there. */
  readonly places: readonly Place[];
  readonly differences: readonly Difference[];
  readonly numbers: readonly NumberChange[];
}

const checkFlags = (flags: ConfigureFlags): void => {
  if (flags.check && (flags.dryRun || flags.undo)) {
    throw badUsage({
      what: '--check goes with neither --dry-run nor --undo',
      tryThis: 'leave one of them out',
    });
  }
  if (flags.keepPaths && flags.baseUrl === undefined) {
    throw badUsage({
      what: '--keep-paths says how a base URL is used, and there is none',
      tryThis: 'add --base-url https://calls.example.com',
    });
  }
};

const requireCallables = ({ slots }: Wishes, isLocal: boolean): void => {
  for (const [slot, wish] of slots)
    if (wish !== 'unset' && wish.address !== undefined) requireCallable(slot, wish.address, isLocal);
};

const requireReachable = async ({ slots }: Wishes, world: World): Promise<void> => {
  for (const [slot, wish] of slots) {
    if (wish === 'unset' || wish.address === undefined) continue;
    const { dead, words } = await probeUrl(wish.address, world.stop.requested);
    if (!dead) continue;
    throw new Failure({
      what: `Nothing answers at ${oneLine(wish.address)} (for ${slot})`,
      why: `Its host was asked once, and this came of it: ${words}. Nothing was changed.`,
      tryThis: ['start the server', 'or leave --reachable out'],
    });
  }
};

const guard = async (
  { account, seen, places, numbers }: Outcome,
  flags: ConfigureFlags,
  world: World,
): Promise<Inherited> => {
  // What the emulator serves is nobody's product.
  if (!account.emulated) requireProductionFlag(account.config, seen.id, flags.production);
  requireProductionNumbers(account, numbers, flags);
  const touched = SLOT_IDS.filter((slot) => {
    const path = slotPath(slot).join('.');
    return places.some((place) => `${path}.`.startsWith(`${place.path.join('.')}.`));
  });
  return requireNobodyThere(world, account, seen, touched, flags.takeOver);
};

const apply = async (
  { account, seen, places, numbers }: Outcome,
  inherited: Inherited,
  world: World,
): Promise<void> => {
  if (world.stop.requested.aborted) throw stoppedBefore('anything was changed');
  if (places.length > 0) {
    await carryOut(world, account.applications, seen, places, inherited.slots);
    await inherited.tellOwners();
  }
  await linkNumbers(account.numbers, numbers, seen.id).catch((error: unknown) => {
    if (places.length === 0 || !(error instanceof Failure)) throw error;
    throw new Failure({
      what: `Application ${seen.id} was changed, but not all numbers are linked`,
      why: [error.what, error.why].filter(Boolean).join('. '),
      tryThis: [...error.tryThis, `or undo the change: ${undoChangeCommand(seen.id)}`],
    });
  });
};

const tell = (outcome: Outcome, flags: ConfigureFlags, world: World): ExitCode => {
  const { seen, places, account } = outcome;
  const undoing = places.length > 0 ? `${undoChangeCommand(seen.id)}${sameFlags(outcome, flags)}` : undefined;
  if (flags.json) return writeJson(outcome, { changed: true, undo: undoing ?? null }, world);
  if (flags.yes || account.emulated) world.stdout.write(preview(outcome, world.stdout));
  world.stdout.write('✓ Changed.\n');
  if (undoing !== undefined) world.stdout.write(`  Undo: ${undoing}\n`);
  if (outcome.numbers.length > 0) {
    const numbers = outcome.numbers.map(({ number }) => number.msisdn).join(', ');
    world.stdout.write(`  --undo does not bring back what a number was linked to: ${numbers}\n`);
  }
  return 0;
};

/** So that what was said can be copied. */
const sameFlags = ({ account, seen }: Outcome, { config, emulator }: ConfigureFlags): string => {
  const parts = [
    config === undefined ? '' : ` --config ${/^[\w./@:-]+$/.test(config) ? config : JSON.stringify(config)}`,
    emulator === undefined ? '' : ' --emulator',
    typeof emulator === 'string' && emulator.includes(':') ? ` ${emulator}` : '',
    !account.emulated && servesRealCallers(account.config, seen.id) ? ' --production' : '',
  ];
  return parts.join('');
};

const nothingToDo = (outcome: Outcome, flags: ConfigureFlags, world: World): ExitCode => {
  if (flags.json) return writeJson(outcome, { changed: false }, world);
  world.stdout.write(
    `✓ Application "${oneLine(outcome.seen.name, 60)}" (${outcome.seen.id}) is like that already.\n`,
  );
  return 0;
};

const dryRun = (outcome: Outcome, flags: ConfigureFlags, world: World): ExitCode => {
  if (flags.json) return writeJson(outcome, { changed: false }, world);
  world.stdout.write(`${preview(outcome, world.stdout)}Nothing was changed (--dry-run).\n`);
  return 0;
};

/** Exit code 1 when the application is not as it should be. */
const check = (outcome: Outcome, flags: ConfigureFlags, world: World): ExitCode => {
  const code = outcome.differences.length === 0 ? 0 : 1;
  if (flags.json) {
    writeJson(outcome, { changed: false }, world);
    return code;
  }
  if (code === 0) return nothingToDo(outcome, flags, world);
  const { account, seen } = outcome;
  const isGuarded = !account.emulated && servesRealCallers(account.config, seen.id);
  const numbers = (flags.linkNumber ?? []).map((number) => ` --link-number ${number}`).join('');
  const command = isSilent(flags)
    ? `vonage-flow app configure ${seen.id} --from-config${numbers}${sameFlags(outcome, flags)}`
    : `the same command without --check${isGuarded ? ', and with --production' : ''}`;
  world.stdout.write(`${preview(outcome, world.stdout)}✗ It differs. Make it so: ${command}\n`);
  return code;
};

const writeJson = (
  { seen, differences }: Outcome,
  more: { readonly changed: boolean; readonly undo?: string | null },
  world: World,
): ExitCode => {
  const changes = differences.map(({ name, before = null, after = null }) => ({ name, before, after }));
  const application = { id: seen.id, name: seen.name };
  world.stdout.write(`${JSON.stringify({ type: 'app-configure', application, changes, ...more })}\n`);
  return 0;
};

const inWords = ({ number, before, after }: NumberChange): Difference => ({
  name: `number ${number.msisdn}`,
  before: before === undefined ? undefined : `linked to ${before}`,
  after: `linked to ${after}`,
});

const nothingWished = (): Failure =>
  badUsage({
    what: 'What shall the application hold?',
    tryThis: [
      'a slot: --set voice.answer=https://calls.example.com/answer',
      'all of them: --base-url https://calls.example.com',
      'what the config says: --from-config',
      'all options: vonage-flow app configure --help',
    ],
  });
