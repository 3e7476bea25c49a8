import type { GroupGuard } from '../../edge/guard/guard-groups.ts';
import { type StartedCommand, startCommand } from '../../edge/start-command.ts';
import { Failure } from '../../failure.ts';
import type { CommandNotice } from '../../flow/notice.ts';
import type { World } from '../../world.ts';
import { untilAborted } from '../until-aborted.ts';
import { commandLines } from './command-lines.ts';

/** A command that was asked to end has this long for it. */
const ENDS_WITHIN_MILLISECONDS = 5_000;
/** How often it is looked whether any of its processes is left. */
const LOOKS_EVERY_MILLISECONDS = 25;

/** The command of the user's that runs beside `listen`. */
export interface OwnCommand {
  /** Ends it, should it run, and starts it again. */
  restart(why: string): void;
  /** Has heard that the addresses may be others, and restarts it when its environment would be another. */
  look(): void;
  /** Whether it runs. */
  readonly isRunning: boolean;
  /** Why it could not be started. */
  readonly failure: Failure | undefined;
  /** Ends it with all that it has started, within five seconds or a second Ctrl-C. */
  stop(): Promise<void>;
}

export interface OwnCommandOptions {
  readonly commandLine: readonly string[];
  readonly environment: () => Readonly<Record<string, string>>;
  /** Its output goes to stderr as it is, for stdout is a machine's. */
  readonly json: boolean;
  readonly world: World;
  readonly note: (notice: CommandNotice) => void;
  /** Ends it should this process be killed. */
  readonly guard: GroupGuard;
}

interface Running {
  readonly started: StartedCommand;
  readonly environment: string;
  readonly ended: Promise<void>;
}

/**
 * Starts a command of the user's in a group of its own: the terminal's Ctrl-C is ours, and when it ends all go that it has
 * started. One that cannot be started asks for a stop, and `failure` says why.
 */
export const startOwnCommand = (options: OwnCommandOptions): OwnCommand => {
  const { world, note, commandLine, guard } = options;
  const { clock, stop } = world;
  const [command = '', ...args] = commandLine;
  const shown = commandLine.join(' ');
  const says = options.json ? 'stderr' : commandLines(world);
  const { signalGroup } = world;
  let running: Running | undefined;
  /** Groups whose leader has ended by itself, and left others in them. */
  const strays = new Set<number>();
  let failure: Failure | undefined;
  let isOver = false;
  /** What is done to it, one after the other. */
  let turn: Promise<void> = Promise.resolve();

  const tell = (news: CommandNotice['news']): void =>
    note({ type: 'command', at: clock.now(), command: shown, news });

  const start = (): void => {
    const env = options.environment();
    const startedAt = clock.monotonic();
    const started = startCommand({
      command,
      args,
      cwd: world.cwd,
      env,
      says,
      leadsGroup: world.signalGroup !== undefined,
    });
    const ended = started.ended.then(
      (code) => {
        if (running !== mine) return;
        running = undefined;
        if (started.pid !== undefined) {
          if (signalGroup?.(started.pid, 0)) strays.add(started.pid);
          else guard.forget(started.pid);
        }
        tell({ name: 'ended', code, milliseconds: clock.monotonic() - startedAt });
      },
      (error: unknown) => {
        if (running === mine) running = undefined;
        if (!(error instanceof Failure)) throw error;
        failure = error;
        stop.request('the command could not be started');
      },
    );
    const mine: Running = { started, environment: JSON.stringify(env), ended };
    running = mine;
    if (started.pid === undefined) return;
    guard.watch(started.pid);
    tell({ name: 'started', pid: started.pid });
  };

  const end = async (): Promise<void> => {
    const was = running;
    running = undefined;
    const groups = [...strays, ...(was?.started.pid === undefined ? [] : [was.started.pid])];
    strays.clear();
    if (groups.length === 0) return;
    const send = (signal: NodeJS.Signals): void => {
      if (!signalGroup) was?.started.signal(signal);
      else for (const group of groups) signalGroup(group, signal);
    };
    const isLeft = (): boolean => groups.some((group) => signalGroup?.(group, 0));
    send('SIGTERM');
    const tooLate = AbortSignal.any([AbortSignal.timeout(ENDS_WITHIN_MILLISECONDS), stop.insisted]);
    await Promise.race([was?.ended, untilAborted(tooLate)]);
    // Its leader may be gone before those that it has started.
    while (isLeft() && !tooLate.aborted) await clock.sleep(LOOKS_EVERY_MILLISECONDS, tooLate);
    if (tooLate.aborted) send('SIGKILL');
    await was?.ended;
    for (const group of groups) guard.forget(group);
  };

  const restart = (why: string): void => {
    if (isOver) return;
    tell({ name: 'restarting', why });
    turn = turn.then(async () => {
      await end();
      if (!isOver) start();
    });
  };

  start();
  return {
    restart,
    look: () => {
      if (running && JSON.stringify(options.environment()) !== running.environment)
        restart('the addresses in its environment are others now');
    },
    get isRunning() {
      return running !== undefined;
    },
    get failure() {
      return failure;
    },
    stop: async () => {
      isOver = true;
      await turn;
      await end();
      guard.close();
    },
  };
};
