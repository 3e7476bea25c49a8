import { textAt } from './field-of.ts';
import type { FlowBook } from './file-recorded.ts';
import type { Recorded } from './recorded.ts';
import { isReplayed } from './recorded-exchange.ts';

/** More conversations than this are not of one laptop. */
const KEPT = 10_000;

/** Remembers the conversation of an exchange for which no call was known when it came: a call of before, or of after. */
export const seeOrphan = (book: FlowBook, { flow, record }: Recorded): void => {
  const conversation = textAt(record, 'conversation');
  if (flow !== undefined || conversation === undefined || book.orphans.size >= KEPT || isReplayed(record))
    return;
  book.orphans.add(conversation);
};

/** By conversation, the one call that passed through it, of those of which something came without a call. */
export const adoptions = ({ orphans, session }: FlowBook): ReadonlyMap<string, string> =>
  new Map(
    [...orphans].flatMap((conversation): [string, string][] => {
      const [call, ...others] = session.byConversation.get(conversation) ?? [];
      return call === undefined || others.length > 0 ? [] : [[conversation, call.id]];
    }),
  );
