import type { Config } from '../../edge/config/config.ts';
import { startForwarder } from '../../edge/forward.ts';
import type { Flow } from '../../flow/flow.ts';
import type { PlatformNotice } from '../../flow/notice.ts';
import type { Redaction } from '../../flow/redact/redaction.ts';
import { type Copies, copies } from '../../sinks/copies.ts';
import { drift } from '../../sinks/drift.ts';
import { filtered } from '../../sinks/filtered.ts';
import { jsonLines } from '../../sinks/json-lines.ts';
import { liveLanes } from '../../sinks/live-lanes.ts';
import type { Sink } from '../../sinks/sink.ts';
import { terminal } from '../../sinks/terminal.ts';
import type { ToldOnce } from '../../sinks/told-once.ts';
import type { World } from '../../world.ts';
import { type Notices, startNotices } from '../notices.ts';
import type { Undoing } from '../undoing.ts';
import type { ListenFlags } from './flags.ts';
import { secondServer } from './own-servers.ts';
import { type Saver, saveRecordings } from './save-recordings.ts';
import type { Source } from './source.ts';
import type { Viewed } from './viewed.ts';

/** Where the notices of a run go. */
export interface Sinks {
  readonly notices: Notices;
  /** Saves the recordings of `--save-recordings`. */
  readonly saver: Saver | undefined;
  /** The second server; let it finish before the end is said. */
  readonly copies: Copies;
}

/** What the sinks are made of. */
export interface SinkParts {
  readonly flags: ListenFlags;
  readonly config: Config;
  readonly source: Source;
  readonly redaction: Redaction;
  readonly world: World;
  readonly undoing: Undoing;
  readonly viewed: Viewed;
}

/** What of a run that begins only afterwards the sinks ask for. */
export interface LaterParts {
  /** The address that webhooks come to, once it is known. */
  readonly publicUrl: () => string;
  /** The call that an emulator speaks of. */
  readonly flowOf: (notice: PlatformNotice) => Flow | undefined;
}

/** Opens all sinks of a run; its undoing closes them. */
export const makeSinks = async (
  { flags, config, source, redaction, world, undoing, viewed }: SinkParts,
  { publicUrl, flowOf }: LaterParts,
): Promise<Sinks> => {
  // Some sinks have to say something themselves, by the notices that they hear.
  const tell: Notices['note'] = (notice) => notices.note(notice);
  const inLines = (output: World['stdout'], untold?: ToldOnce): Sink =>
    terminal(output, {
      quiet: flags.quiet === true,
      verbose: flags.verbose === true,
      expandRtc: flags.rtc === true,
      // A call that one has placed to see the flow is drawn when it is over, unless that was done while it ran.
      lanes: flags.call === true && flags.view !== 'lanes',
      folder: world.cwd,
      shown: viewed.shown,
      ...(untold && { untold }),
    });
  const inLanes = (): Sink =>
    liveLanes(world.stdout, {
      beside: inLines,
      flowOf,
      verbose: flags.verbose === true,
      expandRtc: flags.rtc === true,
      folder: world.cwd,
      shown: viewed.shown,
    });
  const shown = flags.json
    ? jsonLines(world.stdout, redaction)
    : flags.view === 'lanes'
      ? inLanes()
      : inLines(world.stdout);
  const second = openCopies(secondServer(flags, config), tell, publicUrl, world, undoing);
  const saver =
    flags.saveRecordings === undefined
      ? undefined
      : await saveRecordings(flags.saveRecordings, flags, source, world, tell);
  const notices = startNotices([
    viewed.numbering,
    filtered(shown, () => viewed.filter),
    ...(saver === undefined ? [] : [saver]),
    drift({ version: world.version, tell }),
    second,
  ]);
  undoing.later(() => notices.close());
  return { notices, saver, copies: second };
};

const openCopies = (
  url: string | undefined,
  tell: Notices['note'],
  publicUrl: () => string,
  { clock }: World,
  undoing: Undoing,
): Copies => {
  // Connections of its own: it takes none from the server that answers.
  const forwarder = startForwarder(publicUrl, clock);
  undoing.later(() => forwarder.close());
  return copies(url, {
    send: (server, request) => forwarder.tell(server, request),
    tell,
    now: () => clock.now(),
    sleep: (milliseconds) => clock.sleep(milliseconds),
  });
};
