import { expect, it } from 'vitest';
import { type ExchangeFacts, factsOf } from '../../src/flow/exchange-facts.ts';
import { fold } from '../../src/sinks/fold.ts';
import { exchange } from '../support/ivr-call.ts';

const NOTHING = factsOf(exchange(0, 'voice.event', {}));
const voice: ExchangeFacts = { ...NOTHING, step: '5a', kind: 'call-status', status: 'ringing', leg: 'l' };
const rtc = (event: string, leg: string | undefined = 'l'): ExchangeFacts => ({
  ...NOTHING,
  step: '5b',
  kind: 'rtc-event',
  event,
  leg,
});

it.each([
  ['a status of the same leg', rtc('leg:status:update'), true],
  ['the hang-up of a phone leg', rtc('sip:hangup'), true],
  ['the bill of an app leg', rtc('rtc:status'), true],
  ['the status of a leg that voice does not know', rtc('leg:status:update', 'other'), false],
  ['an event without a leg', { ...rtc('sip:status'), leg: undefined }, false],
  ['a member', rtc('member:joined'), false],
  ['a move to another conversation', rtc('rtc:transfer'), false],
  ['a key', rtc('audio:dtmf'), false],
])('%s', (_name, facts, expected) => {
  const folded = fold();
  expect(folded.takes(voice, 'flow', false)).toBe(false);
  expect(folded.takes(facts, 'flow', true)).toBe(false);
  expect(folded.takes(facts, 'flow', false)).toBe(expected);
  expect(folded.waiting()).toEqual(expected ? ['flow'] : []);
  expect([folded.release('flow'), folded.release('flow')]).toEqual([expected ? 1 : 0, 0]);
});
