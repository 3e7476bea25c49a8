import { findRecords } from '../../edge/records/record-files.ts';
import { mediaSieve } from '../../flow/media/recorded-media.ts';
import type { World } from '../../world.ts';
import { flowWords } from '../flows/choose-flow.ts';
import { readBook } from '../flows/read-book.ts';
import type { Candidate } from './candidate.ts';

/** More of them nobody looks through. */
const MOST = 20;

/** `last`, the calls in the records or those with a recording, the latest first, and `none`. Never fails. */
export const knownCalls = async (
  world: World,
  config: string | undefined,
  which: 'all' | 'all or none' | 'with recordings',
): Promise<readonly Candidate[]> => {
  const { flows } = await findRecords(world.cwd, config)
    .then((folder) =>
      readBook(folder, world, {
        enough: MOST,
        sieve: which === 'with recordings' ? mediaSieve() : undefined,
        isQuiet: true,
      }),
    )
    .catch(() => ({ flows: [] }));
  return [
    { value: 'last', meaning: 'the latest call' },
    ...flows.slice(0, MOST).map((flow) => ({ value: flow.id, meaning: flowWords(flow) })),
    ...(which === 'all or none' ? [{ value: 'none', meaning: 'what belongs to no call' }] : []),
  ];
};
