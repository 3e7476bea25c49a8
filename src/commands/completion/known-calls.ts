import { readCalls } from '../../edge/media-files/read-calls.ts';
import type { World } from '../../world.ts';
import { callWords } from '../flows/find-call.ts';
import type { Candidate } from './candidate.ts';

/** More of them nobody looks through. */
const MOST = 20;

/** `last`, and the calls in the records, or those with a recording, the latest first. Never fails. */
export const knownCalls = async (
  world: World,
  config: string | undefined,
  which: 'all' | 'with recordings',
): Promise<readonly Candidate[]> => {
  const calls = await readCalls(world.cwd, config).catch(() => []);
  const recorded = calls.filter(({ media }) => which === 'all' || media.length > 0).slice(-MOST);
  return [
    { value: 'last', meaning: 'the latest call' },
    ...recorded.toReversed().map((call) => ({ value: call.id, meaning: callWords(call) })),
  ];
};
