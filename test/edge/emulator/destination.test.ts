import { describe, expect, it } from 'vitest';
import { createDestinations } from '../../../src/edge/emulator/destination.ts';
import { createPublicNames } from '../../../src/edge/emulator/public-names.ts';

describe('where the URL of a webhook leads', () => {
  it.each([
    ['https://app.example.com', 'https://app.example.com', '/'],
    ['https://app.example.com/event?tenant=7', 'https://app.example.com', '/event?tenant=7'],
    ['http://localhost:8080//event', 'http://localhost:8080', '//event'],
  ])('%s', (url, origin, path) => {
    expect(createDestinations(createPublicNames())(url)).toMatchObject({ origin, path, sentTo: undefined });
  });

  it.each(['/event', 'ftp://example.com/', 'ws://localhost/', ''])('nowhere: "%s"', (url) => {
    expect(createDestinations(createPublicNames())(url)).toBeUndefined();
  });

  it('tells a server on this machine its public-looking name, and any other nothing', () => {
    const destinationOf = createDestinations(createPublicNames());
    const headers = ['user-agent', 'vonage-flow-emulator', 'accept', '*/*'];
    expect(destinationOf('http://localhost:8080/event')?.headers).toEqual([
      ...headers,
      ...['host', 'flow-8080.localhost', 'x-forwarded-host', 'flow-8080.localhost'],
      ...['x-forwarded-proto', 'https', 'x-forwarded-for', '203.0.113.10'],
    ]);
    expect(destinationOf('https://app.example.com/event')?.headers).toEqual(headers);
  });

  it('follows a public-looking name as soon as it leads somewhere', () => {
    const names = createPublicNames();
    const destinationOf = createDestinations(names);
    const address = 'https://flow-8080.localhost/dtmf?a=1';
    expect(destinationOf(address)).toMatchObject({
      origin: 'https://flow-8080.localhost',
      sentTo: undefined,
    });
    names.nameOf(new URL('http://localhost:8080/'));
    for (const _time of [1, 2])
      expect(destinationOf(address)).toMatchObject({
        origin: 'http://localhost:8080',
        path: '/dtmf?a=1',
        sentTo: 'http://localhost:8080/dtmf?a=1',
      });
  });
});
