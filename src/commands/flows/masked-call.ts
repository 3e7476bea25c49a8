import { realHashes } from '../../edge/hashes.ts';
import { readRecords } from '../../edge/records/read-records.ts';
import type { Flow } from '../../flow/flow.ts';
import { type RecordMask, recordMask } from '../../flow/pseudonyms/mask-record.ts';
import { newPeople } from '../../flow/pseudonyms/people.ts';
import { learnPeople } from '../../flow/pseudonyms/people-in.ts';
import { makePseudonyms } from '../../flow/pseudonyms/pseudonyms.ts';
import type { World } from '../../world.ts';
import { RECORD_TYPES, type Read, readBook } from './read-book.ts';

/** Of the key that no seed was given for. */
const KEY_BYTES = 32;

/**
 * The same call with other numbers and names: its records are read once to learn who is there, and again with them masked. Without a seed
 * every export has other ones, so that two files cannot be held together; what is not known cannot be tried out either.
 */
export const maskedCall = async (
  { flow, read }: { readonly flow: Flow; readonly read: Read },
  seed: string | undefined,
  world: World,
): Promise<{ readonly flow: Flow; readonly read: Read }> => {
  const { id } = flow;
  const people = newPeople();
  const files = read.filesOf.get(flow) ?? [];
  const options = { types: RECORD_TYPES, skipped: () => {}, call: id };
  for (const file of files)
    for await (const record of readRecords(file, options)) learnPeople(people, record);
  const key = seed ?? world.chance.hex(KEY_BYTES);
  const { hmacSha256 } = realHashes();
  const masked = recordMask(
    people,
    makePseudonyms((text) => hmacSha256(key, text), people),
  );
  // Lines of other calls are not exported, and a record holds thousands.
  const mask: RecordMask = (record) => (record['flow'] === id ? masked(record) : record);
  const again = await readBook({ folder: '', files: files.map((file) => ({ ...file, mask })) }, world, {
    isQuiet: true,
  });
  return { flow: again.flows.find((one) => one.id === id) ?? flow, read: again };
};
