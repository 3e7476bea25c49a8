import { InvalidArgumentError } from '../commander.ts';
import { FORWARD_KEYS, type ForwardWish, isForwardKey } from '../flow/forward-plan.ts';
import { didYouMean } from '../text/did-you-mean.ts';
import { SLOT_IDS } from '../vonage/slots.ts';
import { serverUrlValue, slotUrlValue } from './option-values.ts';

/**
 * A server of one's own for everything, or `slot=URL`; for commander, which hands in those that came before. Only the
 * whole address of one slot may have a query.
 */
export const forwardValue = (
  text: string,
  before: readonly ForwardWish[] | undefined,
): readonly ForwardWish[] => {
  const wish = wishOf(text);
  if (before?.some((other) => other.for === wish.for)) {
    throw new InvalidArgumentError(
      wish.for === 'all'
        ? 'One server answers all that is not named; for more say which: voice=URL, rtc.event=URL'
        : `${wish.for} has an address already.`,
    );
  }
  return [...(before ?? []), wish];
};

const wishOf = (text: string): ForwardWish => {
  const [, name, url = ''] = /^([a-z]+(?:\.[a-z]+)?)=(.*)$/i.exec(text.trim()) ?? [];
  if (name === undefined) return { for: 'all', url: serverUrlValue(text) };
  if (!isForwardKey(name)) {
    throw new InvalidArgumentError(
      `There is no slot "${name}". ${didYouMean(name, FORWARD_KEYS) ?? `It is one of ${FORWARD_KEYS.join(', ')}.`}`,
    );
  }
  const isSlot = (SLOT_IDS as readonly string[]).includes(name);
  return { for: name, url: isSlot ? slotUrlValue(url) : serverUrlValue(url) };
};
