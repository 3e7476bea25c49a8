import { signToken } from '../../edge/credentials/sign-token.ts';
import { askUsers } from '../../edge/emulator/attach.ts';
import { unknownUser } from '../../edge/emulator/unknown-user.ts';
import { badUsage, type ExitCode } from '../../failure.ts';
import { printable } from '../../text/printable.ts';
import { userClaims } from '../../vonage/user-claims.ts';
import type { World } from '../../world.ts';
import { findApplicationKey } from '../application-key.ts';
import type { TokenFlags } from './flags.ts';

/** Long enough to try an app, short enough for what stands in a terminal's history. */
const USUAL_SECONDS = 3600;

/** `vonage-flow users token`: prints a JWT for a Client SDK user. */
export const runToken = async (name: string, flags: TokenFlags, world: World): Promise<ExitCode> => {
  const user = name.trim();
  if (user === '') throw badUsage({ what: 'The user has no name', tryThis: 'vonage-flow users token alice' });
  const { applicationId, origin, key, keyOrigin, apiHost } = await findApplicationKey(flags, world);
  if (apiHost !== undefined) await mustExist(user, apiHost);
  const issuedAt = Math.floor(world.clock.now() / 1000);
  const expiresAt = issuedAt + (flags.ttl ?? USUAL_SECONDS);
  const claims = userClaims({ applicationId, user, issuedAt, expiresAt, tokenId: world.chance.uuid() });
  const token = signToken(claims, key);
  const until = new Date(expiresAt * 1000).toISOString();
  if (flags.json) {
    // By the name that the Client SDK has for it, and only where the SDK would not go by itself.
    const apiUrl = apiHost === undefined ? {} : { apiUrl: apiHost };
    world.stdout.write(
      `${JSON.stringify({ token, user, applicationId, expiresAt: until, ...apiUrl, claims })}\n`,
    );
    return 0;
  }
  world.stdout.write(`${token}\n`);
  world.stderr.write(
    `For ${printable(user)}, application ${applicationId} (from ${printable(origin)}), until ${until}; signed with ${
      origin === keyOrigin ? 'its key' : `the key from ${printable(keyOrigin)}`
    }.\n`,
  );
  return 0;
};

/** Refuses a name that is none of the emulator's users, who could not log in. What is no emulator is taken at its word. */
const mustExist = async (user: string, api: string): Promise<void> => {
  const users = await askUsers(api).catch(() => undefined);
  if (users !== undefined && !Object.hasOwn(users, user)) throw unknownUser(user, Object.keys(users));
};
