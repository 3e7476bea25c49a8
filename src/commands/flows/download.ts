import { resolve } from 'node:path';
import { applicationAuthorization } from '../../edge/credentials/application-token.ts';
import { downloadMedia, mayHaveToken } from '../../edge/media-files/download-media.ts';
import type { Written } from '../../edge/media-files/write-body.ts';
import { findRecords } from '../../edge/records/record-files.ts';
import { type ExitCode, Failure } from '../../failure.ts';
import type { Flow } from '../../flow/flow.ts';
import { mediaName } from '../../flow/media/media-name.ts';
import { mediaSieve, type RecordedMedia } from '../../flow/media/recorded-media.ts';
import { paletteFor } from '../../sinks/palette.ts';
import { shownPath } from '../../sinks/shown-path.ts';
import { printable } from '../../text/printable.ts';
import type { World } from '../../world.ts';
import { type ApplicationKey, findApplicationKey } from '../application-key.ts';
import { findEmulator } from '../emulator-file.ts';
import { chooseFlow, flowWords } from './choose-flow.ts';
import { readBook } from './read-book.ts';

/** Options of `flows download`. */
export interface DownloadFlags {
  readonly out?: string;
  readonly emulator?: string | true;
  readonly app?: string;
  readonly privateKey?: string;
  readonly config?: string;
  readonly json?: boolean;
}

const FOLDER = 'recordings';

/** A call with what was recorded of it. */
interface Recorded {
  readonly flow: Flow;
  readonly media: readonly RecordedMedia[];
}

/** `vonage-flow flows download`: what was recorded of a call, as files. */
export const runDownload = async (asked: string, flags: DownloadFlags, world: World): Promise<ExitCode> => {
  const recorded = mediaSieve();
  // All records are read: what was told without a call is of one only when no other passed through its conversation.
  const { flows } = await readBook(await findRecords(world.cwd, flags.config), world, {
    sieve: { see: recorded.see, passes: () => true },
  });
  const flow = chooseFlow(asked, { flows });
  const call: Recorded = { flow, media: recorded.mediaOf(flow) };
  if (call.media.length === 0) {
    throw nothingRecorded(flow, flows.find(recorded.passes));
  }
  const release = world.stop.hold();
  try {
    return await downloadAll(call, flags, world);
  } finally {
    release();
  }
};

const downloadAll = async (
  { flow, media: all }: Recorded,
  flags: DownloadFlags,
  world: World,
): Promise<ExitCode> => {
  const { clock, chance, stop, stderr, stdout } = world;
  const folder = resolve(world.cwd, flags.out ?? FOLDER);
  const keys = keysFor(flags, world);
  const files: {
    readonly kind: string;
    readonly url: string;
    readonly path: string;
    readonly bytes: number;
  }[] = [];
  const failed: {
    readonly kind: string;
    readonly url: string;
    readonly what: string;
    readonly why?: string;
  }[] = [];
  const { good, bad, dim } = paletteFor(stderr);
  for (const media of all) {
    const { kind, url, at } = media;
    try {
      const { key, emulator } = await keys(media);
      const written = await downloadMedia({
        url,
        folder,
        name: mediaName(media, flow.id, at),
        recordedAt: at,
        authorization: () => applicationAuthorization(key.applicationId, key.key, world),
        emulator,
        clock,
        chance,
        signal: stop.requested,
      });
      files.push({ kind, url, path: written.path, bytes: written.bytes });
      if (flags.json) continue;
      stdout.write(`${printable(shownPath(written.path, world.cwd))}\n`);
      stderr.write(`  ${good('✓')} ${dim(`${kind}, ${sizeWords(written)}`)}\n`);
    } catch (error) {
      // What is wrong for one is wrong for all of them.
      if (!(error instanceof Failure) || error.exitCode !== 3 || all.length === 1) throw error;
      failed.push({ kind, url, what: error.what, ...(error.why !== undefined && { why: error.why }) });
      if (flags.json) continue;
      const lines = [`${kind}: ${error.what}`, error.why, ...error.tryThis.map((words) => `→ ${words}`)];
      const [first = '', ...rest] = lines.filter((line) => line !== undefined).map(printable);
      stderr.write(`${bad('✗')} ${[first, ...rest].join('\n  ')}\n`);
    }
  }
  if (flags.json) stdout.write(`${JSON.stringify({ flow: flow.id, files, failed })}\n`);
  return failed.length > 0 ? 3 : 0;
};

/** Who may ask for a file: the emulator's application for its own, the user's for all others. Each is looked for once. */
const keysFor = (flags: DownloadFlags, world: World) => {
  const emulator = flags.emulator === undefined ? findEmulator(world.cwd) : undefined;
  const known = new Map<boolean, Promise<ApplicationKey>>();
  return async ({ url }: RecordedMedia): Promise<{ key: ApplicationKey; emulator: string | undefined }> => {
    const isEmulated = flags.emulator !== undefined || (emulator !== undefined && isAt(emulator, url));
    // Before a key is asked for that would be of no use.
    if (!isEmulated) mayHaveToken(url, undefined);
    let key = known.get(isEmulated);
    key ??= findApplicationKey(
      { ...flags, emulator: isEmulated ? (flags.emulator ?? emulator) : undefined },
      world,
      'or name the emulator that recorded: --emulator=http://127.0.0.1:4010',
    );
    known.set(isEmulated, key);
    const found = await key;
    return { key: found, emulator: isEmulated ? found.apiHost : undefined };
  };
};

const isAt = (api: string, url: string): boolean =>
  URL.canParse(url) && new URL(url).origin === new URL(api).origin;

const sizeWords = ({ bytes, isNew }: Written): string =>
  isNew ? `${Math.ceil(bytes / 1000)} kB` : 'was there already';

const nothingRecorded = (flow: Flow, other: Flow | undefined): Failure =>
  new Failure({
    what: `Nothing was recorded of the call ${flowWords(flow)}`,
    why: 'No webhook told of a recording, a transcript or saved speech; it comes a moment after the recording has ended.',
    tryThis: other
      ? `the latest with one is ${flowWords(other)}: vonage-flow flows download ${other.id}`
      : 'record in the NCCO: { "action": "record" } before the connect or talk that it should cover',
  });
