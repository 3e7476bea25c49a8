import type { RunningEmulator } from '../../edge/emulator/running-emulator.ts';
import { observePlatform } from '../../flow/observe.ts';
import { newSession } from '../../flow/session.ts';
import type { Sink } from '../../sinks/sink.ts';
import type { TerminalOptions } from '../../sinks/terminal.ts';
import { fatalFaults, nccoInspector } from '../ncco-inspector.ts';
import { startNotices } from '../notices.ts';
import type { Undoing } from '../undoing.ts';

/** How a person sees what an emulator alone does. */
export const platformTerminal = (folder: string): TerminalOptions => ({
  folder,
  verbose: false,
  expandRtc: false,
  showSent: true,
  lanes: true,
  inspectNcco: fatalFaults(nccoInspector({ lint: {} }, true)),
});

/** Shows everything that an emulator does from now on, until it is undone. */
export const showPlatform = (emulator: RunningEmulator, sink: Sink, undoing: Undoing): void => {
  const notices = startNotices([sink], 'the start');
  undoing.later(() => notices.close());
  const session = newSession('platform');
  undoing.later(
    emulator.subscribe((notice) => {
      for (const one of [notice, ...observePlatform(session, notice).notices]) notices.note(one);
    }),
  );
};
