import * as fs from 'node:fs';
import { join } from 'node:path';
import { wordsOf } from '../failure.ts';
import type { Exchange } from '../flow/exchange.ts';
import { exchangeLine, RECORD_VERSION } from '../flow/exchange-record.ts';
import type { Flow } from '../flow/flow.ts';
import type { LateReply } from '../flow/late-reply.ts';
import type { SocketNotice, ToldNotice, TunnelNotice } from '../flow/notice.ts';
import { noticeLine } from '../flow/notice-record.ts';
import type { PulledEvent } from '../flow/pulled/pulled-event.ts';
import { pulledRecordLine } from '../flow/pulled/pulled-record.ts';
import { recordFileName } from '../flow/recorded/record-file-name.ts';
import type { Redaction } from '../flow/redact/redaction.ts';
import { pruneRecords } from './prune.ts';
import { openRecordsFolder } from './records-folder.ts';

export interface StoreOptions {
  /** Version of this program, for the header line. */
  readonly version: string;
  readonly pid: number;
  /** Whether a process lives: what it is writing to is not removed. */
  readonly isRunning?: ((pid: number) => boolean) | undefined;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** From this size on a file is followed by another one. */
  readonly fileLimitBytes?: number;
  /** Takes out what the config names, before it is written. */
  readonly redaction?: Redaction | undefined;
  /** What its files hold, when that is no webhooks: told by their names. */
  readonly holds?: 'pulled';
  /** Told once when nothing can be kept, at the start or later. */
  readonly trouble: (what: string, tryThis: string) => void;
}

/** The record of one run: exchanges on disk, one JSON line each, before their reply leaves. */
export interface Store {
  /** The first file; undefined when there is none, because it could not be made. */
  readonly path: string | undefined;
  /**
   * Resolves once the record was handed to the operating system; never rejects. Exchanges of one turn of the event
   * loop go in one append, so that a burst of webhooks does not pay for one each.
   */
  append(exchange: Exchange, flow: Flow | undefined): Promise<void>;
  /**
   * Keeps that the way in was lost or found, for between two such lines an exchange that is not there says nothing;
   * what became of a WebSocket; and what an emulator tells that no webhook does.
   */
  keep(notice: TunnelNotice | SocketNotice | LateReply | ToldNotice): void;
  /** Keeps an event that was asked of the Conversation API. Resolves as `append` does. */
  keepPulled(event: PulledEvent, flow: Flow | undefined): Promise<void>;
  close(): void;
}

/**
 * Opens the record of this run in a folder (`.vonage-flow` of the project, made when it is not there) and removes
 * old ones (DESIGN §5). A folder or disk that does not let itself be written is told once and stops nothing: calls matter
 * more than their record.
 */
export const openStore = (directory: string, options: StoreOptions): Store => {
  const { trouble, isRunning } = options;
  const startedAt = options.now();
  try {
    openRecordsFolder(directory);
    pruneRecords(directory, startedAt, { isRunning });
    let part = 1;
    const nextFile = (): OpenFile => {
      const now = options.now();
      part += 1;
      const file = create(directory, now, options, part);
      // A run of weeks keeps within the same bounds as many short ones. Replies wait for the append, but not for this.
      setImmediate(() => pruneQuietly(directory, now, options));
      return file;
    };
    return recordInto(create(directory, startedAt, options), trouble, {
      limitBytes: options.fileLimitBytes ?? FILE_LIMIT_BYTES,
      open: nextFile,
      redaction: options.redaction,
    });
  } catch (error) {
    trouble(
      `nothing is recorded in this run, for ${directory} cannot be written: ${wordsOf(error)}`,
      'make the folder writable, or start in a folder of your own; everything else works',
    );
    const nothing = async (): Promise<void> => undefined;
    return { path: undefined, append: nothing, keepPulled: nothing, keep: () => {}, close: () => {} };
  }
};

/** While a run goes on the folder may have gone away: its files are open, and nothing is left to remove. */
const pruneQuietly = (directory: string, now: number, { isRunning }: StoreOptions): void => {
  try {
    pruneRecords(directory, now, { isRunning });
  } catch {
    // Nobody waits for it, and the next part tries again.
  }
};

