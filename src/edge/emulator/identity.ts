import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import { nextUuid, randomFrom } from '../../emulator/random.ts';
import type { Chance } from '../../world.ts';
import type { EmulatorAbout } from './running-emulator.ts';

/** The part of an emulator that may be kept from one start to the next. */
export type EmulatorIdentity = Omit<EmulatorAbout, 'numbers' | 'users'>;

export interface KeyPair {
  readonly publicKey: string;
  readonly privateKey: string;
}

/** What Vonage's own key pairs have. */
const KEY_BITS = 2048;

/** A new RSA key pair, as PEM. */
export const makeKeyPair = (): Promise<KeyPair> =>
  promisify(generateKeyPair)('rsa', {
    modulusLength: KEY_BITS,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });

/** The application's id comes from the seed, for it stands in RTC events. */
export const applicationIdOf = (seed: string): string => nextUuid(randomFrom(`${seed}/application`));

/** What of an application is not made up. */
export type OwnKeys = Pick<EmulatorIdentity, 'applicationId' | 'publicKey' | 'privateKey'>;

/** Makes up an account, and an application unless there is one. */
export const makeIdentity = async (
  seed: string,
  chance: Chance,
  own?: OwnKeys,
): Promise<EmulatorIdentity> => ({
  applicationId: applicationIdOf(seed),
  apiKey: chance.hex(4),
  apiSecret: chance.hex(12),
  signatureSecret: chance.hex(32),
  ...(own ?? (await makeKeyPair())),
});
