import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { codeOf, Failure, wordsOf } from '../../failure.ts';
import { collectCalls, type RecordedCall } from '../../flow/media/recorded-calls.ts';

/** All calls that the records of a project tell of, the latest last. Fails when a record cannot be read. */
export const readCalls = async (folder: string): Promise<readonly RecordedCall[]> => {
  const collector = collectCalls();
  try {
    // Their names begin with the time of their run.
    const names = (await readdir(folder)).filter((name) => name.endsWith('.ndjson')).sort();
    for (const name of names) {
      const lines = createInterface({ input: createReadStream(join(folder, name)), crlfDelay: 0 });
      for await (const line of lines) collector.line(line);
    }
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return [];
    throw new Failure({
      what: `The records in ${folder} cannot be read`,
      why: wordsOf(cause),
      tryThis: 'make them readable, or go to the project that they are of',
      cause,
    });
  }
  return collector.calls();
};