interface OpenFile {
  readonly path: string;
  readonly descriptor: number;
}

/** A new file, never one that is there: two runs may start in one millisecond, or a link may lie in wait. */
const create = (directory: string, startedAt: number, options: StoreOptions, part = 1): OpenFile => {
  const path = join(directory, recordFileName(startedAt, options.pid, options.holds));
  const flags = fs.constants.O_WRONLY | fs.constants.O_APPEND | fs.constants.O_CREAT | fs.constants.O_EXCL;
  const descriptor = fs.openSync(path, flags, 0o600);
  const header = {
    v: RECORD_VERSION,
    type: 'record',
    tool: 'vonage-flow',
    version: options.version,
    start: new Date(startedAt).toISOString(),
    pid: options.pid,
    ...(part > 1 && { part }),
  };
  writeWhole(descriptor, `${JSON.stringify(header)}\n`);
  return { path, descriptor };
};

/** So that old parts can go while the run goes on; some 20,000 exchanges. */
const FILE_LIMIT_BYTES = 32 * 1024 * 1024;

/**
 * Appends to an open file, and from a size on to the next one; what cannot be written is told the first time. Apart from
 * `openStore` only tests call it.
 */
export const recordInto = (
  first: OpenFile,
  trouble: StoreOptions['trouble'],
  following?: {
    readonly limitBytes: number;
    readonly open: () => OpenFile;
    readonly redaction?: Redaction | undefined;
  },
): Store => {
  let { path, descriptor } = first;
  let bytes = 0;
  let limit = following?.limitBytes ?? Number.POSITIVE_INFINITY;
  let isTold = false;
  let isTorn = false;
  let isOpen = true;
  let waiting = '';
  let written: Promise<void> | undefined;
  const write = (): void => {
    const lines = waiting;
    waiting = '';
    written = undefined;
    if (lines === '' || !isOpen) return;
    try {
      // After a torn line a new one begins, so that one bad moment costs one batch.
      bytes += writeWhole(descriptor, isTorn ? `\n${lines}` : lines);
      isTorn = false;
      if (bytes > limit) turnOver();
    } catch (error) {
      isTorn = true;
      if (isTold) return;
      isTold = true;
      trouble(
        `an exchange could not be recorded in ${path}: ${wordsOf(error)}`,
        'make room on the disk; calls are served all the same, and recording goes on as soon as it can',
      );
    }
  };
  const turnOver = (): void => {
    if (following === undefined) return;
    try {
      const next = following.open();
      fs.closeSync(descriptor);
      ({ path, descriptor } = next);
      [bytes, limit] = [0, following.limitBytes];
    } catch {
      // The file that is open takes more; the next one is tried for later.
      limit += following.limitBytes;
    }
  };
  const append = (line: string): Promise<void> => {
    waiting += `${line}\n`;
    written ??= new Promise((resolve) => {
      setImmediate(() => {
        write();
        resolve();
      });
    });
    return written;
  };
  return {
    path: first.path,
    append: (exchange, flow) => append(exchangeLine(exchange, flow, following?.redaction)),
    keepPulled: (event, flow) => append(pulledRecordLine(event, flow, following?.redaction)),
    keep: (notice) => void append(noticeLine(notice, following?.redaction)),
    close() {
      if (!isOpen) return;
      write();
      isOpen = false;
      try {
        fs.closeSync(descriptor);
      } catch {
        // Everything was handed over by the writes; a close that fails has nothing left to lose.
      }
    },
  };
};

/** One append nearly always; a disk that is about to be full may take only a part, and then says why. Gives the bytes. */
const writeWhole = (descriptor: number, text: string): number => {
  const length = Buffer.byteLength(text);
  const written = fs.writeSync(descriptor, text);
  if (written === length) return length;
  const bytes = Buffer.from(text);
  for (let at = written; at < length; at += fs.writeSync(descriptor, bytes, at));
  return length;
};
