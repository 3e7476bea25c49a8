import * as fs from 'node:fs';
import { join } from 'node:path';
import { codeOf, wordsOf } from '../failure.ts';
import { maskJson } from '../flow/mask.ts';
import type { Found, Redaction } from '../flow/redact/redaction.ts';
import type { JsonObject } from '../vonage/json.ts';
import type { PlatformEvent } from '../vonage/platform-event.ts';
import { pruneRecords } from './prune.ts';
import { PUSHES_FOLDER, pushFileName } from './push-file-name.ts';
import { makeOnce, openRecordsFolder } from './records-folder.ts';

/** What a push tells, and whom. */
export type Push = Pick<Extract<PlatformEvent, { name: 'client-event' }>, 'user' | 'event' | 'payload'>;

export interface PushFilesOptions {
  /** Whether a process lives: what it is writing to is not removed. */
  readonly isRunning?: ((pid: number) => boolean) | undefined;
  /** Milliseconds since 1970, of this machine: by them old files go. */
  readonly now: () => number;
  /** Takes out what the config names, before it is written. */
  readonly redaction?: Redaction | undefined;
  /** Told once when a push cannot be kept. */
  readonly trouble: (what: string, tryThis: string) => void;
}

/** Keeps the pushes of a run, a JSON file each, as they would go to FCM or APNs. */
export interface PushFiles {
  /** The path of the file, with the time of the push in its name; undefined when it could not be written. Never throws. */
  keep(push: Push, at: number): string | undefined;
}

/** Some 10 MB: in a run of weeks, too, they keep within their bounds. */
const PUSHES_BETWEEN_PRUNES = 4000;
const NAMES_KEPT = 1000;

/**
 * Keeps pushes below a folder (`.vonage-flow` of the project), which is made with the first of them: most runs have none. They are personal
 * data as records are: masked, closed to others, and removed with them.
 */
export const openPushFiles = (directory: string, options: PushFilesOptions): PushFiles => {
  const folder = join(directory, PUSHES_FOLDER);
  /** How many more may come before old ones are looked for again; none: the folder is to be opened. */
  let room = 0;
  let isTold = false;
  const counts = new Map<string, number>();
  const open = (): void => {
    if (room > 0) return;
    openRecordsFolder(directory);
    makeOnce(folder);
    pruneRecords(directory, options.now(), { isRunning: options.isRunning });
    room = PUSHES_BETWEEN_PRUNES;
  };
  /** A name that another push of the same second has got is not tried again. */
  const firstFree = (name: string): number => {
    if (counts.size > NAMES_KEPT) counts.clear();
    const number = (counts.get(name) ?? 0) + 1;
    counts.set(name, number);
    return number;
  };
  return {
    keep: (push, at) => {
      try {
        open();
        const { user, payload } = harmless(push, options.redaction);
        room -= 1;
        const name = pushFileName(at, user, push.event);
        return write(folder, name, firstFree(name), `${JSON.stringify(payload, null, 2)}\n`);
      } catch (error) {
        // Somebody may have taken the folder away.
        room = 0;
        if (!isTold)
          options.trouble(
            `a push could not be kept as a file in ${folder}: ${wordsOf(error)}`,
            'make room on the disk and the folder writable; everything else goes on, and the next one is tried again',
          );
        isTold = true;
        return undefined;
      }
    },
  };
};

/** Without tokens, and without what the config takes out; a user whom it does not name is in no name of a file either. */
const harmless = (
  { user, payload = {} }: Push,
  redaction: Redaction | undefined,
): { readonly user: string | undefined; readonly payload: JsonObject } => {
  // An object stays an object in all of these.
  const masked = maskJson(payload) as JsonObject;
  if (!redaction?.isOn) return { user, payload: masked };
  const found: Found = new Set();
  const parties = { from: user, to: user };
  const isHidden = redaction.value(parties, found) !== parties;
  const bare = redaction.without(redaction.value(masked, found), found) as JsonObject;
  return { user: isHidden ? undefined : user, payload: bare };
};

/** A new file, never one that is there: a user may get two pushes in one second. */
const write = (folder: string, name: string, from: number, text: string): string => {
  for (let number = from; ; number += 1) {
    const path = join(folder, number === 1 ? name : name.replace(/\.json$/, `-${number}.json`));
    try {
      fs.writeFileSync(path, text, { flag: 'wx', mode: 0o600 });
      return path;
    } catch (error) {
      if (codeOf(error) === 'EEXIST') continue;
      // A part of it would be no JSON.
      fs.rmSync(path, { force: true });
      throw error;
    }
  }
};
