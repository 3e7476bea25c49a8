import type { JsonObject } from '../../vonage/json.ts';
import type { RestRequest } from '../input.ts';
import type { InvalidParameter } from './problem.ts';

/** Entries on a page when nobody says how many, and at most (Conversation API 5.5.1). */
const PAGE_SIZE = 10;
const LARGEST_PAGE = 100;

export type CursorPage<T> =
  | { readonly ok: true; readonly items: readonly T[]; readonly size: number; readonly links: JsonObject }
  | { readonly ok: false; readonly invalid: readonly InvalidParameter[] }
  | { readonly ok: false; readonly invalid: 'cursor' };

/**
 * The page of a list that the query asks for: `page_size`, `order` and `cursor`, which is opaque to the asker. `all`
 * is the list in ascending order.
 */
export const cursorPage = <T>(
  all: readonly T[],
  { query, path, origin }: Pick<RestRequest, 'query' | 'path' | 'origin'>,
): CursorPage<T> => {
  const { cursor, page_size = String(PAGE_SIZE), order = 'asc' } = query;
  const invalid: InvalidParameter[] = [];
  const size = Number(page_size);
  if (!/^\d+$/.test(page_size)) invalid.push({ name: 'page_size', reason: '"page_size" must be a number' });
  else if (size < 1 || size > LARGEST_PAGE)
    invalid.push({ name: 'page_size', reason: `"page_size" must be between 1 and ${LARGEST_PAGE}` });
  if (!/^(asc|desc)$/i.test(order))
    invalid.push({ name: 'order', reason: '"order" must be one of [asc, desc]' });
  if (invalid.length > 0) return { ok: false, invalid };
  // An empty cursor is none: the Node SDK sends one after the last page.
  const start = cursor === undefined || cursor === '' ? 0 : startOf(cursor);
  if (start === undefined) return { ok: false, invalid: 'cursor' };
  const ordered = order.toLowerCase() === 'desc' ? all.toReversed() : all;
  const link = (from: number) => {
    const { cursor: _cursor, ...others } = query;
    const search = new URLSearchParams({ ...others, page_size: String(size) });
    if (from > 0) search.set('cursor', cursorAt(from));
    return { href: `${origin}${path.replace(/\/$/, '')}?${search}` };
  };
  return {
    ok: true,
    items: ordered.slice(start, start + size),
    size,
    links: {
      first: link(0),
      self: link(start),
      ...(start + size < ordered.length && { next: link(start + size) }),
      ...(start > 0 && { prev: link(Math.max(0, start - size)) }),
    },
  };
};

const cursorAt = (start: number): string => btoa(`after ${start}`);

const startOf = (cursor: string): number | undefined => {
  try {
    const start = /^after (\d{1,9})$/.exec(atob(cursor))?.[1];
    return start === undefined ? undefined : Number(start);
  } catch {
    return undefined;
  }
};
