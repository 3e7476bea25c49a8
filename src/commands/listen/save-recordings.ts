import type { KeyObject } from 'node:crypto';
import { createPrivateKey } from 'node:crypto';
import { access, constants } from 'node:fs/promises';
import { resolve } from 'node:path';
import { applicationAuthorization } from '../../edge/credentials/application-token.ts';
import { makeFolder } from '../../edge/make-folder.ts';
import { downloadMedia } from '../../edge/media-files/download-media.ts';
import { badUsage, reasonOf, wordsOf } from '../../failure.ts';
import { mediaName } from '../../flow/media/media-name.ts';
import { type Media, mediaOf } from '../../flow/media/media-of.ts';
import type { ExchangeNotice, Notice } from '../../flow/notice.ts';
import { shownPath } from '../../sinks/shown-path.ts';
import type { Sink } from '../../sinks/sink.ts';
import type { World } from '../../world.ts';
import { findApplicationKey } from '../application-key.ts';
import type { ListenFlags } from './flags.ts';
import type { Source } from './source.ts';

/** Downloads beside the stream: it is told of exchanges after their replies, and delays none. */
export interface Saver extends Sink {
  /** How many files are still to come. */
  readonly pending: number;
  /** Resolves when all that was told of until now is a file, or was given up, as at a second Ctrl-C. */
  settled(): Promise<void>;
}

/**
 * Keeps recordings and transcripts as files as soon as a webhook tells of them, one after the other.
 *
 * @throws Failure when the key is missing that they can be had with, or the folder cannot be written
 */
export const saveRecordings = async (
  directory: string,
  flags: ListenFlags,
  source: Source,
  world: World,
  note: (notice: Notice) => void,
): Promise<Saver> => {
  const { clock, chance, stop } = world;
  const folder = resolve(world.cwd, directory);
  const { applicationId, key } = await keyOf(flags, source, world);
  await openFolder(folder, directory);
  const told = new Set<string>();
  const startOf = new Map<string, number>();
  let queue: Promise<void> = Promise.resolve();
  let pending = 0;

  const save = async (media: Media, { exchange, flow }: ExchangeNotice): Promise<void> => {
    try {
      const { path, bytes, isNew } = await downloadMedia({
        url: media.url,
        folder,
        name: mediaName(media, flow?.id, exchange.request.receivedAt),
        recordedAt: exchange.request.receivedAt,
        authorization: () => applicationAuthorization(applicationId, key, world),
        emulator: source.emulator?.api,
        clock,
        chance,
        signal: stop.insisted,
      });
      if (!isNew) return;
      const what = `saved ${media.kind}, ${Math.ceil(bytes / 1000)} kB: ${shownPath(path, world.cwd)}`;
      note({ type: 'info', at: clock.now(), what });
    } catch (error) {
      const words = reasonOf(error);
      note({
        type: 'trouble',
        at: clock.now(),
        what: `a ${media.kind} could not be saved: ${words}`,
        tryThis: 'mend that, then: vonage-flow flows download last',
      });
    }
  };

  return {
    note: (notice) => {
      if (notice.type !== 'exchange') return;
      const { content, standing } = notice.exchange;
      if (content.form !== 'webhook' || standing.state === 'refused') return;
      const found = mediaOf(content.webhook);
      if (found === undefined || told.has(found.url)) return;
      told.add(found.url);
      const { uuid, startedAt } = found;
      if (found.kind === 'recording' && uuid !== undefined && startedAt !== undefined)
        startOf.set(uuid, startedAt);
      // A transcript begins with the recording that it is of, so that they stand side by side.
      const start = uuid === undefined ? undefined : startOf.get(uuid);
      const media = { ...found, startedAt: start ?? startedAt };
      pending += 1;
      queue = queue
        .then(() => save(media, notice))
        .then(() => {
          pending -= 1;
        });
    },
    get pending() {
      return pending;
    },
    settled: () => queue,
    close: () => queue,
  };
};

/** Now, for what a call says cannot be had again. */
const openFolder = async (folder: string, asked: string): Promise<void> => {
  try {
    await makeFolder(folder);
    await access(folder, constants.W_OK);
  } catch (cause) {
    throw badUsage({
      what: `--save-recordings ${asked}: this is no folder that can be written`,
      why: wordsOf(cause),
      tryThis: 'name one that you may write; it is made when it is not there: --save-recordings recordings',
      cause,
    });
  }
};

const keyOf = async (
  { app, privateKey, config }: ListenFlags,
  { emulator, applicationId }: Source,
  world: World,
): Promise<{ readonly applicationId: string; readonly key: KeyObject }> => {
  if (emulator) {
    const { about } = emulator;
    return { applicationId: about.applicationId, key: createPrivateKey(about.privateKey) };
  }
  const flags = {
    ...(config !== undefined && { config }),
    ...(privateKey !== undefined && { privateKey }),
    ...((app ?? applicationId) !== undefined && { app: app ?? applicationId! }),
  };
  return findApplicationKey(
    flags,
    world,
    'or leave --save-recordings out: vonage-flow flows download gets them later',
  );
};
