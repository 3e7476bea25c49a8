import { codeOf, Failure, wordsOf } from '../../failure.ts';
import { collectCalls, type RecordedCall } from '../../flow/media/recorded-calls.ts';
import { readLines } from '../records/read-lines.ts';
import { findRecords, type RecordFile } from '../records/record-files.ts';

/**
 * All calls that the records of the project tell of, the latest last; `config` names another one's. Fails when a record
 * cannot be read.
 */
export const readCalls = async (cwd: string, config?: string): Promise<readonly RecordedCall[]> => {
  const collector = collectCalls();
  const { files } = await findRecords(cwd, config);
  // Their names begin with the time of their run.
  for (const file of files.toSorted((one, other) => (one.name < other.name ? -1 : 1)))
    await readInto(collector.line, file);
  return collector.calls();
};

const readInto = async (take: (line: string) => void, { path, name }: RecordFile): Promise<void> => {
  try {
    for await (const lines of readLines(path))
      for (const { text } of lines) if (text !== undefined) take(text);
  } catch (cause) {
    // Another start has removed it as too old.
    if (codeOf(cause) === 'ENOENT') return;
    throw new Failure({
      what: `The record ${name} cannot be read`,
      why: wordsOf(cause),
      tryThis: 'they are open only to whoever ran listen: run it as that user',
      cause,
    });
  }
};
