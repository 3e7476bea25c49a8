import { describe, expect, it } from 'vitest';
import { sayCondition } from '../../../src/picture/words/say-condition.ts';
import type { JsonObject } from '../../../src/vonage/json.ts';

describe('sayCondition', () => {
  it.each<[when: JsonObject, words: string]>([
    [{ 'dtmf.digits': '1' }, 'key 1'],
    [{ 'dtmf.digits': 1 }, 'key 1'],
    [{ 'dtmf.digits': '12#' }, 'keys 12#'],
    [{ 'dtmf.digits': '' }, 'no key'],
    [{ 'dtmf.digits': '/^[12]$/' }, 'keys /^[12]$/'],
    [{ 'dtmf.timed_out': true }, 'no key in time'],
    [{ 'dtmf.timed_out': 'false' }, 'keys in time'],
    [{ 'speech.results.0.text': '/billing/i' }, 'says /billing/i'],
    [{ 'speech.timeout_reason': 'start_timeout' }, 'start timeout'],
    [{ status: 'busy' }, 'busy'],
    [{ from: '447700900123', to: 14155550100 }, 'caller 447700900123 and number called 14155550100'],
    [{ 'a\nb': '' }, 'a b is empty'],
    [{}, 'never: its condition is empty'],
  ])('%j', (when, words) => {
    expect(sayCondition(when)).toBe(words);
  });
});
