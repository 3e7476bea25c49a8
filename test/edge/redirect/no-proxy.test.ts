import { describe, expect, it } from 'vitest';
import { isCovered, noProxyBeside, parseNoProxy } from '../../../src/edge/redirect/no-proxy.ts';

describe('NO_PROXY', () => {
  it.each([
    [undefined, []],
    ['', []],
    ['localhost, .Example.com 10.0.0.1,', ['localhost', '.example.com', '10.0.0.1']],
  ])('is a list: %j', (text, entries) => {
    expect(parseNoProxy(text)).toEqual(entries);
  });

  it.each([
    ['*', true],
    ['example.com', true],
    ['.example.com', true],
    ['*.example.com', true],
    ['api.example.com', true],
    ['api.example.com:443', true],
    ['api.example.com:8443', false],
    ['ple.com', false],
    ['other.example.com', false],
  ])('%s covers api.example.com:443: %s', (entry, covered) => {
    expect(isCovered('api.example.com', 443, entry)).toBe(covered);
  });

  it.each([
    [undefined, ''],
    ['', ''],
    ['internal.example, .corp 10.0.0.1', 'internal.example,.corp,10.0.0.1,'],
    ['localhost', ''],
    ['*', ''],
    ['.com,nexmo.com,.vonage.com,*.nexmo.com,API.nexmo.com,api-us-3.vonage.com:443', ''],
    ['developer.vonage.com,notnexmo.com', 'developer.vonage.com,notnexmo.com,'],
  ])('lets loopback past our proxy, and not Vonage: %s', (text, kept) => {
    const entries = noProxyBeside(text).split(',').sort();
    expect(entries).toEqual(`${kept}localhost,127.0.0.1,::1`.split(',').sort());
  });
});
