import { findCredentials } from '../edge/credentials/credentials.ts';
import { sha256Hex, signWebhook } from '../edge/emulator/sign.ts';
import type { World } from '../world.ts';
import { findDescription } from './emulator-file.ts';
import { findListenFile } from './listen-file.ts';

/** Signs webhooks as the platform does. */
export interface Signer {
  /** Where the secret came from, in words. */
  readonly origin: string;
  readonly application: string | undefined;
  /** An `Authorization` header with fresh time and id, for a body or for none. */
  readonly authorization: (body: string | Uint8Array | undefined) => string;
}

export interface SignerFlags {
  readonly signatureSecret?: string;
  readonly config?: string;
}

/**
 * The signer of this folder: with the secret that was given, that of the emulator whose `listen` runs here, or the one that
 * credentials hold. Undefined when none is known.
 */
export const findSigner = async (flags: SignerFlags, world: World): Promise<Signer | undefined> => {
  const emulator =
    findListenFile(world.cwd)?.file.emulator === undefined ? undefined : findDescription(world.cwd);
  const textOf = (name: string): string | undefined => {
    const value = emulator?.[name];
    return typeof value === 'string' ? value : undefined;
  };
  const found = await findCredentials(
    world,
    flags.signatureSecret === undefined ? {} : { signatureSecret: flags.signatureSecret },
  );
  const ofEmulator = flags.signatureSecret === undefined ? textOf('signatureSecret') : undefined;
  const secret = ofEmulator ?? found.signatureSecret?.value;
  if (secret === undefined) return undefined;
  const application = textOf('applicationId') ?? found.applicationId?.value;
  const apiKey = textOf('apiKey') ?? found.account?.apiKey ?? '';
  return signerWith(
    {
      secret,
      apiKey,
      application,
      origin:
        ofEmulator === undefined ? (found.signatureSecret?.origin ?? '--signature-secret') : 'the emulator',
    },
    world,
  );
};

export interface SigningKey {
  readonly secret: string;
  readonly apiKey: string;
  readonly application: string | undefined;
  readonly origin: string;
}

/** A signer with a secret that is known. */
export const signerWith = (
  { secret, apiKey, application, origin }: SigningKey,
  { clock, chance }: Pick<World, 'clock' | 'chance'>,
): Signer => ({
  origin,
  application,
  authorization: (body) =>
    // What is hashed of a GET is not documented (U): the empty body, as the emulator does.
    signWebhook(sha256Hex(body ?? ''), {
      secret,
      apiKey,
      application: application ?? '',
      issuedAt: Math.floor(clock.now() / 1000),
      tokenId: chance.uuid(),
    }),
});
