import { describe, expect, it } from 'vitest';
import { isVonageHost } from '../../src/vonage/hosts.ts';
import { REGION_HOSTS, regionOfHost } from '../../src/vonage/regions.ts';

describe('regions', () => {
  it.each(Object.entries(REGION_HOSTS))('%s is found by its host, which is Vonage’s', (region, host) => {
    expect(regionOfHost(host)).toBe(region);
    expect(regionOfHost(`${host.toUpperCase()}:443`)).toBe(region);
    expect(isVonageHost(host)).toBe(true);
  });

  it.each(['api.nexmo.com', 'api-eu.vonage.com', 'api-us-1.nexmo.com', '127.0.0.1:4010', 'toString'])(
    '%s is no region’s',
    (host) => {
      expect(regionOfHost(host)).toBeUndefined();
    },
  );
});
