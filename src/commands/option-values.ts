import { InvalidArgumentError } from 'commander';
import { didYouMean } from '../text/did-you-mean.ts';
import { isSlotId, SLOT_IDS, type SlotId } from '../vonage/slots.ts';

/** Readers for commander: each refuses a wrong value with what was found and what is allowed. */

export const portValue = (text: string): number => {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) {
    throw new InvalidArgumentError('A port is a whole number from 0 to 65535 (0: any free one).');
  }
  return port;
};

/** An http(s) address without a trailing slash. */
export const urlValue = (text: string): string => {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new InvalidArgumentError('Write a whole address, like http://localhost:8080.');
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new InvalidArgumentError('Only http:// and https:// addresses work here.');
  }
  return text.replace(/\/+$/, '');
};

export const slotsValue = (text: string): readonly SlotId[] =>
  text.split(',').map((part) => {
    const id = part.trim();
    if (isSlotId(id)) return id;
    const near = didYouMean(id, SLOT_IDS);
    throw new InvalidArgumentError(
      `There is no slot "${id}"${near ? `: ${near}` : ''}. Slots: ${SLOT_IDS.join(', ')}.`,
    );
  });

/** Digits only, as Vonage writes numbers (ncco.md §1 row 12). */
export const numberValue = (text: string): string => {
  const digits = text.replace(/[\s()+.-]/g, '');
  if (!/^\d{3,15}$/.test(digits)) {
    throw new InvalidArgumentError('Write a number as digits with the country code: 447700900123.');
  }
  return digits;
};

/** `1,12#,w3` → one entry per prompt. `w` or `p` waits half a second. */
export const pressValue = (text: string): readonly string[] =>
  text.split(',').map((part) => {
    const keys = part.trim();
    if (!/^[0-9*#wp]*$/i.test(keys)) {
      throw new InvalidArgumentError(
        'Keys are 0-9, * and #; w waits half a second; a comma waits for the next prompt.',
      );
    }
    return keys.toLowerCase().replaceAll('p', 'w');
  });

export type Speed = number | 'instant';

/** `1x`, `10x`, `instant`. */
export const speedValue = (text: string): Speed => {
  if (text === 'instant') return 'instant';
  const times = Number(text.replace(/x$/i, ''));
  if (!Number.isFinite(times) || times <= 0 || times > 1000) {
    throw new InvalidArgumentError('Speeds are 1x, 10x … up to 1000x, or instant.');
  }
  return times;
};

export const secondsValue = (text: string): number => {
  const seconds = Number(text.replace(/s$/i, ''));
  if (!Number.isFinite(seconds) || seconds < 0 || seconds > 7200) {
    throw new InvalidArgumentError('Write seconds from 0 to 7200.');
  }
  return seconds;
};
