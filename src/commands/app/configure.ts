import { probeUrl } from '../../edge/borrow/probe-url.ts';
import type { Inherited } from '../../edge/borrow/take-over.ts';
import { carryOut } from '../../edge/configure/carry-out.ts';
import { ChangedMeanwhile } from '../../edge/configure/changed-meanwhile.ts';
import { requireCallable } from '../../edge/configure/check-address.ts';
import { describeChange } from '../../edge/configure/describe-change.ts';
import { grantWishes } from '../../edge/configure/grant-wishes.ts';
import { placesOf, slotPath } from '../../edge/configure/places.ts';
import { isEmpty, type Wishes } from '../../edge/configure/wishes.ts';
import { oneLine } from '../../edge/one-line.ts';
import { badUsage, type ExitCode, Failure, stoppedBefore } from '../../failure.ts';
import { fitted } from '../../text/fitted.ts';
import type { Application } from '../../vonage/application.ts';
import { SLOT_IDS } from '../../vonage/slots.ts';
import type { World } from '../../world.ts';
import { canAsk } from '../ask-line.ts';
import { type OpenAccount, openAccount } from './account.ts';
import { chooseApplication } from './choose.ts';
import { check, dryRun, nothingToDo, type Outcome, tell } from './configure-report.ts';
import { wishesOf } from './configure-wishes.ts';
import { preview, requireConsent } from './consent.ts';
import type { ConfigureFlags } from './flags.ts';
import { requireNobodyThere, requireProductionFlag } from './guards.ts';
import { sayHeld } from './held.ts';
import { changeAt, numberDifference, planNumbers } from './link-numbers.ts';
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
  let seen = await chooseApplication(account, world);
  for (;;) {
    try {
      return await (flags.undo ? undo : change)(account, seen, flags, world);
    } catch (error) {
      if (!(error instanceof ChangedMeanwhile)) throw error;
      seen = await account.applications.read(seen.id, { signal: world.stop.requested });
      if (flags.yes || account.emulated || !canAsk(world)) throw await asItIsNow(error, account, seen, flags);
      const words = `Somebody else has changed this meanwhile: ${error.names}. Look once more.`;
      world.stderr.write(`${fitted(words, world.stderr)}\n\n`);
    }
  }
};

const change = async (
  account: OpenAccount,
  seen: Application,
  flags: ConfigureFlags,
  world: World,
): Promise<ExitCode> => {
  const { outcome, wishes } = await outcomeOf(account, seen, flags);
  if (flags.check) return check(outcome, flags, world);
  if (outcome.differences.length === 0) return nothingToDo(outcome, flags, world);
  const inherited = await guard(outcome, flags, world);
  if (flags.reachable) await requireReachable(wishes, world);
  if (flags.dryRun) return dryRun(outcome, flags, world);
  await requireConsent(outcome, flags, world);
  await apply(outcome, inherited, world);
  return tell(outcome, flags, world);
};

const outcomeOf = async (
  account: OpenAccount,
  seen: Application,
  flags: ConfigureFlags,
): Promise<{ outcome: Outcome; wishes: Wishes }> => {
  const wishes = wishesOf(flags, account.config, seen);
  const numbers = await planNumbers(account.numbers, flags.linkNumber ?? [], seen.id);
  if (isEmpty(wishes) && (flags.linkNumber ?? []).length === 0) throw nothingWished();
  requireCallables(wishes, account.isLocal);
  const wanted = grantWishes(seen, wishes);
  const differences = [...describeChange(seen, wanted), ...numbers.map(numberDifference)];
  return { outcome: { account, seen, places: placesOf(seen, wanted), differences, numbers }, wishes };
};

/** What there would be to change now, for who cannot be asked again. */
const asItIsNow = async (
  error: ChangedMeanwhile,
  account: OpenAccount,
  seen: Application,
  flags: ConfigureFlags,
): Promise<Failure> => {
  if (flags.undo) return error;
  const { outcome } = await outcomeOf(account, seen, flags);
  const { what, why, tryThis } = error;
  return new Failure({ what, why: `${why} Now it is:\n\n${preview(outcome, { colorLevel: 0 })}`, tryThis });
};

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
    const { dead, words } = await probeUrl(wish.address, { signal: world.stop.requested });
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
  await carryOut(world, changeAt(account, world), seen, { places, numbers, inherited: inherited.slots });
  if (places.length > 0) await inherited.tellOwners();
};

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
