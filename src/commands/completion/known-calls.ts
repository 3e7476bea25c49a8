import { findRecords } from '../../edge/records/record-files.ts';
import type { Flow } from '../../flow/flow.ts';
import { mediaSieve } from '../../flow/media/recorded-media.ts';
import type { Sieve } from '../../flow/recorded/sieve.ts';
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
  const flows = await latest(world, config, which === 'with recordings' ? mediaSieve() : undefined);
  return [
    { value: 'last', meaning: 'the latest call' },
    ...flows.map((flow) => ({ value: flow.id, meaning: flowWords(flow) })),
    ...(which === 'all or none' ? [{ value: 'none', meaning: 'what belongs to no call' }] : []),
  ];
};

/** `last`, and the conversations of the calls in the records, the latest first. Never fails. */
export const knownConversations = async (
  world: World,
  config: string | undefined,
): Promise<readonly Candidate[]> => {
  const meanings = new Map<string, string>();
  for (const flow of await latest(world, config)) {
    for (const id of flow.conversations)
      if (!meanings.has(id)) meanings.set(id, `of the call ${flowWords(flow)}`);
  }
  return [
    { value: 'last', meaning: 'that of the latest call' },
    ...Array.from(meanings, ([value, meaning]) => ({ value, meaning })),
  ];
};

const latest = async (world: World, config: string | undefined, sieve?: Sieve): Promise<readonly Flow[]> => {
  try {
    const folder = await findRecords(world.cwd, config);
    const { flows } = await readBook(folder, world, { enough: MOST, sieve, isQuiet: true });
    return flows.slice(0, MOST);
  } catch {
    return [];
  }
};
