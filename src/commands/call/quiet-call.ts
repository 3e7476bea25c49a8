import { type Progress, startProgress } from '../../sinks/progress.ts';
import type { Sink } from '../../sinks/sink.ts';
import type { World } from '../../world.ts';

/**
 * Shows that a call lives while nothing happens in it, as when a server takes its time, or in real time a conversation:
 * a spinner between the lines. It makes way for what a sink writes.
 */
export const showQuietCall = (
  world: World,
  sink: Sink,
  quiet: boolean,
): { readonly sinks: readonly Sink[]; readonly progress: Progress } => {
  const progress = startProgress(world.stderr, quiet);
  const close = (): Promise<void> => {
    progress.end();
    return Promise.resolve();
  };
  return {
    sinks: [
      { note: () => progress.pause(), close },
      sink,
      { note: () => progress.say('The call goes on (Ctrl-C ends it)'), close },
    ],
    progress,
  };
};
