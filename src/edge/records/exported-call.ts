import { readFile, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { badUsage, Failure } from '../../failure.ts';
import { RECORD_VERSION } from '../../flow/exchange-record.ts';
import { isJsonObject, type Json, type JsonObject, parseJson } from '../../vonage/json.ts';
import { unreadable } from '../config/read-text-file.ts';
import type { RecordFolder } from './record-files.ts';

/** A call of two hours with a webhook a second has some 10 MB. */
const LARGEST_MEGABYTES = 256;

/** Whether a word names a file and no call: ids have neither a slash nor a dot. */
export const namesFile = (word: string): boolean => /[\\/]|\.json$/i.test(word);

/**
 * A call that was exported as JSON, as if it stood in a record of its own.
 *
 * @throws Failure when there is no such file, or when it is something else
 */
export const exportedCall = async (path: string, cwd: string): Promise<RecordFolder> => {
  const file = resolve(cwd, path);
  const records = recordsIn(await textOf(file, path), path);
  // Nobody writes to it, so that no call in it is running.
  return {
    folder: file,
    files: [{ path: file, name: basename(file), bytes: 0, changedAt: 0, pid: 0, isPulled: false, records }],
  };
};

const textOf = async (file: string, path: string): Promise<string> => {
  try {
    if ((await stat(file)).size <= LARGEST_MEGABYTES * 1024 * 1024) return await readFile(file, 'utf8');
  } catch (error) {
    const { why, tryThis } = unreadable(error);
    throw new Failure({ what: `${path} cannot be read: ${why}`, tryThis, exitCode: 2 });
  }
  throw badUsage({
    what: `${path} is larger than ${LARGEST_MEGABYTES} MB`,
    tryThis: 'is it another file that was meant?',
  });
};

const recordsIn = (text: string, path: string): readonly JsonObject[] => {
  const value = parseJson(text.replace(/^\ufeff/, ''));
  if (!isJsonObject(value) || value['type'] !== 'flow-export' || !Array.isArray(value['exchanges'])) {
    throw badUsage({
      what: `${path} is no exported call`,
      why: whyNone(value),
      tryThis: 'export one: vonage-flow flows export last --mask > call.json',
    });
  }
  const { v } = value;
  if (typeof v === 'number' && v > RECORD_VERSION) {
    throw badUsage({
      what: `${path} has version ${v} of an exported call, from a newer vonage-flow`,
      tryThis: 'update this one',
    });
  }
  if (value['exchanges'].length === 0 && !Array.isArray(value['others'])) {
    throw badUsage({
      what: `${path} holds no webhook of its call`,
      tryThis: 'export a call that has some: vonage-flow flows list',
    });
  }
  return inOrder(value['exchanges'], value['others']);
};

const whyNone = (value: Json | undefined): string => {
  if (value === undefined) return 'It is not JSON.';
  return isJsonObject(value) && isJsonObject(value['log'])
    ? 'It is an HTTP archive (HAR): those are for other tools.'
    : 'It lacks "type": "flow-export", or its exchanges.';
};

/** What is no exchange stands where it was recorded: `after` so many of them. */
const inOrder = (exchanges: readonly Json[], others: Json | undefined): readonly JsonObject[] => {
  const after = new Map<Json | undefined, JsonObject[]>();
  for (const other of Array.isArray(others) ? (others as readonly Json[]) : []) {
    if (!isJsonObject(other) || !isJsonObject(other['record'])) continue;
    const there = after.get(other['after']);
    if (there) there.push(other['record']);
    else after.set(other['after'], [other['record']]);
  }
  return [
    ...(after.get(0) ?? []),
    ...exchanges.flatMap((exchange, at) => [
      ...(isJsonObject(exchange) ? [exchange] : []),
      ...(after.get(at + 1) ?? []),
    ]),
  ];
};
