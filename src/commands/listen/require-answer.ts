import { relative } from 'node:path';
import type { Config } from '../../edge/config/config.ts';
import { badUsage } from '../../failure.ts';
import type { World } from '../../world.ts';
import { slotsToBorrow } from './borrow-slots.ts';
import type { ListenFlags } from './flags.ts';
import { answersCalls, ownServers } from './own-servers.ts';

/** An application that is borrowed without an answer to its calls would turn callers away. */
export const requireAnswer = (flags: ListenFlags, config: Config, world: World): void => {
  const slots = slotsToBorrow(flags, config);
  const isForwarded = answersCalls(ownServers(flags, config));
  if (config.nccos.hasAnswer || isForwarded || !flags.configure || !slots.includes('voice.answer')) return;
  const others = slots.filter((slot) => slot !== 'voice.answer');
  throw badUsage({
    what: `${config.file === undefined ? 'The config' : relative(world.cwd, config.file)} does not say what answers a call`,
    why: 'voice.answer is borrowed, so every caller would only hear an apology.',
    tryThis: [
      'name an NCCO: `answer: welcome` in the config file',
      'or let your own server answer: --forward http://localhost:8080',
      others.length > 0
        ? `or leave that slot alone: --borrow ${others.join(',')}`
        : 'or leave the application alone: --no-configure',
    ],
  });
};
