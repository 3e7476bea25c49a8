import { commandEnvironment } from '../../edge/emulator/command-environment.ts';
import { describeEmulator } from '../../edge/emulator/describe-emulator.ts';
import { startEmulatorHost } from '../../edge/emulator/host.ts';
import type { RunningEmulator } from '../../edge/emulator/running-emulator.ts';
import { openPrivateFolder, type PrivateFolder } from '../../edge/private-folder.ts';
import { signalCode, startCommand } from '../../edge/start-command.ts';
import { badUsage } from '../../failure.ts';
import { paletteFor } from '../../sinks/palette.ts';
import { terminal } from '../../sinks/terminal.ts';
import { printable } from '../../text/printable.ts';
import { VONAGE_API } from '../../vonage/hosts.ts';
import type { World } from '../../world.ts';
import { startUndoing } from '../undoing.ts';
import type { ExecFlags } from './flags.ts';
import { forwardSignals } from './forward-signals.ts';
import { hostOptions } from './host-options.ts';
import { platformTerminal, showPlatform } from './show-platform.ts';

/** Any free one, so that two runs at once are in nobody's way. */
const DEFAULT_PORT = 0;

/**
 * `vonage-flow emulator exec -- command`: the command with an emulator around it. Stdin and stdout are the command's
 * alone. Gives its exit code.
 */
export const runExec = async (
  flags: ExecFlags,
  commandLine: readonly string[] | undefined,
  world: World,
): Promise<number> => {
  const [command, ...args] = commandLine ?? [];
  if (command === undefined || command === '') throw noCommand();
  if (flags.json) throw noJson();
  const { stop } = world;
  const release = stop.hold();
  const undoing = startUndoing();
  try {
    const options = hostOptions(flags, world, DEFAULT_PORT);
    // SDKs that download from Vonage's hosts only find their recordings there.
    const filesFrom = flags.redirect ? { filesFrom: VONAGE_API } : {};
    const emulator = await startEmulatorHost({ ...options, ...filesFrom });
    undoing.later(() => emulator.close());
    if (flags.verbose) {
      const sink = terminal(world.stderr, platformTerminal(world.cwd));
      showPlatform(emulator, sink, undoing);
    }
    const folder = openPrivateFolder();
    undoing.later(() => folder.remove());
    const keyFile = folder.write('private.key', emulator.about.privateKey);
    const { variables } = describeEmulator(emulator.about, emulator.api, keyFile);
    const base = commandEnvironment(world.env, variables);
    const redirect = flags.redirect ? await redirectFor(emulator, base, folder, world) : undefined;
    if (redirect) undoing.later(() => redirect.close());
    const env = { ...base, ...redirect?.env };
    // A stop that came before there was a command to hand it to.
    if (!stop.requested.aborted) {
      sayStarted(emulator, options.seed, world);
      const started = startCommand({ command, args, cwd: world.cwd, env });
      const leave = forwardSignals(started, world);
      const code = await started.ended.finally(leave);
      if (!(stop.requested.reason instanceof Error)) return code;
    }
    if (stop.requested.reason instanceof Error) throw stop.requested.reason;
    return signalCode(stop.requested.reason);
  } finally {
    await undoing.undoAll();
    release();
  }
};

/** Certificates and proxies are loaded for this alone. */
const redirectFor = async (
  { api }: RunningEmulator,
  base: Readonly<Record<string, string>>,
  folder: PrivateFolder,
  world: World,
) => (await import('../../edge/redirect/redirect.ts')).openRedirect(api, base, folder, world);

const sayStarted = ({ api }: RunningEmulator, seed: string, { stderr }: World): void => {
  const { good, dim } = paletteFor(stderr);
  stderr.write(
    `${good('●')} The emulated Vonage platform is at ${api} ${dim(`(seed ${printable(seed)})`)}\n`,
  );
};

const noCommand = () =>
  badUsage({
    what: 'There is no command to run',
    why: 'What stands behind -- is run, with the emulator’s addresses and keys in its environment.',
    tryThis: 'put it there: vonage-flow emulator exec -- npm test',
  });

const noJson = () =>
  badUsage({
    what: 'emulator exec has no --json',
    why: 'Stdout belongs to the command.',
    tryThis: 'see the events on stderr: --verbose',
  });
