import type { Platform } from './platform.ts';
import { nextWord, randomFrom } from './random.ts';
import type { PendingRequest } from './request.ts';

/** How long an event is held back at most when nobody says: enough for events of neighbouring moments to change places. */
export const USUAL_SHUFFLE_MS = 500;
/** An hour is longer than any call that one waits for. */
export const LONGEST_SHUFFLE_MS = 3_600_000;

/**
 * How long a webhook is held back, in milliseconds of platform time. Vonage does not promise the order of events
 * (voice-webhooks.md §1), and this shows it. Only those whose reply nobody waits for: the call itself goes on as it
 * would. Chance comes from the seed and the webhook's id, so ids and faults are those of a run without it.
 */
export const holdBack = (
  { seed, shuffleMs }: Pick<Platform, 'seed' | 'shuffleMs'>,
  id: string,
  { purpose, attempt }: Pick<PendingRequest, 'purpose' | 'attempt'>,
): number =>
  shuffleMs === 0 || purpose.for !== 'information' || attempt > 1
    ? 0
    : Math.floor((nextWord(randomFrom(`${seed} shuffle ${id}`)) / 2 ** 32) * (shuffleMs + 1));
