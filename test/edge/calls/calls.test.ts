import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type CallPlace, callBase } from '../../../src/edge/calls/call-base.ts';
import { openCalls } from '../../../src/edge/calls/calls.ts';
import { wordsOfFailure } from '../../support/borrower.ts';

describe('REST about a call goes to', () => {
  const EMULATOR = 'http://127.0.0.1:4010';
  it.each<[place: CallPlace, base: string]>([
    [{}, 'https://api.nexmo.com'],
    [{ region: 'eu-west' }, 'https://api-eu-3.vonage.com'],
    [{ region: 'eu-west', regionUrl: 'https://api-us-3.vonage.com' }, 'https://api-us-3.vonage.com'],
    [{ regionUrl: 'https://api-ap-4.vonage.com/' }, 'https://api-ap-4.vonage.com'],
    // Of the future, and keys that every object has.
    [{ region: 'mars-north' }, 'https://api.nexmo.com'],
    [{ region: 'toString' }, 'https://api.nexmo.com'],
    // A webhook may say anything; the token goes to Vonage alone.
    [{ regionUrl: 'https://evil.example.com' }, 'https://api.nexmo.com'],
    [{ regionUrl: 'https://api-us-3.vonage.com.evil.example.com' }, 'https://api.nexmo.com'],
    [{ regionUrl: 'http://api-us-3.vonage.com' }, 'https://api.nexmo.com'],
    [{ regionUrl: 'https://api-us-3.vonage.com:8443' }, 'https://api.nexmo.com'],
    [{ regionUrl: 'https://api-us-3.vonage.com@evil.example.com' }, 'https://api.nexmo.com'],
    [{ regionUrl: 'https://u:p@api-us-3.vonage.com' }, 'https://api.nexmo.com'],
    [{ region: 'eu-west', regionUrl: 'nonsense' }, 'https://api-eu-3.vonage.com'],
    // An emulator has one address, and its token is good nowhere else.
    [{ apiHost: EMULATOR, region: 'eu-west', regionUrl: 'https://api-us-3.vonage.com' }, EMULATOR],
  ])('%j: %s', (place, base) => {
    expect(callBase(place)).toBe(base);
  });
});

describe('a failure', () => {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const callsAt = async (status: number, region?: string) => {
    const server = createServer((_, response) => response.writeHead(status).end());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const apiHost = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const options = { applicationId: 'the-app', privateKey, keyOrigin: 'VONAGE_PRIVATE_KEY', region };
    return { apiHost, calls: openCalls({ ...options, apiHost }) };
  };

  it.each([
    [undefined, 'nobody said its region'],
    ['eu-west', 'that is the host of eu-west, the application’s region'],
  ])('404 names the trap of regions (%s)', async (region, words) => {
    const { apiHost, calls } = await callsAt(404, region);
    expect(await wordsOfFailure(calls.read('the-call'))).toEqual({
      what: `${apiHost} knows no call the-call (404)`,
      why: `A call is known in its own region only, and elsewhere answered by 404: ${words}. Or it is of another application than the-app, or was over too long ago.`,
      tryThis: [
        'compare with `region_url` in its answer webhook, which names the host',
        'or pin where calls run: vonage-flow app configure --region eu-west',
      ],
      exitCode: 3,
    });
  });

  it.each([
    [401, 'Vonage does not accept the token of application the-app (401)'],
    [429, '<host> gets too many requests from this account (429)'],
    [503, '<host> has a fault of its own (503)'],
    [400, 'Vonage refused to hang up call the-call (400)'],
  ])('%s is told in words', async (status, what) => {
    const { apiHost, calls } = await callsAt(status);
    expect(await wordsOfFailure(calls.hangUp('the-call'))).toMatchObject({
      what: what.replace('<host>', apiHost),
    });
  });
});
