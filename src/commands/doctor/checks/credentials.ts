import { readPrivateKey } from '../../../edge/credentials/private-key.ts';
import { othersMayRead } from '../../../edge/doctor/others-may-read.ts';
import { type Check, type Finding, fault, ok, warning } from '../check.ts';

/** Key and secret of the account, where they come from, and what else was found of it. */
export const credentials: Check = {
  name: 'account',
  look: async ({ flags, account, credentials: find }) => {
    if (flags.emulator !== undefined) {
      const { applications } = await account();
      return [ok(`the emulator at ${applications.apiHost}, whose account is made up`)];
    }
    const { account: found, skipped, apiHost } = await find();
    const halves = skipped.map((words) => warning(words, 'give the other half there, or take this one out'));
    const remarks = apiHost.remarks.map((words) => warning(words));
    if (found !== undefined)
      return [ok(`API key ${found.apiKey} and its secret, from ${found.origin}`), ...remarks, ...halves];
    return [
      fault(
        'No API key and secret were found',
        'set VONAGE_API_KEY and VONAGE_API_SECRET in the environment, or in .env',
        'or do without an account: vonage-flow listen --emulator',
      ),
      ...halves,
    ];
  },
};

/** The private key by itself; whether it fits is looked at with the application. */
export const privateKey: Check = {
  name: 'private key',
  look: async ({ flags, credentials: find, world }): Promise<readonly Finding[]> => {
    if (flags.emulator !== undefined) return [];
    const { privateKey: given } = await find();
    if (given === undefined) {
      return [
        warning(
          'No private key was found: listen needs none, but call --real and users token do',
          'give its path: VONAGE_PRIVATE_KEY=./private.key',
        ),
      ];
    }
    const { origin } = await readPrivateKey(world, given);
    const seen = ok(`a key for RS256, from ${origin}`);
    return (await othersMayRead(given, world.platform))
      ? [
          seen,
          warning(
            'Others on this machine may read its file',
            `keep it to yourself: chmod 600 ${given.value}`,
          ),
        ]
      : [seen];
  },
};
