import type { Command as Commander } from 'commander';
import type { CommandModule } from '../../command.ts';
import type { World } from '../../world.ts';
import { candidatesAt, verbsOf } from './candidates-at.ts';
import { readRequest } from './request.ts';
import { findSpot } from './spot.ts';
import { writeReply } from './write-reply.ts';

/**
 * `vonage-flow __complete`, which the scripts of `vonage-flow completion` call at each Tab: says what may stand at the
 * cursor, and nothing else, whatever is wrong with the line. Exit code 1 when there is nothing to say.
 */
export const complete = async (
  args: readonly string[],
  program: Commander,
  modules: readonly CommandModule[],
  world: World,
): Promise<number> => {
  const request = readRequest(args);
  if (request === undefined) return 1;
  const asksForHelp = request.before[0] === 'help';
  const before = asksForHelp ? request.before.slice(1) : request.before;
  for (const module of modules) {
    const command = program.command(module.name).description(module.summary);
    if (before.includes(module.name)) module.declare(command, () => {});
  }
  if (!asksForHelp) program.command('help').description('Show the help of a command');
  const spot = findSpot(program, before, request.current);
  try {
    const candidates = asksForHelp ? verbsOf(spot.command) : await candidatesAt(spot, world);
    world.stdout.write(writeReply(request, spot.typed, candidates));
    return 0;
  } catch {
    // Between a person's keys there is no place for a complaint.
    return 1;
  }
};
