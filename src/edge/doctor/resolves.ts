import { lookup } from 'node:dns/promises';
import { wordsOf } from '../../failure.ts';

/** Longer than a resolver tries by itself before it asks the next one. */
const TIMEOUT_MILLISECONDS = 6_000;

/** Whether the system finds an address for a name, as it does for every connection. */
export const resolves = async (
  hostname: string,
): Promise<{ readonly ok: true } | { readonly ok: false; readonly why: string }> => {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<'late'>((resolve) => {
    timer = setTimeout(resolve, TIMEOUT_MILLISECONDS, 'late');
  });
  try {
    const found = await Promise.race([lookup(hostname), tooLate]);
    return found === 'late' ? { ok: false, why: 'no name server answered' } : { ok: true };
  } catch (error) {
    return { ok: false, why: wordsOf(error) };
  } finally {
    clearTimeout(timer);
  }
};
