import type { InterruptedCall } from '../../flow/notice.ts';
import type { ListenFlags } from './flags.ts';

/** A command with more ids is no longer one that somebody types or copies. */
const MOST = 5;

/** The command that asks Vonage for what is missing of some calls; undefined when no conversation of theirs is known. */
export const pullCommand = (
  calls: readonly Pick<InterruptedCall, 'conversations'>[],
  { emulator, app, config }: Pick<ListenFlags, 'emulator' | 'app' | 'config'>,
): string | undefined => {
  const ids = [...new Set(calls.flatMap(({ conversations }) => conversations))];
  if (ids.length === 0) return undefined;
  return [
    'vonage-flow flows pull',
    // The latest calls stand last.
    ...ids.slice(-MOST),
    ...(emulator === undefined ? [] : [emulator === true ? '--emulator' : `--emulator=${emulator}`]),
    ...(emulator === undefined && app !== undefined ? [`--app ${app}`] : []),
    ...(config === undefined ? [] : [`--config ${config}`]),
  ].join(' ');
};
