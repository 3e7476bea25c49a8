import type { Config } from '../../edge/config/config.ts';
import { type ForwardPlan, forwardPlan, serverOfSlot, serversOf } from '../../flow/forward-plan.ts';
import type { ListenFlags } from './flags.ts';

/** The user's own servers: those of the command line, else those of the config; undefined when there are none. */
export const ownServers = (
  flags: Pick<ListenFlags, 'forward'>,
  config: Pick<Config, 'forward'>,
): ForwardPlan | undefined => (flags.forward ? forwardPlan(flags.forward) : config.forward);

/** Whether a server of the user's own answers calls. */
export const answersCalls = (plan: ForwardPlan | undefined): boolean =>
  plan !== undefined && serverOfSlot(plan, 'voice.answer') !== undefined;

/** The addresses of all of them. */
export const serversOfRun = (
  flags: Pick<ListenFlags, 'forward'>,
  config: Pick<Config, 'forward'>,
): readonly string[] => {
  const plan = ownServers(flags, config);
  return plan ? serversOf(plan) : [];
};

/** The server that hears all and answers nothing: that of the command line, else that of the config. */
export const secondServer = (
  flags: Pick<ListenFlags, 'copy'>,
  config: Pick<Config, 'copy'>,
): string | undefined => flags.copy ?? config.copy;

/** All the servers in a few words: `http://localhost:8080`. */
export const serverWords = (plan: ForwardPlan): string => serversOf(plan).join(', ');
