import { describe, expect, it } from 'vitest';
import { createPlatform } from '../../src/emulator/platform.ts';
import { isOtherRegion, regionUrl } from '../../src/emulator/region.ts';
import { asApplication } from '../../src/emulator/rest/applications.ts';
import { APPLICATION } from '../support/emulator-driver.ts';

const applicationIn = (region: string | undefined) =>
  asApplication(
    APPLICATION.id,
    { name: 'demo', capabilities: { voice: { ...(region !== undefined && { region }) } } },
    'PEM',
  );

describe('region_url', () => {
  it.each([
    ['eu-west', 'https://api.nexmo.com', 'https://api-eu-3.vonage.com'],
    ['apac-australia', 'https://api.nexmo.com', 'https://api-ap-4.vonage.com'],
    [undefined, 'https://api.nexmo.com', 'https://api-us-3.vonage.com'],
    // A region of the future, and a key that every object has.
    ['mars-north', 'https://api.nexmo.com', 'https://api-us-3.vonage.com'],
    ['toString', 'https://api.nexmo.com', 'https://api-us-3.vonage.com'],
    // Nobody but the emulator knows its calls.
    ['eu-west', 'http://127.0.0.1:4010', 'http://127.0.0.1:4010'],
  ])('of %s, when the API is at %s, is %s', (region, apiUrl, url) => {
    const application = applicationIn(region);
    const platform = createPlatform({ seed: 's', applications: [application], numbers: [], users: [] });
    platform.apiUrl = apiUrl;
    expect(regionUrl(platform, application.id)).toBe(url);
  });

  it.each([
    ['api-eu-3.vonage.com', false],
    ['api-us-3.vonage.com', true],
    ['api.nexmo.com', false],
    ['127.0.0.1:4010', false],
  ])('%s is the host of another region than eu-west: %s', (host, other) => {
    expect(isOtherRegion(host, applicationIn('eu-west'))).toBe(other);
    // Who does not say a region is known everywhere.
    expect(isOtherRegion(host, applicationIn(undefined))).toBe(false);
  });
});
