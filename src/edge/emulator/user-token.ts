import { createPrivateKey, randomUUID } from 'node:crypto';
import { userClaims } from '../../vonage/user-claims.ts';
import { signToken } from '../credentials/sign-token.ts';

/** Longer than any test. */
const LIVES_SECONDS = 60 * 60;

/**
 * A token by which the Client SDK of a user logs in: for an hour from now, in milliseconds since 1970. `privateKey` is PEM.
 * @throws TypeError for an application that was given without one
 */
export const userToken = (
  user: string,
  { applicationId, privateKey }: { readonly applicationId: string; readonly privateKey: string },
  now: number,
): string => {
  if (privateKey === '')
    throw new TypeError(
      `application ${applicationId} was given without its private key: sign the token where that is`,
    );
  const issuedAt = Math.floor(now / 1000);
  return signToken(
    userClaims({ applicationId, user, issuedAt, expiresAt: issuedAt + LIVES_SECONDS, tokenId: randomUUID() }),
    createPrivateKey(privateKey),
  );
};
