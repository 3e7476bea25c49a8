import { isAbsolute, relative } from 'node:path';
import { isPairOf, readPrivateKey } from '../../../edge/credentials/private-key.ts';
import { oneLine } from '../../../edge/one-line.ts';
import { rawAt } from '../../../vonage/raw.ts';
import { type Check, fault, ok, skipped, warning } from '../check.ts';

/** Whether the application can be read with these credentials. */
export const application: Check = {
  name: 'application',
  look: async ({ account, readApplication, commandLine, world }) => {
    // What is wrong with the account is said there.
    const opened = await account().catch(() => undefined);
    if (opened === undefined) return [skipped('not asked for, without an account')];
    const found = await readApplication();
    if (found !== undefined)
      return [
        ok(
          `"${oneLine(found.name, 60)}" (${found.id}), named by ${placeOf(opened.named?.origin ?? '', world.cwd)}`,
        ),
      ];
    return [
      warning(
        'No application is named',
        'name it: --app <id>, VONAGE_APPLICATION_ID, or `application:` in the config',
        `which there are: ${commandLine('app list')}`,
      ),
    ];
  },
};

/** A file by the path that a person would write. */
const placeOf = (origin: string, cwd: string): string =>
  isAbsolute(origin) ? relative(cwd, origin) : origin;

/** Whether the private key is the pair of the application's public key; nothing is sent. */
export const keyPair: Check = {
  name: 'key pair',
  look: async ({ account, application: read, world }) => {
    const found = await read();
    const given = found && (await account()).privateKey;
    if (found === undefined || given === undefined) return [];
    // A key that cannot be read is told by itself.
    const own = await readPrivateKey(world, given).catch(() => undefined);
    if (own === undefined) return [];
    const raw = rawAt(found, ['keys', 'public_key']);
    const fits = raw === 'absent' ? undefined : isPairOf(own.key, String(raw.value));
    if (fits === undefined) return [skipped('the application shows no public key to compare with')];
    return fits
      ? [ok('the private key is the pair of the application’s public key')]
      : [
          fault(
            'The private key is not the pair of the application’s public key: Vonage refuses what is signed with it',
            'take the key that came with this application',
            'or make a new pair in the Vonage dashboard, under the application',
          ),
        ];
  },
};
