import { startEmulatorHost } from '../../edge/emulator/host.ts';
import type { RunningEmulator } from '../../edge/emulator/running-emulator.ts';
import type { ExitCode } from '../../failure.ts';
import { jsonLines } from '../../sinks/json-lines.ts';
import { paletteFor } from '../../sinks/palette.ts';
import { terminal } from '../../sinks/terminal.ts';
import { printable } from '../../text/printable.ts';
import type { World } from '../../world.ts';
import { type Description, writeDescription } from '../emulator-file.ts';
import { keepPushes } from '../keep-pushes.ts';
import { startUndoing } from '../undoing.ts';
import { untilAborted } from '../until-aborted.ts';
import type { EmulatorFlags } from './flags.ts';
import { hostOptions } from './host-options.ts';
import { platformTerminal, showPlatform } from './show-platform.ts';

/** A port that is easy to remember beside the listener's 4747, and in nobody's way. */
const DEFAULT_PORT = 4010;

/** `vonage-flow emulator`: the platform alone, until it is stopped. */
export const runEmulator = async (flags: EmulatorFlags, world: World): Promise<ExitCode> => {
  const release = world.stop.hold();
  const undoing = startUndoing();
  try {
    const emulator = await startEmulatorHost({
      ...hostOptions(flags, world, DEFAULT_PORT),
      keepPush: await keepPushes(world),
    });
    undoing.later(() => emulator.close());
    const description = writeDescription(world.cwd, emulator);
    undoing.later(() => description.remove());
    sayReady(flags, world, emulator, description);
    showPlatform(
      emulator,
      flags.json ? jsonLines(world.stdout) : terminal(world.stdout, platformTerminal(world.cwd)),
      undoing,
    );
    await untilAborted(world.stop.requested);
    if (world.stop.requested.reason instanceof Error) throw world.stop.requested.reason;
    return 0;
  } finally {
    await undoing.undoAll();
    release();
  }
};

const sayReady = (
  flags: EmulatorFlags,
  world: World,
  emulator: RunningEmulator,
  description: Description,
): void => {
  if (flags.json) {
    const ready = {
      type: 'ready',
      at: new Date(world.clock.now()).toISOString(),
      api: emulator.api,
      control: `${emulator.api}/emulator/v1`,
      application: emulator.about.applicationId,
      numbers: emulator.about.numbers,
      users: emulator.about.users,
      description: description.file ?? null,
    };
    world.stdout.write(`${JSON.stringify(ready)}\n`);
    return;
  }
  const { dim, good } = paletteFor(world.stderr);
  const lines = [
    `${good('●')} The emulated Vonage platform is at ${emulator.api}`,
    `  numbers      ${emulator.about.numbers.join(', ')}`,
    ...(emulator.about.users.length > 0
      ? [`  users        ${emulator.about.users.map(printable).join(', ')}`]
      : []),
    description.file === undefined
      ? `  not kept     ${description.fault ?? ''}: other commands need --emulator ${emulator.api}`
      : `  described in ${description.file}`,
    '',
    dim('# for your app: a .env block, all of it made up'),
    ...description.env.trimEnd().split('\n'),
    '',
    dim('Place a call: vonage-flow call --press 1      Ctrl-C ends'),
    '',
  ];
  world.stderr.write(`${lines.join('\n')}\n`);
};
