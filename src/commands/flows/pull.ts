import { loadConfig } from '../../edge/config/load-config.ts';
import { type ConversationsOptions, openConversations } from '../../edge/conversations/conversations.ts';
import type { LogReading } from '../../edge/conversations/read-log.ts';
import { findRecords } from '../../edge/records/record-files.ts';
import { type ExitCode, Failure } from '../../failure.ts';
import { makeRedaction, type Redaction } from '../../flow/redact/redaction.ts';
import { paletteFor } from '../../sinks/palette.ts';
import { startProgress } from '../../sinks/progress.ts';
import { openStore, type Store } from '../../sinks/store.ts';
import { fitted } from '../../text/fitted.ts';
import { printable } from '../../text/printable.ts';
import { VONAGE_API } from '../../vonage/hosts.ts';
import type { World } from '../../world.ts';
import { sayHeld } from '../app/held.ts';
import { findApplicationKey } from '../application-key.ts';
import { regionOfApplication } from '../call/real/region-of-application.ts';
import { heardSieve } from './pull/heard-sieve.ts';
import { keepLog, newPulled, type Pulled } from './pull/keep-log.ts';
import { pulledJson, pulledLines, pulledRemarks } from './pull/pulled-words.ts';
import { wantedConversations } from './pull/wanted-conversations.ts';
import { readBook } from './read-book.ts';

/** Options of `flows pull`. */
export interface PullFlags {
  readonly emulator?: string | true;
  readonly app?: string;
  readonly privateKey?: string;
  readonly config?: string;
  readonly json?: boolean;
}

/** `vonage-flow flows pull`: the logs of conversations from the Conversation API, merged with what was recorded. */
export const runPull = async (
  wanted: readonly string[],
  flags: PullFlags,
  world: World,
): Promise<ExitCode> => {
  const heard = heardSieve();
  const folder = await findRecords(world.cwd, flags.config);
  const read = await readBook(folder, world, { sieve: heard });
  const asked = wantedConversations(wanted, read);
  const options = await accessOf(flags, world);
  const conversations = openConversations(options);
  const { redact } = await loadConfig(world, { explicit: flags.config, builtIn: false });
  const record = lazyStore(folder.folder, makeRedaction(redact), world);
  const progress = startProgress(world.stderr, flags.json === true);
  const release = world.stop.hold();
  const keeping = { conversations, book: read.book, heard: heard.keys, keep: record.keep };
  let isWhole = true;
  try {
    for (const conversation of asked) {
      if (world.stop.requested.aborted) break;
      const pulled = newPulled(conversation);
      progress.say(`asking for the events of ${conversation}`);
      const reading: LogReading = {
        conversation,
        regionUrl: regionUrlIn(read.book.session.byConversation.get(conversation), heard.regionUrls),
        signal: world.stop.requested,
        clock: world.clock,
        pausing: (milliseconds, status) =>
          progress.say(`${status} from the API: asking again in ${milliseconds / 1000} s`),
      };
      let failure: Failure | undefined;
      try {
        await keepLog(pulled, keeping, reading);
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        failure = error;
      }
      progress.pause();
      if (world.stop.requested.aborted && pulled.events === 0) break;
      // What is wrong with the only one is told as everywhere; of several the others may still be had.
      const isOnly = asked.length === 1;
      if (failure === undefined || !isOnly || pulled.events > 0)
        tell(pulled, isOnly ? undefined : failure, record.path(), flags, world);
      if (failure === undefined) continue;
      if (isOnly) throw failure;
      isWhole = false;
    }
  } finally {
    progress.end();
    record.close();
    release();
  }
  if (!world.stop.requested.aborted) return isWhole ? 0 : 3;
  if (!flags.json)
    world.stderr.write('Stopped: what was pulled until then is kept; pull again for the rest\n');
  return 130;
};

const INSTEAD = 'or ask the emulator that runs here: --emulator';

const accessOf = async (flags: PullFlags, world: World): Promise<ConversationsOptions> => {
  const application = await findApplicationKey(flags, world, INSTEAD);
  const { applicationId, pem, keyOrigin, apiHost, remarks } = application;
  if (flags.emulator === undefined) await sayHeld(world, { apiHost: apiHost ?? VONAGE_API });
  for (const remark of remarks) world.stderr.write(`${fitted(printable(remark), world.stderr)}\n`);
  const region = await regionOfApplication(application, world.stop.requested);
  return { applicationId, privateKey: pem, keyOrigin, apiHost, region };
};

/** A record that begins with the first event that is new: without one there is no file. */
const lazyStore = (folder: string, redaction: Redaction, world: World) => {
  let store: Store | undefined;
  let fault: Failure | undefined;
  const open = (): Store => {
    store ??= openStore(folder, {
      version: world.version,
      pid: world.pid,
      isRunning: world.isRunning,
      now: () => world.clock.now(),
      holds: 'pulled',
      redaction,
      trouble: (what) => {
        fault ??= new Failure({
          what: 'What was pulled cannot be kept',
          why: what,
          tryThis: [
            'make room on the disk, or the folder writable',
            'then pull again: nothing is kept twice',
          ],
        });
      },
    });
    return store;
  };
  const keep: Store['keepPulled'] = async (event, flow) => {
    await open().keepPulled(event, flow);
    if (fault) throw fault;
  };
  return { keep, path: () => store?.path, close: () => store?.close() };
};

/** Calls of one conversation run in one region. */
const regionUrlIn = (
  flows: Iterable<{ readonly id: string }> | undefined,
  known: ReadonlyMap<string, string>,
): string | undefined => {
  for (const { id } of flows ?? []) if (known.has(id)) return known.get(id);
  return undefined;
};

const tell = (
  pulled: Pulled,
  failure: Failure | undefined,
  records: string | undefined,
  { json }: PullFlags,
  { stdout, stderr }: World,
): void => {
  if (json) {
    stdout.write(`${pulledJson(pulled, failure, records)}\n`);
    return;
  }
  // Of one that failed at once there is nothing to tell but that.
  if (failure === undefined || pulled.events > 0)
    stdout.write(`${pulledLines(pulled, stdout, paletteFor(stdout)).join('\n')}\n`);
  for (const remark of pulledRemarks(pulled, failure)) stderr.write(`${fitted(remark, stderr)}\n`);
};
