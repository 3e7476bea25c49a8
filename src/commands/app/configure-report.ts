import { undoChangeCommand } from '../../edge/configure/carry-out.ts';
import type { Difference } from '../../edge/configure/describe-change.ts';
import type { NumberChange } from '../../edge/configure/number-change.ts';
import type { Place } from '../../edge/configure/places.ts';
import { oneLine } from '../../edge/one-line.ts';
import type { ExitCode } from '../../failure.ts';
import type { Application } from '../../vonage/application.ts';
import type { World } from '../../world.ts';
import type { OpenAccount } from './account.ts';
import { isSilent } from './configure-wishes.ts';
import { preview } from './consent.ts';
import type { ConfigureFlags } from './flags.ts';
import { servesRealCallers } from './guards.ts';

/** What was found out about a change before it is made. */
export interface Outcome {
  readonly account: OpenAccount;
  readonly seen: Application;
  /** What has to be written, and what stands there. */
  readonly places: readonly Place[];
  readonly differences: readonly Difference[];
  readonly numbers: readonly NumberChange[];
}

/** Says that it was done, and how to undo it. */
export const tell = (outcome: Outcome, flags: ConfigureFlags, world: World): ExitCode => {
  const { seen, account } = outcome;
  const undoing = `${undoChangeCommand(seen.id)}${sameFlags(outcome, flags)}`;
  if (flags.json) return writeJson(outcome, { changed: true, undo: undoing }, world);
  if (flags.yes || account.emulated) world.stdout.write(preview(outcome, world.stdout));
  world.stdout.write(`✓ Changed.\n  Undo: ${undoing}\n`);
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

export const nothingToDo = (outcome: Outcome, flags: ConfigureFlags, world: World): ExitCode => {
  if (flags.json) return writeJson(outcome, { changed: false }, world);
  world.stdout.write(
    `✓ Application "${oneLine(outcome.seen.name, 60)}" (${outcome.seen.id}) is like that already.\n`,
  );
  return 0;
};

export const dryRun = (outcome: Outcome, flags: ConfigureFlags, world: World): ExitCode => {
  if (flags.json) return writeJson(outcome, { changed: false }, world);
  world.stdout.write(`${preview(outcome, world.stdout)}Nothing was changed (--dry-run).\n`);
  return 0;
};

/** Exit code 1 when the application is not as it should be. */
export const check = (outcome: Outcome, flags: ConfigureFlags, world: World): ExitCode => {
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
  more: { readonly changed: boolean; readonly undo?: string },
  world: World,
): ExitCode => {
  const changes = differences.map(({ name, before = null, after = null }) => ({ name, before, after }));
  const application = { id: seen.id, name: seen.name };
  world.stdout.write(`${JSON.stringify({ type: 'app-configure', application, changes, ...more })}\n`);
  return 0;
};
