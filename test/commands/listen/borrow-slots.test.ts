import { expect, it } from 'vitest';
import { slotsToBorrow } from '../../../src/commands/listen/borrow-slots.ts';
import type { Config } from '../../../src/edge/config/config.ts';
import { Failure } from '../../../src/failure.ts';
import type { SlotId } from '../../../src/vonage/slots.ts';

const SLOTS =
  'Slots are voice.answer, voice.event, voice.fallback, rtc.event, messages.inbound, messages.status, verify.status.';

it.each<
  [name: string, typed: string[] | undefined, configured: SlotId[] | undefined, expected: readonly string[]]
>([
  ['nothing said', undefined, undefined, ['voice.answer', 'voice.event', 'rtc.event']],
  ['the config', undefined, ['voice.event'], ['voice.event']],
  ['a flag beats it', ['rtc.event'], ['voice.event'], ['rtc.event']],
  [
    'a slip',
    ['voice.anser'],
    undefined,
    ['--borrow: there is no slot "voice.anser"', SLOTS, 'did you mean "voice.answer"?'],
  ],
  [
    'nothing near',
    ['all'],
    undefined,
    [
      '--borrow: there is no slot "all"',
      SLOTS,
      'separate several by commas: --borrow voice.answer,voice.event',
    ],
  ],
])('%s', (_name, typed, configured, expected) => {
  const config = { ...(configured && { borrow: configured }) } as unknown as Config; // The only part that is read.
  let result: readonly unknown[];
  try {
    result = slotsToBorrow({ configure: true, record: true, ...(typed && { borrow: typed }) }, config);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    result = [error.what, error.why, ...error.tryThis];
  }
  expect(result).toEqual(expected);
});
