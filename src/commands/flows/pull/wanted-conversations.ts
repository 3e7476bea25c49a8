import { badUsage, Failure } from '../../../failure.ts';
import type { Flow } from '../../../flow/flow.ts';
import { chooseFlow, flowWords } from '../choose-flow.ts';
import type { Read } from '../read-book.ts';

/** As Vonage writes the id of a conversation, from its beginning to its end. */
const WHOLE_ID = /^CON-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** So many are named when more than one fits. */
const SHOWN = 5;

/**
 * The conversations that are meant, each once: by their whole ids, known here or not, by the beginning of one that was recorded,
 * or those of a recorded call.
 *
 * @throws Failure as `chooseFlow`, when no or more than one conversation begins so, or when a call's records name none
 */
export const wantedConversations = (
  wanted: readonly string[],
  { flows }: Pick<Read, 'flows'>,
): readonly string[] => [
  ...new Set(
    wanted.flatMap((one) => {
      if (WHOLE_ID.test(one)) return [`CON-${one.slice(4).toLowerCase()}`];
      return /^CON-/i.test(one) ? [oneBeginning(one, flows)] : conversationsOf(chooseFlow(one, { flows }));
    }),
  ),
];

const oneBeginning = (beginning: string, flows: readonly Flow[]): string => {
  const known = new Set(flows.flatMap(({ conversations }) => [...conversations]));
  const found = [...known].filter((id) => id.toLowerCase().startsWith(beginning.toLowerCase()));
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  throw badUsage({
    what:
      found.length === 0
        ? `No recorded conversation begins with "${beginning}"`
        : `More than one conversation begins with "${beginning}"`,
    why:
      found.length === 0
        ? 'One that nobody recorded has to be named whole.'
        : found.slice(0, SHOWN).join(', '),
    tryThis: 'write the whole id: CON- and a UUID, as webhooks have it',
  });
};

const conversationsOf = (flow: Flow): readonly string[] => {
  if (flow.conversations.size > 0) return [...flow.conversations];
  throw new Failure({
    what: `Nothing that was recorded of the call ${flowWords(flow)} names its conversation`,
    tryThis: 'name the conversation itself: vonage-flow flows pull CON-…',
    exitCode: 2,
  });
};
