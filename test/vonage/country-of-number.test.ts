import { describe, expect, it } from 'vitest';
import { countryOfNumber } from '../../src/vonage/country-of-number.ts';

describe('the country of a number', () => {
  it.each<[msisdn: string, country: string | undefined]>([
    ['14155550100', 'US'],
    ['18005550100', 'US'],
    ['16045550100', 'CA'],
    ['18765550100', 'JM'],
    ['17875550100', 'PR'],
    ['442079460111', 'GB'],
    ['447700900222', 'GB'],
    ['441534960000', 'JE'],
    ['491512345678', 'DE'],
    ['79161234567', 'RU'],
    ['77012345678', 'KZ'],
    ['358401234567', 'FI'],
    ['3581812345', 'AX'],
    ['85212345678', 'HK'],
    ['35312345678', 'IE'],
    // Of satellites, and of nobody.
    ['88161234567', undefined],
    ['99999999999', undefined],
    ['', undefined],
  ])('%s: %s', (msisdn, country) => {
    expect(countryOfNumber(msisdn)).toBe(country);
  });
});
