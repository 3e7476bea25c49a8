import type { Reaction } from '../../emulator/script.ts';
import type { ExitCode } from '../../failure.ts';
import { DEFAULT_CALLER } from '../default-caller.ts';
import { reactionsTyped } from '../reaction-values.ts';
import { untilAborted } from '../until-aborted.ts';
import { keysOfRun } from './keys/keys-of-run.ts';
import { type HeardKeys, listenToKeys } from './keys/listen-to-keys.ts';
import type { OwnCommand } from './own-command.ts';
import { answersCalls, ownServers, serversOfRun } from './own-servers.ts';
import type { Run } from './run.ts';
import { troubleOf } from './trouble-of.ts';
import { untilUp } from './until-up.ts';

/**
 * A caller hangs up after this: a menu that asks again and again would otherwise keep the line for the two hours
 * after which the platform ends a call.
 */
const PATIENCE_SECONDS = 60;

/** Without `--press` and `--say` the caller of the built-in menu presses this, and hears what there is to show. */
const FOR_BUILT_IN: readonly Reaction[] = [{ press: '1' }];

/**
 * Stays until a stop is asked for: Ctrl-C, SIGTERM, key `q`, or with `--once` the end of the call. Places the call of
 * `--call`, once the servers answer that a command was started for, and more on key `c`. Resolves with the exit
 * code of `--once`: 1 when its call did not go well, 3 when it could not be placed.
 *
 * @param listening the listener's address on this machine
 */
export const stayUntilStopped = async (
  run: Run,
  listening: string,
  command?: OwnCommand,
): Promise<ExitCode> => {
  const { flags, config, world, source, notices } = run;
  const stopped = untilAborted(world.stop.requested);
  const placed: Promise<void>[] = [];
  let code: ExitCode = 0;
  const place = (): void => {
    placed.push(
      placeCall(run).then((came) => {
        code = came === 'unplaced' ? 3 : came === 'went wrong' && code === 0 ? 1 : code;
        showKeys();
      }),
    );
  };
  const hasKeys = takesKeys(run);
  /** Again after each call, whose lines have pushed it off the screen. */
  const showKeys = (): void => {
    if (!hasKeys || world.stop.requested.aborted) return;
    const what = source.emulator ? 'keys: c place a call, ? for help' : 'keys: ? for help';
    notices.note({ type: 'info', at: world.clock.now(), what });
  };
  const keys: HeardKeys | undefined = hasKeys
    ? listenToKeys(world, {
        say: run.screen.say,
        failed: (error) => notices.note(troubleOf(error, world.clock.now())),
        keys: keysOfRun(run, {
          listening,
          command,
          placeCall: place,
          aside: async (question) => keys?.aside(question),
        }),
      })
    : undefined;
  try {
    showKeys();
    const servers = serversOfRun(flags, config);
    if (flags.call && command && servers.length > 0) await untilUp(command, servers, world);
    if (flags.call) place();
    if (flags.once) await Promise.race([Promise.all(placed), stopped]);
    if (flags.once && !world.stop.requested.aborted) world.stop.request('the call has ended');
    await stopped;
    return flags.once ? code : 0;
  } finally {
    keys?.release();
    run.screen.goOn();
  }
};

/** Somebody sees what a key does: at a terminal, and not where a machine reads or silence was asked for. */
const takesKeys = ({ flags, world }: Run): boolean =>
  world.keyboard.isTerminal &&
  world.stdout.isTerminal &&
  flags.json !== true &&
  flags.quiet !== true &&
  flags.once !== true;

type Came = 'went well' | 'went wrong' | 'unplaced';

/** Resolves when the call is over with what came of it; one that could not be placed is said. */
const placeCall = async ({ flags, config, world, source, notices, desk, exchanges }: Run): Promise<Came> => {
  const { emulator } = source;
  if (!emulator) return 'unplaced';
  const isBuiltIn = config.file === undefined && !answersCalls(ownServers(flags, config));
  try {
    const { leg, problems, completed } = await emulator.placeCall({
      from: flags.from ?? DEFAULT_CALLER,
      to: flags.to ?? emulator.about.numbers[0] ?? '',
      reactions: reactionsTyped(flags) ?? (isBuiltIn ? FOR_BUILT_IN : []),
      ...(flags.callee && { callees: flags.callee }),
      hangUpAfterSeconds: PATIENCE_SECONDS,
    });
    await exchanges.closed(world.stop.requested);
    // A caller who heard an apology has reached nobody, however well the line held.
    const seen = desk.session.byLeg.get(leg)?.problems ?? [];
    return problems.length === 0 && seen.length === 0 && completed ? 'went well' : 'went wrong';
  } catch (error) {
    notices.note(troubleOf(error, world.clock.now(), 'The call could not be placed: '));
    return 'unplaced';
  }
};
