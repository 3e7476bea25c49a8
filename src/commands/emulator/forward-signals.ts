import type { StartedCommand } from '../../edge/start-command.ts';
import type { World } from '../../world.ts';

/** npm and npx pass a Ctrl-C on that we have from the terminal already: the same one, a moment later. */
const ECHO_MS = 500;

/**
 * What a console of Windows tells to all that run in it, whatever their streams are. Sent by a process they would end the
 * command at once (SIGINT), or cannot be sent at all (the other two).
 */
const CONSOLE: ReadonlySet<string> = new Set(['SIGINT', 'SIGBREAK', 'SIGHUP']);

/**
 * Hands signals on to the command, which may take its time to end. The same signal a second time kills it. What the
 * terminal sends at a Ctrl-C has reached the command already, and a program counts how often it comes.
 */
export const forwardSignals = (command: StartedCommand, world: World): (() => void) => {
  const isWindows = world.platform === 'win32';
  const isAtTerminal = world.keyboard.isTerminal || world.stdout.isTerminal || world.stderr.isTerminal;
  const firstHeard = new Map<string, number>();
  return world.stop.onEach((reason) => {
    // A bug of ours: the command ends as it would by a stop, and the bug is told behind it.
    const signal = typeof reason === 'string' && /^SIG[A-Z]+$/.test(reason) ? reason : 'SIGTERM';
    const before = firstHeard.get(signal);
    const now = world.clock.monotonic();
    if (before === undefined) {
      firstHeard.set(signal, now);
      const isHeardThere = isWindows ? CONSOLE.has(signal) : signal === 'SIGINT' && isAtTerminal;
      if (!isHeardThere) command.signal(signal as NodeJS.Signals);
    } else if (now - before > ECHO_MS) command.signal('SIGKILL');
  });
};
