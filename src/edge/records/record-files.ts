import { lstat, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { codeOf, Failure } from '../../failure.ts';
import type { RecordMask } from '../../flow/pseudonyms/mask-record.ts';
import { isPulledName, isRecordFileName, recordingPid } from '../../flow/recorded/record-file-name.ts';
import type { JsonObject } from '../../vonage/json.ts';
import { isConfigName } from '../config/find-config.ts';
import { namedProject } from '../config/named-project.ts';
import { unreadable } from '../config/read-text-file.ts';
import { OWN_FOLDER } from '../own-folder.ts';

export interface RecordFile {
  readonly path: string;
  readonly name: string;
  readonly bytes: number;
  /** Last written to, in milliseconds since 1970. */
  readonly changedAt: number;
  /** The process that wrote it. */
  readonly pid: number;
  /** What was read already: of a call that was exported. */
  readonly records?: readonly JsonObject[];
  /** By conversation, the call that an exchange without one belongs to. */
  readonly adopts?: ReadonlyMap<string, string>;
  /** What its records are made before anybody sees them, to give them away. */
  readonly mask?: RecordMask;
  /** It holds what was pulled from the Conversation API, and no webhooks. */
  readonly isPulled: boolean;
}

export interface RecordFolder {
  readonly folder: string;
  /** Those that were last written to first. */
  readonly files: readonly RecordFile[];
}

/**
 * The records of the project: of the config that is named or nearest, else of the nearest folder upwards that has any.
 * Throws a Failure when a folder may not be read, or the config that is named is not there; one that is not there has no files.
 */
export const findRecords = async (cwd: string, config: string | undefined): Promise<RecordFolder> => {
  const project = join(await namedProject(cwd, config), OWN_FOLDER);
  const files = await recordFiles(project);
  if (files !== undefined && files.length > 0) return { folder: project, files };
  if (config === undefined) {
    for (let folder = cwd; ; folder = dirname(folder)) {
      const found = await recordFiles(join(folder, OWN_FOLDER));
      if (found !== undefined && found.length > 0) return { folder: join(folder, OWN_FOLDER), files: found };
      // Beyond its config and beyond the repository a folder is somebody else's: of another project, or of all users of this machine.
      if (dirname(folder) === folder || (await isTop(folder))) break;
    }
  }
  return { folder: project, files: [] };
};

const isTop = async (folder: string): Promise<boolean> =>
  (await readdir(folder).catch(() => [])).some((name) => name === '.git' || isConfigName(name));

const recordFiles = async (folder: string): Promise<readonly RecordFile[] | undefined> => {
  let names: readonly string[];
  try {
    names = await readdir(folder);
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined;
    throw new Failure({
      what: `The records in ${folder} cannot be read: ${unreadable(error).why}`,
      tryThis: 'they are open only to whoever ran listen: run it as that user',
    });
  }
  const files = await Promise.all(
    names.filter(isRecordFileName).map(async (name): Promise<RecordFile | undefined> => {
      const path = join(folder, name);
      const entry = await lstat(path).catch(() => undefined);
      // Another start may have removed it meanwhile, and a link leads who knows where.
      if (!entry?.isFile()) return undefined;
      const pid = recordingPid(name);
      return { path, name, bytes: entry.size, changedAt: entry.mtimeMs, pid, isPulled: isPulledName(name) };
    }),
  );
  return files
    .filter((file) => file !== undefined)
    .toSorted((one, other) => other.changedAt - one.changedAt || other.name.localeCompare(one.name));
};
