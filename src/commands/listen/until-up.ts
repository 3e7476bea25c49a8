import { answersThere } from '../../edge/answers-there.ts';
import type { World } from '../../world.ts';
import type { OwnCommand } from './own-command.ts';

/** A development server compiles first. */
const PATIENCE_MILLISECONDS = 60_000;
const ASKS_EVERY_MILLISECONDS = 100;

/**
 * Waits until the servers answer that a command has just been started for. Gives up when it has ended, when a stop was asked
 * for, or after a minute: what comes then says more than waiting.
 */
export const untilUp = async (
  command: Pick<OwnCommand, 'isRunning'>,
  servers: readonly string[],
  { clock, stop }: Pick<World, 'clock' | 'stop'>,
): Promise<void> => {
  const latest = clock.monotonic() + PATIENCE_MILLISECONDS;
  while (command.isRunning && !stop.requested.aborted && clock.monotonic() < latest) {
    const answers = await Promise.all(servers.map(answersThere));
    if (answers.every(Boolean)) return;
    await clock.sleep(ASKS_EVERY_MILLISECONDS, stop.requested);
  }
};
