import { projectFolder } from '../../edge/config/find-config.ts';
import { findCredentials } from '../../edge/credentials/credentials.ts';
import { stoppedBefore } from '../../failure.ts';
import type { World } from '../../world.ts';
import type { ListenFlags } from './flags.ts';

/**
 * Bare `listen` of somebody without credentials, at a terminal: explains, and offers the emulator. Everywhere else the
 * flags stay as they are, and what is missing becomes an error that names the emulator.
 */
export const offerEmulator = async (flags: ListenFlags, world: World): Promise<ListenFlags> => {
  if (flags.emulator !== undefined || !flags.configure || flags.json) return flags;
  if (!world.keyboard.isTerminal || !world.stderr.isTerminal) return flags;
  const found = await findCredentials(world, {
    apiKey: flags.apiKey,
    apiSecret: flags.apiSecret,
    directory: await projectFolder(world.cwd, flags.config),
  });
  if (found.account || found.skipped.length > 0) return flags;
  world.stderr.write(
    `No Vonage API key and secret were found: there is no application to listen to.
The built-in emulator shows the whole flow, with no account, phone or internet.
`,
  );
  const answer = await world.keyboard.ask('Start the emulator instead? [Y/n] ');
  // Ctrl-C and Ctrl-D leave the cursor behind the question.
  if (answer === undefined) world.stderr.write('\n');
  if (world.stop.requested.aborted) throw stoppedBefore('anything was started');
  return answer !== undefined && /^\s*(y(es)?)?\s*$/i.test(answer) ? { ...flags, emulator: true } : flags;
};
