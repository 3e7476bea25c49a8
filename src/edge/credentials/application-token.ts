import type { KeyObject } from 'node:crypto';
import type { World } from '../../world.ts';
import { signToken } from './sign-token.ts';

/** Long enough for one request to begin; how long its answer takes is of no matter. */
const LIFE_SECONDS = 300;

/** An Authorization header with which an application asks Vonage's APIs, good for one request (voice-api.md §1). */
export const applicationAuthorization = (
  applicationId: string,
  key: KeyObject,
  { clock, chance }: Pick<World, 'clock' | 'chance'>,
): string => {
  const iat = Math.floor(clock.now() / 1000);
  const claims = { application_id: applicationId, iat, exp: iat + LIFE_SECONDS, jti: chance.uuid() };
  return `Bearer ${signToken(claims, key)}`;
};
