import { describe, expect, it } from 'vitest';
import { matchableOf } from '../../../src/flow/filter/matchable.ts';
import { passes, readFilter } from '../../../src/flow/filter/read-filter.ts';
import { ALICE_LEG, CALLER_LEG, CONVERSATION, exchange, ivrExchanges } from '../../support/ivr-call.ts';

/** What of the hand-made IVR call passes, as `id kind`. */
const passing = (text: string): readonly string[] => {
  const filter = readFilter(text);
  if ('problem' in filter) throw new Error(filter.problem);
  const made = [
    ...ivrExchanges(),
    exchange(
      90,
      'voice.event',
      { status: 'busy', uuid: ALICE_LEG, conversation_uuid: CONVERSATION },
      {
        problems: ['no'],
      },
    ),
    exchange(91, 'voice.event', {}, { standing: { state: 'refused', reason: 'age', explanation: 'old' } }),
  ];
  return made
    .map((one) => matchableOf(one, CALLER_LEG))
    .filter((one) => passes(filter, one))
    .map(({ kind, status, event }) => event ?? status ?? kind);
};

describe('a filter', () => {
  it.each<[string, string]>([
    ['status:answered', 'answered leg:status:update answered'],
    ['status:answered to:alice', 'answered'],
    ['STATUS:Completed,busy', 'completed completed busy'],
    [
      'kind:rtc',
      'member:joined leg:status:update sip:answered audio:dtmf member:invited rtc:ringing member:joined rtc:hangup sip:hangup',
    ],
    [
      'kind:rtc !event:member:*',
      'leg:status:update sip:answered audio:dtmf rtc:ringing rtc:hangup sip:hangup',
    ],
    ['to:+1415* kind:input', 'input'],
    ['from:447700900001 slot:voice.answer', 'answer'],
    [
      `leg:${ALICE_LEG.slice(0, 6)}`,
      'started member:invited rtc:ringing answered member:joined rtc:hangup completed busy',
    ],
    ['conversation:CON-5b0e status:started', 'started started'],
    ['conversation:5B0E status:started', 'started started'],
    ['flow:1f0a kind:answer', 'answer'],
    ['problem', 'busy unknown'],
    ['!problem status:busy', ''],
    ['signature:refused', 'unknown'],
    ['reply:2* by:ncco', 'answer input'],
    ['ncco:welcome', 'answer'],
    ['step:5b event:member:invited', 'member:invited'],
    ['direction:outbound status:started', 'started'],
    ['status:tomorrow', ''],
    ['-kind:rtc status:completed', 'completed completed'],
  ])('%s', (text, kinds) => {
    expect(passing(text).join(' ')).toBe(kinds);
  });
  it.each<[string, string]>([
    ['', 'it is empty | | write something like status:answered to:4477* or problem'],
    ['statsu:answered', 'there is no "statsu" to ask for |statsu| did you mean "status"?'],
    ['to:4477* status:anwsered', '"anwsered" is no status |anwsered| did you mean "answered"?'],
    ['problem kind:rtcc', '"rtcc" is no kind |rtcc| did you mean "rtc"?'],
    ['!slot:voice.anwser', '"voice.anwser" is no slot |voice.anwser| did you mean "voice.answer"?'],
    ['step:9', '"9" is no step |9| it is 2, 5a, 5b'],
    ['leg:', 'leg says no value | | write leg:* for any'],
    ['from:1,,2', 'from says no value |,| write from:* for any'],
    ['problem !', '"!" stands alone |!| write behind it what is not wanted: !kind:rtc'],
    ['-', '"-" stands alone |-| write behind it what is not wanted: -kind:rtc'],
    ['answered', '"answered" is no word of a filter |answered| did you mean status:answered?'],
    [
      '447700900001',
      '"447700900001" is no word of a filter |447700900001| did you mean from:447700900001 or to:447700900001?',
    ],
    ['problme', '"problme" is no word of a filter |problme| did you mean "problem"?'],
    [
      'colour:red',
      'there is no "colour" to ask for |colour| it can ask for status, kind, event, from, to, flow, leg, conversation, direction, step, slot, path, reply, by, ncco, signature, and for problem',
    ],
  ])('that is wrong points at the word: %s', (text, words) => {
    const fault = readFilter(text);
    if (!('problem' in fault)) throw new Error('it was understood');
    const { problem, hint, start, length } = fault;
    expect(`${problem} |${text.padEnd(text.length + 1).slice(start, start + length)}| ${hint}`).toBe(words);
  });
});
