import type { Json } from '../../../vonage/json.ts';
import type { Turn } from '../../turn.ts';
import type { CursorPage } from '../cursor-page.ts';
import type { RestReply } from '../problem.ts';
import { refuse } from './refuse.ts';

/** A page in the form of the Conversation API, or why there is none. */
export const pageReply = <T>(
  turn: Turn,
  page: CursorPage<T>,
  embed: (items: readonly T[]) => Json,
): RestReply => {
  if (page.ok)
    return {
      status: 200,
      body: { page_size: page.size, _embedded: embed(page.items), _links: page.links },
    };
  return page.invalid === 'cursor'
    ? refuse(turn, 'paginator-builder:error:invalid-cursor')
    : refuse(turn, 'http:error:validation-fail', page.invalid);
};
