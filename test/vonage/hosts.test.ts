import { describe, expect, it } from 'vitest';
import { isVonageHost } from '../../src/vonage/hosts.ts';

describe('a host of Vonage’s platform', () => {
  it.each([
    'api.nexmo.com',
    'API.nexmo.com',
    'api.nexmo.com.',
    'rest.nexmo.com',
    'api.vonage.com',
    'video.api.vonage.com',
    'api-us.vonage.com',
    'api-eu-3.vonage.com',
    'api-ap-4.vonage.com',
    'api-us.nexmo.com',
    'api-sg-1.nexmo.com',
    'ws-us-3.vonage.com',
    'ws.nexmo.com',
  ])('is %s', (name) => {
    expect(isVonageHost(name)).toBe(true);
  });

  it.each([
    '',
    'localhost',
    'nexmo.com',
    'www.vonage.com',
    'developer.vonage.com',
    'dashboard.nexmo.com',
    'evilapi.nexmo.com',
    'api.nexmo.com.example.com',
    'api-us-3.vonage.com.example.com',
    'api-mars-1.vonage.com',
    'api-nexmo.com',
  ])('is not %s', (name) => {
    expect(isVonageHost(name)).toBe(false);
  });
});
