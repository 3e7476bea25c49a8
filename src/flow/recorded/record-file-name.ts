/** `2026-03-01T09-30-00-000Z-4242.ndjson`: sorts by time, and no system minds a character of it. */
export const recordFileName = (startedAt: number, pid: number, holds?: 'pulled'): string =>
  `${new Date(startedAt).toISOString().replaceAll(/[:.]/g, '-')}-${pid}${holds === undefined ? '' : `-${holds}`}.ndjson`;

const NAME = /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z-(\d+)(-pulled)?\.ndjson$/;

/** Only what this program named is ever read as a record, or removed. */
export const isRecordFileName = (name: string): boolean => NAME.test(name);

/** Whether a record of this name holds what was pulled from the Conversation API, and no webhooks. */
export const isPulledName = (name: string): boolean => NAME.exec(name)?.[2] !== undefined;

/** The process that writes a record of this name. */
export const recordingPid = (name: string): number => Number(NAME.exec(name)?.[1]);
