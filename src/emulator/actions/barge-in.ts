import { defaultOf, type StreamAction, type TalkAction } from '../../vonage/ncco.ts';
import type { Performance } from '../performance.ts';

/**
 * Whether a key or a word stops what this action plays: it says so, or one before it did, for that stays until an
 * `input` is reached, also against `bargeIn: false` (ncco.md §8, S). `next` stands behind the action that begins.
 */
export const bargesIn = (
  { ncco, next }: Pick<Performance, 'ncco' | 'next'>,
  action: TalkAction | StreamAction,
): boolean => {
  if (action.bargeIn ?? defaultOf(action.action, 'bargeIn')) return true;
  for (const before of ncco.slice(0, next - 1).reverse()) {
    if (before.action === 'input') return false;
    if ((before.action === 'talk' || before.action === 'stream') && before.bargeIn === true) return true;
  }
  return false;
};
