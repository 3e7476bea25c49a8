import { describe, expect, it } from 'vitest';
import { commandEnvironment } from '../../../src/edge/emulator/command-environment.ts';

const EMULATOR = {
  VONAGE_API_HOST: 'http://127.0.0.1:4010',
  VONAGE_API_KEY: 'key',
  VONAGE_API_SECRET: 'secret',
  VONAGE_APPLICATION_ID: 'application',
  VONAGE_PRIVATE_KEY: '/tmp/private.key',
  VONAGE_SIGNATURE_SECRET: 'signature',
};

/** What becomes of one variable of the user's. */
const fate = (name: string): string | undefined => commandEnvironment({ [name]: 'mine' }, EMULATOR)[name];

describe('the environment of a command', () => {
  it.each([
    // The emulator's values take the place of the user's, under all names for the same thing.
    ['VONAGE_API_KEY', 'key'],
    ['VONAGE_API_SECRET', 'secret'],
    ['VONAGE_APPLICATION_ID', 'application'],
    ['VONAGE_APP_ID', 'application'],
    ['VONAGE_VOICE_APPLICATION_ID', 'application'],
    ['VONAGE_PRIVATE_KEY', '/tmp/private.key'],
    ['VONAGE_PRIVATE_KEY_PATH', '/tmp/private.key'],
    ['VONAGE_APPLICATION_PRIVATE_KEY_PATH', '/tmp/private.key'],
    ['VONAGE_SIGNATURE_SECRET', 'signature'],
    ['VONAGE_API_SIGNATURE_SECRET', 'signature'],
    ['VONAGE_API_HOST', 'http://127.0.0.1:4010'],
    ['NEXMO_API_KEY', 'key'],
    ['NEXMO_APPLICATION_ID', 'application'],
    // What looks like another credential is not there.
    ['VONAGE_JWT', undefined],
    ['VONAGE_PRIVATE_KEY64', undefined],
    ['VONAGE_ACCOUNT_SECRET', undefined],
    ['VONAGE_ACCESS_TOKEN', undefined],
    // All else stays.
    ['VONAGE_NUMBER', 'mine'],
    ['VONAGE_WEBHOOK_URL', 'mine'],
    ['VONAGE_FLOW_TOKEN', 'mine'],
    ['API_KEY', 'mine'],
    ['MY_VONAGE_API_KEY', 'mine'],
    ['PATH', 'mine'],
  ])('%s is %s', (name, value) => {
    expect(fate(name)).toBe(value);
  });

  it('has the names of the samples in any case, so that a .env file of the app sets none of them', () => {
    expect(commandEnvironment({ EMPTY: undefined }, EMULATOR)).toEqual({
      ...EMULATOR,
      VONAGE_APP_ID: 'application',
      VONAGE_APPLICATION_PRIVATE_KEY_PATH: '/tmp/private.key',
      NEXMO_API_KEY: 'key',
      NEXMO_API_SECRET: 'secret',
    });
  });
});
