/**
 * Stands beside a listener that has started commands of the user's: whatever ends the listener, also `kill -9`, closes the channel to it, and
 * then those commands are ended with all that they have started. It is not between them and the terminal, so that their streams, signals and exit
 * codes stay their own. A file of its own in dist that depends on nothing, started by `guardGroups`.
 *
 * Hears `{ watch }` and `{ forget }`: the leader of a group of processes; on Windows, which has none, a process.
 */
import process from 'node:process';

/** A program that was asked to end may finish what it is at; as long as `listen` itself waits. */
const ENDING_MILLISECONDS = 5_000;
const LOOKS_EVERY_MILLISECONDS = 50;

const leaders = new Set<number>();

/** Sends a signal to all groups, 0 to none; false when nobody is left in them. */
const signal = (name: NodeJS.Signals | 0): boolean => {
  for (const leader of leaders) {
    try {
      process.kill(process.platform === 'win32' ? leader : -leader, name);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ESRCH') leaders.delete(leader);
    }
  }
  return leaders.size > 0;
};

process.on('message', ({ watch, forget }: { watch?: number; forget?: number }) => {
  if (watch !== undefined) leaders.add(watch);
  if (forget !== undefined) leaders.delete(forget);
});

process.on('disconnect', () => {
  if (!signal('SIGTERM')) process.exit(0);
  setInterval(() => {
    if (!signal(0)) process.exit(0);
  }, LOOKS_EVERY_MILLISECONDS);
  setTimeout(() => {
    signal('SIGKILL');
    process.exit(0);
  }, ENDING_MILLISECONDS);
});
